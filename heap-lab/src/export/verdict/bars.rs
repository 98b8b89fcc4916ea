//! The charts of a verdict as bars with words. The page and its files draw the same.

use crate::{
    text::{
        Text,
        numbers::grouped_u64,
        verdict::{Chart, bytes_of},
    },
    verdict::{Fingerprint, Histogram, permille, table::Value},
};

/// More bars than this touch each other.
const MOST_APART: usize = 32;
/// At most so many bars have words below, which would overlap otherwise.
const MOST_WORDS: usize = 5;

/// A chart.
pub struct Bars {
    /// Its title.
    pub title: &'static str,
    /// What its tallest bar stands for, in words.
    pub top: String,
    /// What it shows, for those who can't see it.
    pub says: String,
    /// Its bars, from left to right.
    pub bars: Vec<Bar>,
}

/// A bar.
pub struct Bar {
    /// Where it begins, in tenths of a percent of the width of the chart.
    pub left: usize,
    /// Its width, in the same unit.
    pub width: usize,
    /// Its height, in tenths of a percent of the tallest, rounded up: what is there is seen.
    pub height: usize,
    /// The words below its middle, if there is room.
    pub below: Option<String>,
    /// What it says.
    pub says: String,
}

impl Bar {
    /// Its middle, in tenths of a percent of the width of the chart.
    pub fn middle(&self) -> usize {
        self.left + self.width / 2
    }
}

/// A number, the words below it, and what is said about it.
struct Part {
    number: u64,
    below: String,
    says: String,
}

/// The bars of a chart; `None` if there is nothing to show.
pub fn bars(chart: Chart, program: &Fingerprint, text: &dyn Text) -> Option<Bars> {
    let (parts, top) = match chart {
        Chart::Live => live(program, text),
        Chart::Sizes => histogram(chart, &program.sizes.histogram, text),
        Chart::Lifetimes => histogram(chart, &program.lifetimes.operations, text),
        Chart::LifetimeBytes => histogram(chart, &program.lifetimes.bytes, text),
    };
    let most = parts.iter().map(|part| part.number).max().filter(|&most| most > 0)?;
    let (title, count) = (text.chart(chart), parts.len());
    let says = if chart == Chart::Live {
        text.chart_says(title, &[&top])
    } else {
        let says: Vec<_> = parts.iter().map(|part| &*part.says).collect();
        text.chart_says(title, &says)
    };
    let every = count.div_ceil(MOST_WORDS).max(1);
    let gap = if count > MOST_APART { 0 } else { 3 };
    let left = |index: usize| index * 1000 / count;
    let bar = |(index, part): (usize, Part)| Bar {
        left: left(index),
        width: (left(index + 1) - left(index)).saturating_sub(gap).max(1),
        height: (u128::from(part.number) * 1000).div_ceil(most.into()) as usize,
        below: (index % every == 0).then_some(part.below),
        says: part.says,
    };
    Some(Bars { title, top, says, bars: parts.into_iter().enumerate().map(bar).collect() })
}

/// Live bytes by operation, and their peak.
fn live(program: &Fingerprint, text: &dyn Text) -> (Vec<Part>, String) {
    let count = program.live.len();
    let part = |(index, &number): (usize, &u64)| {
        let at = grouped_u64(((index + 1) * program.operations / count) as u64);
        Part { number, says: text.bar(Chart::Live, &at, &bytes_of(number)), below: at }
    };
    (program.live.iter().enumerate().map(part).collect(), text.tallest(&bytes_of(program.peak_live)))
}

/// The classes of a histogram, and the share of the tallest.
fn histogram(chart: Chart, histogram: &Histogram, text: &dyn Text) -> (Vec<Part>, String) {
    let total = histogram.total();
    let words = |share| text.table_value(Value::Share(share));
    let share = |count: u32| permille(count.into(), total).map_or_else(String::new, words);
    let part = |class: usize| {
        let (range, count) = (Histogram::range(class), histogram.counts()[class]);
        let number = if chart == Chart::Lifetimes { grouped_u64 } else { bytes_of };
        let below = number(*range.end());
        let words = match range.start() == range.end() {
            true => below.clone(),
            false => format!("{}–{below}", number(*range.start())),
        };
        Part { number: count.into(), says: text.bar(chart, &words, &share(count)), below }
    };
    let parts = histogram.span().map_or_else(Vec::new, |classes| classes.map(part).collect());
    let most = histogram.counts().iter().copied().max().unwrap_or(0);
    (parts, text.tallest(&share(most)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        text::Language,
        trace::{Op, Trace},
    };

    #[test]
    fn bars_are_in_order_and_inside_of_the_chart() {
        let sizes = [1, 16, 16, 24, 4096];
        let alloc = |(block, size): (u32, &u32)| Op::Alloc { block, size: *size, align: 8, zeroed: false };
        let ops = (0..).zip(&sizes).map(alloc).chain([Op::Free { block: 1 }]).collect();
        let trace = Trace { ops, blocks: ["a", "b", "c", "d", "e"].into_iter().collect() };
        let (program, text) = (Fingerprint::of(&trace), Language::English.text());
        let charts: Vec<_> = Chart::ALL.into_iter().filter_map(|chart| bars(chart, &program, text)).collect();
        assert_eq!(charts.len(), 4);
        for Bars { title, bars, says, .. } in &charts {
            assert!(says.starts_with(title));
            assert!(bars.windows(2).all(|pair| pair[0].left + pair[0].width <= pair[1].left), "{title}");
            assert!(bars.iter().all(|bar| bar.left + bar.width <= 1000 && bar.height <= 1000), "{title}");
            assert!(bars.iter().any(|bar| bar.height == 1000), "{title}: the tallest has the whole height");
            let words = bars.iter().filter(|bar| bar.below.is_some()).count();
            assert!((1..=MOST_WORDS).contains(&words), "{title}: {words}");
        }
        let chinese = Chart::ALL.map(|chart| bars(chart, &program, Language::Chinese.text()));
        let tops: Vec<_> = chinese.iter().flatten().map(|chart| chart.top.clone()).collect();
        assert!(tops.iter().any(|top| top.ends_with("40.0%")), "{tops:?}");
        let says: Vec<_> = chinese.into_iter().flatten().map(|chart| chart.says).collect();
        assert!(says.iter().any(|says| says.contains("20.0%")), "{says:?}");
        assert!(says.iter().all(|says| says.contains('：') && !says.contains("; ") && !says.contains(". ")));
        assert!(says.iter().any(|says| says.contains('；')), "{says:?}");
        // Two of five blocks have 16 bytes, and one is in each of three other classes.
        let heights: Vec<_> =
            charts[1].bars.iter().map(|bar| bar.height).filter(|&height| height > 0).collect();
        assert_eq!(heights, [500, 1000, 500, 500]);
        assert!(bars(Chart::Sizes, &Fingerprint::of(&Trace::default()), text).is_none());
    }
}
