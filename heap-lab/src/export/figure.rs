//! The layout of an exported picture: a title, the lanes one below the other, a legend, and a caption.
//!
//! What a heap looks like is up to the caller, who paints it where it belongs.

use super::wrap;
use crate::{
    brush::Brush,
    scene::{
        Scene, facts,
        fields::Look,
        legend::Swatch,
        tiles::{Piece, Share},
    },
};

/// Space around everything.
const MARGIN: f64 = 16.0;
/// From one lane to the next.
const APART: f64 = 16.0;
/// Size of the title.
const TITLE: f64 = 17.0;
/// Size of the text.
const TEXT: f64 = 13.0;
/// Size of numbers, legend and caption.
const SMALL: f64 = 12.0;
/// Height of a line of text, in proportion to its size.
const LEADING: f64 = 1.5;
/// Size of a swatch of the legend.
const SWATCH: (f64, f64) = (22.0, 12.0);

/// Colours and fonts.
#[derive(Clone, Debug, PartialEq)]
pub struct Looks {
    /// Title and sentences.
    pub ink: String,
    /// Numbers and legend.
    pub soft: String,
    /// Lines between parts.
    pub line: String,
    /// The font of sentences.
    pub sans: String,
    /// The font of names.
    pub mono: String,
}

/// What is written about a lane.
pub struct LaneWords {
    /// Its name.
    pub name: &'static str,
    /// Its numbers in one line.
    pub numbers: String,
    /// What happened in it.
    pub sentence: String,
}

/// Whether a scene shows this, so that the legend must explain it.
pub fn shows(scene: &Scene, swatch: Swatch) -> bool {
    let has = |of: &dyn Fn(&Piece) -> bool| scene.pieces.iter().any(of);
    let blended = |share: Share| {
        let index = Share::ALL.iter().position(|&one| one == share);
        index.is_some_and(|index| scene.cells.iter().any(|cell| cell.shares[index] > 0.0))
    };
    let of_kind = |share: Share| has(&|piece| facts::kind(&piece.tile) == swatch.key()) || blended(share);
    match swatch {
        Swatch::Live => of_kind(Share::Live),
        Swatch::Padding => {
            has(&|Piece { span, padded_from, .. }| *padded_from < span.rect.x + span.rect.w)
                || blended(Share::Padding)
        }
        Swatch::Free => of_kind(Share::Free),
        Swatch::Untouched => of_kind(Share::Bump),
        Swatch::Lost => of_kind(Share::Lost),
        Swatch::Foreign => of_kind(Share::Foreign),
        Swatch::Held => of_kind(Share::Held),
        Swatch::Ungrown => !scene.ungrown.is_empty(),
        Swatch::Reserved => of_kind(Share::Reserved),
        Swatch::Opaque => of_kind(Share::Opaque),
        Swatch::Tag => scene.fields.iter().any(|field| field.look == Look::Tag),
        Swatch::FreeTag => scene.fields.iter().any(|field| field.look == Look::FreeTag),
    }
}

/// The width of the heaps on a sheet.
pub fn inner(width: f64) -> f64 {
    width - 2.0 * MARGIN
}

/// A picture that grows downwards.
pub struct Sheet<'a> {
    brush: &'a Brush,
    looks: &'a Looks,
    width: f64,
    y: f64,
}

impl<'a> Sheet<'a> {
    /// An empty sheet of this width.
    pub fn new(brush: &'a Brush, looks: &'a Looks, width: f64) -> Self {
        Self { brush, looks, width, y: 0.0 }
    }

    /// Leaves the margin free.
    pub fn margin(&mut self) {
        self.y += MARGIN;
    }

    /// The height so far.
    pub fn height(&self) -> f64 {
        self.y
    }

    /// Writes lines in the font that is set, one below the other.
    fn write(&mut self, text: &str, size: f64) {
        for line in wrap::lines(text, size, inner(self.width)) {
            self.brush.text(line, MARGIN, self.y + size * LEADING / 2.0);
            self.y += size * LEADING;
        }
    }

    /// The title, and below it the position.
    pub fn title(&mut self, title: &str, position: &str) {
        let Looks { ink, soft, sans, .. } = self.looks;
        self.brush.fill_with(ink);
        self.brush.write_with(600, TITLE, sans);
        self.write(title, TITLE);
        self.brush.fill_with(soft);
        self.brush.write_with(400, SMALL, sans);
        self.write(position, SMALL);
    }

    /// A lane: its name and numbers, its heap of this height, and what happened. `paint` paints from the top left corner of
    /// the heap.
    pub fn lane(&mut self, words: &LaneWords, height: f64, paint: impl FnOnce(&Brush)) {
        let Looks { ink, soft, sans, mono, .. } = self.looks;
        let middle = self.y + TEXT * LEADING / 2.0;
        self.brush.fill_with(ink);
        self.brush.write_with(600, TEXT, mono);
        self.brush.text(words.name, MARGIN, middle);
        self.brush.fill_with(soft);
        self.brush.write_with(400, SMALL, sans);
        let beside = MARGIN + wrap::width(words.name, TEXT) + 2.0 * MARGIN;
        let room = self.width - MARGIN - beside;
        self.brush.text(&wrap::shortened(&words.numbers, SMALL, room), beside, middle);
        self.y += TEXT * LEADING;
        self.part(height, paint);
        if !words.sentence.is_empty() {
            self.brush.fill_with(ink);
            self.brush.write_with(400, TEXT, sans);
            self.write(&words.sentence, TEXT);
        }
    }

    /// A part of this height. `paint` paints from its top left corner.
    pub fn part(&mut self, height: f64, paint: impl FnOnce(&Brush)) {
        self.brush.from(MARGIN, self.y);
        paint(self.brush);
        self.brush.from(0.0, 0.0);
        self.y += height;
    }

    /// Space between two parts.
    pub fn gap(&mut self) {
        self.y += APART;
    }

    /// The legend: `paint` paints the swatch of an entry in a rectangle (x, y, width, height).
    pub fn legend(&mut self, names: &[&str], paint: impl Fn(&Brush, usize, (f64, f64, f64, f64))) {
        let Looks { soft, line, sans, .. } = self.looks;
        self.brush.fill_with(line);
        self.brush.rect(MARGIN, self.y, inner(self.width), 1.0);
        self.y += APART / 2.0;
        let (mut x, leading, (w, h)) = (MARGIN, SMALL * LEADING + 2.0, SWATCH);
        for (index, name) in names.iter().enumerate() {
            let end = x + w + 6.0 + wrap::width(name, SMALL);
            if end > self.width - MARGIN && x > MARGIN {
                x = MARGIN;
                self.y += leading;
            }
            let middle = self.y + leading / 2.0;
            paint(self.brush, index, (x, middle - h / 2.0, w, h));
            self.brush.fill_with(soft);
            self.brush.write_with(400, SMALL, sans);
            self.brush.text(name, x + w + 6.0, middle);
            x += w + 6.0 + wrap::width(name, SMALL) + MARGIN;
        }
        self.y += leading;
    }

    /// The line at the end.
    pub fn caption(&mut self, words: &str) {
        self.y += APART / 4.0;
        self.brush.fill_with(&self.looks.soft);
        self.brush.write_with(400, SMALL, &self.looks.sans);
        self.write(words, SMALL);
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::export::svg::{Svg, tests::parse};

    #[test]
    fn parts_follow_each_other_and_nothing_leaves_the_sheet() {
        let looks = Looks {
            ink: "ink".into(),
            soft: "soft".into(),
            line: "line".into(),
            sans: "sans-serif".into(),
            mono: "monospace".into(),
        };
        let svg = Rc::new(Svg::new("sans-serif", "p"));
        let brush = Brush::on(svg.clone());
        let mut sheet = Sheet::new(&brush, &looks, 400.0);
        sheet.margin();
        sheet.title("free(note)", "operation 9 of 15");
        let words = LaneWords {
            name: "FreeList",
            numbers: "heap 256 B · live 96 B · largest free block 112 B · probes 2 · and more than fits"
                .into(),
            sentence:
                "walked past 1 free block; merged with its left and right neighbours into 112 bytes at 0x0000"
                    .into(),
        };
        let mut painted = Vec::new();
        for _ in 0..2 {
            let before = sheet.height();
            sheet.lane(&words, 100.0, |brush| {
                painted.push(before);
                brush.fill_with("heap");
                brush.rect(0.0, 0.0, 10.0, 10.0);
            });
            assert!(sheet.height() > before + 100.0);
            sheet.gap();
        }
        sheet.legend(
            &["live", "free", "padding", "lost: never handed out again", "untouched"],
            |brush, _, (x, y, w, h)| {
                assert!(x + w < 400.0);
                brush.rect(x, y, w, h);
            },
        );
        sheet.caption("https://example.org/");
        sheet.margin();
        let height = sheet.height();

        let (elements, texts) = parse(&svg.finish((400.0, height), "", "", "white"));
        let tops = |start: &str| -> Vec<f64> {
            let is = |element: &&String| element.starts_with(start);
            let top = |element: &String| {
                element.split(" y=\"").nth(1).and_then(|y| y.split('"').next()?.parse().ok())
            };
            elements.iter().filter(is).filter_map(top).collect()
        };
        assert!(
            tops("text").windows(2).all(|pair| pair[0] <= pair[1] + 1.0)
                && tops("text").iter().all(|&y| y < height)
        );
        assert_eq!(tops("rect fill=\"heap\"").len(), 2);
        assert!(texts.iter().any(|text| text.ends_with('…')), "numbers that don't fit are cut");
        let sentence: Vec<_> = texts.iter().filter(|text| words.sentence.contains(text.as_str())).collect();
        assert!(sentence.len() >= 4, "it takes two lines in each lane: {sentence:?}");
    }
}
