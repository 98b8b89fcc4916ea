//! The charts of a verdict as a picture for other programs: two side by side, with the recommendation above.

use std::rc::Rc;

use super::{Bars, bars};
use crate::{
    brush::Brush,
    export::{
        figure::{Looks, Sheet, inner},
        svg::Svg,
        wrap,
    },
    text::{Text, verdict::Chart},
    verdict::Verdict,
};

/// Charts in a row, the space between them, and the height of their bars.
const COLUMNS: usize = 2;
const APART: f64 = 32.0;
const HEIGHT: f64 = 120.0;
/// The height of a line of words above or below, and the size of its letters.
const LINE: f64 = 20.0;
const LETTERS: f64 = 12.0;

/// The picture.
pub struct Charts {
    looks: Looks,
    /// The colours of the bars and of the ground.
    colors: [String; 2],
    width: f64,
    title: String,
    below: String,
    caption: String,
    says: String,
    charts: Vec<Bars>,
}

impl Charts {
    /// The charts of a verdict on what is called `subject`, of this width, with a caption at the end; `colors` are those of
    /// the bars and of the ground.
    pub fn new(
        verdict: &Verdict,
        subject: &str,
        caption: String,
        (width, looks, colors): (f64, Looks, [String; 2]),
        text: &dyn Text,
    ) -> Self {
        let charts: Vec<_> =
            Chart::ALL.into_iter().filter_map(|chart| bars(chart, &verdict.program, text)).collect();
        let says: Vec<_> = charts.iter().map(|chart| &*chart.says).collect();
        Self {
            looks,
            colors,
            width,
            title: text.recommended(verdict),
            below: format!("{} · {subject}", text.verdict_labels().title),
            caption,
            says: text.charts_say(&says),
            charts,
        }
    }

    /// The picture as an SVG file, and its height.
    pub fn svg(&self) -> (String, f64) {
        let svg = Rc::new(Svg::new(&self.looks.sans, "p"));
        let height = self.draw(&Brush::on(svg.clone())).ceil();
        (svg.finish((self.width, height), &self.title, &self.says, &self.colors[1]), height)
    }

    /// Draws the picture on a ground of this height.
    pub fn paint(&self, brush: &Brush, height: f64) {
        brush.fill_with(&self.colors[1]);
        brush.rect(0.0, 0.0, self.width, height);
        self.draw(brush);
    }

    /// Draws everything. Returns the height.
    fn draw(&self, brush: &Brush) -> f64 {
        let mut sheet = Sheet::new(brush, &self.looks, self.width);
        sheet.margin();
        sheet.title(&self.title, &self.below);
        let step = (inner(self.width) + APART) / COLUMNS as f64;
        for row in self.charts.chunks(COLUMNS) {
            sheet.gap();
            sheet.part(HEIGHT + 2.0 * LINE, |brush| {
                for (index, chart) in row.iter().enumerate() {
                    self.chart(brush, chart, index as f64 * step, step - APART);
                }
            });
        }
        sheet.gap();
        sheet.caption(&self.caption);
        sheet.margin();
        sheet.height()
    }

    fn chart(&self, brush: &Brush, chart: &Bars, left: f64, width: f64) {
        let Looks { ink, soft, line, sans, .. } = &self.looks;
        let top_width = wrap::width(&chart.top, LETTERS);
        let room = width - top_width - LINE;
        brush.fill_with(ink);
        brush.write_with(600, LETTERS, sans);
        brush.text(&wrap::shortened(chart.title, LETTERS, room), left, LINE / 2.0);
        brush.fill_with(soft);
        brush.write_with(400, LETTERS, sans);
        brush.text(&chart.top, left + width - top_width, LINE / 2.0);
        let (ground, share) = (LINE + HEIGHT, |tenths: usize| tenths as f64 / 1000.0);
        brush.fill_with(&self.colors[0]);
        for bar in chart.bars.iter().filter(|bar| bar.height > 0) {
            let height = (share(bar.height) * HEIGHT).max(1.0);
            brush.rect(left + share(bar.left) * width, ground - height, share(bar.width) * width, height);
        }
        brush.fill_with(line);
        brush.rect(left, ground, width, 1.0);
        brush.fill_with(soft);
        for bar in &chart.bars {
            if let Some(below) = &bar.below {
                let words = wrap::width(below, LETTERS);
                let most = (width - words).max(0.0);
                let from = (share(bar.middle()) * width - words / 2.0).clamp(0.0, most);
                brush.text(below, left + from, ground + LINE / 2.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        export::svg::tests::parse,
        text::Language,
        trace::{Op, Trace},
        verdict::{Fingerprint, advice::Context},
    };

    #[test]
    fn every_chart_is_on_the_sheet_with_its_words() {
        let alloc = |block: u32| Op::Alloc { block, size: 16 << block, align: 8, zeroed: false };
        let ops = (0..3).map(alloc).chain((0..3).map(|block| Op::Free { block })).collect();
        let trace = Trace { ops, blocks: ["a", "b", "c"].into_iter().collect() };
        let verdict = Verdict::new(Context::default(), Fingerprint::of(&trace), Vec::new());
        for language in Language::ALL {
            let text = language.text();
            let [ink, soft, line] = ["ink", "soft", "line"].map(str::to_owned);
            let looks = Looks { ink, soft, line, sans: "sans-serif".into(), mono: "monospace".into() };
            let look = (960.0, looks, ["bar".to_owned(), "white".to_owned()]);
            let (file, height) =
                Charts::new(&verdict, "mine", "https://example.org/".into(), look, text).svg();
            let (elements, texts) = parse(&file);
            for chart in Chart::ALL {
                assert!(texts.iter().any(|words| words == text.chart(chart)), "{chart:?}: {texts:?}");
            }
            let number = |element: &str, name: &str| -> f64 {
                let value =
                    element.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
                value.and_then(|value| value.parse().ok()).unwrap_or(0.0)
            };
            let bars: Vec<_> =
                elements.iter().filter(|element| element.starts_with("rect fill=\"bar\"")).collect();
            assert!(bars.len() >= 12, "{bars:?}");
            for bar in bars {
                assert!(number(bar, "x") + number(bar, "width") <= 960.0, "{bar}");
                assert!(number(bar, "y") + number(bar, "height") < height, "{bar}");
            }
        }
    }
}
