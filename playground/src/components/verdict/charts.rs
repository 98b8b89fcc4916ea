//! The charts of the verdict: small pictures of a program, as SVG in the colours of the page.

use heap_lab::{
    text::{
        Text,
        numbers::{grouped_u64, scaled, share},
        verdict::Chart,
    },
    verdict::{Fingerprint, Histogram, permille},
};
use yew::prelude::*;

/// The size of a chart, in units of its picture.
const WIDTH: usize = 320;
const HEIGHT: usize = 96;
/// The room for the words below.
const BELOW: usize = 16;

/// A bar: its height in proportion to others, the words below it, what it says.
struct Bar {
    height: u64,
    below: String,
    says: String,
}

/// A chart of a program; `None` if there is nothing to show.
pub fn chart(chart: Chart, program: &Fingerprint, text: &dyn Text) -> Option<Html> {
    let (bars, top) = match chart {
        Chart::Live => {
            let parts = program.live.len();
            let bars = program.live.iter().enumerate().map(|(part, &live)| {
                let at = (part + 1) * program.operations / parts;
                let at = grouped_u64(at as u64);
                let says = text.bar(chart, &at, &scaled(live));
                Bar { height: live, below: at, says }
            });
            (bars.collect(), scaled(program.peak_live))
        }
        Chart::Sizes => histogram(chart, &program.sizes.histogram, text),
        Chart::Lifetimes => histogram(chart, &program.lifetimes.operations, text),
        Chart::LifetimeBytes => histogram(chart, &program.lifetimes.bytes, text),
    };
    let most = bars.iter().map(|bar| bar.height).max().filter(|&most| most > 0)?;
    let title = text.chart(chart);
    let says: Vec<_> = bars.iter().map(|bar| &*bar.says).collect();
    let says = if chart == Chart::Live {
        format!("{title}: {top}")
    } else {
        format!("{title}. {}", says.join("; "))
    };
    let count = bars.len();
    // The words below would overlap, so only some are written.
    let every = count.div_ceil(5).max(1);
    let left = |index: usize| index * WIDTH * 10 / count;
    let tenths = |number: usize| format!("{}.{}", number / 10, number % 10);
    let view = format!("0 0 {WIDTH} {}", HEIGHT + BELOW);
    let bar = |(index, bar): (usize, &Bar)| {
        let height = (bar.height * HEIGHT as u64).div_ceil(most) as usize;
        let gap = if count > 32 { 0 } else { 10 };
        html! {
            <rect x={tenths(left(index))} y={(HEIGHT - height).to_string()} height={height.to_string()}
                width={tenths((left(index + 1) - left(index)).saturating_sub(gap).max(5))}>
                <title>{ &bar.says }</title>
            </rect>
        }
    };
    let below = |(index, bar): (usize, &Bar)| {
        (index % every == 0).then(|| {
            html! { <text x={tenths(left(index))} y={(HEIGHT + BELOW - 4).to_string()}>{ &bar.below }</text> }
        })
    };
    Some(html! {
        <figure class="verdict-chart" data-chart={chart.key()}>
            <figcaption><b>{ title }</b>{ " " }<span>{ top }</span></figcaption>
            <svg viewBox={view} role="img" aria-label={says} preserveAspectRatio="xMinYMid meet">
                <line x1="0" x2={WIDTH.to_string()} y1={HEIGHT.to_string()} y2={HEIGHT.to_string()} />
                { for bars.iter().enumerate().map(bar) }
                { for bars.iter().enumerate().filter_map(below) }
            </svg>
        </figure>
    })
}

/// The classes of a histogram as bars, and the share of the tallest.
fn histogram(chart: Chart, histogram: &Histogram, text: &dyn Text) -> (Vec<Bar>, String) {
    let total = histogram.total();
    let part = |count: u32| permille(count.into(), total).map_or_else(String::new, share);
    let bar = |class: usize| {
        let (range, count) = (Histogram::range(class), histogram.counts()[class]);
        let number = if chart == Chart::Lifetimes { grouped_u64 } else { scaled::<u64> };
        let below = number(*range.end());
        let words = match range.start() == range.end() {
            true => below.clone(),
            false => format!("{}–{below}", number(*range.start())),
        };
        Bar { height: count.into(), below, says: text.bar(chart, &words, &part(count)) }
    };
    let bars = histogram.span().map_or_else(Vec::new, |classes| classes.map(bar).collect());
    let most = histogram.counts().iter().copied().max().unwrap_or(0);
    (bars, part(most))
}
