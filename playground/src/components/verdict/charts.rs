//! The charts of the verdict: small pictures of a program, as SVG in the colours of the page.

use heap_lab::{
    export::verdict::{Bar, Bars, bars},
    text::{Text, verdict::Chart},
    verdict::Fingerprint,
};
use yew::prelude::*;

/// The size of a chart, in units of its picture.
const WIDTH: usize = 320;
const HEIGHT: usize = 96;
/// Words this near to an end of a chart, in tenths of a percent, begin or end there: they would be cut off otherwise.
const NEAR: usize = 100;

/// A chart of a program; `None` if there is nothing to show.
pub fn chart(chart: Chart, program: &Fingerprint, text: &dyn Text) -> Option<Html> {
    let Bars { title, top, says, bars } = bars(chart, program, text)?;
    // A share of a length, in tenths of a percent, with a digit behind the point.
    let part = |share: usize, whole: usize| {
        let tenths = share * whole / 100;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    let view = format!("0 0 {WIDTH} {HEIGHT}");
    let bar = |bar: &Bar| {
        html! {
            <rect x={part(bar.left, WIDTH)} y={part(1000 - bar.height, HEIGHT)} height={part(bar.height, HEIGHT)}
                width={part(bar.width, WIDTH)}>
                <title>{ &bar.says }</title>
            </rect>
        }
    };
    let below = |bar: &Bar| {
        let words = bar.below.as_ref()?;
        let (class, at) = match bar.middle() {
            ..NEAR => ("chart-first", 0),
            middle if middle > 1000 - NEAR => ("chart-last", 1000),
            middle => ("", middle),
        };
        Some(html! { <span class={class} style={format!("--at:{}", at as f64 / 1000.0)}>{ words }</span> })
    };
    Some(html! {
        <figure class="verdict-chart" data-chart={chart.key()}>
            <figcaption><b>{ title }</b>{ " " }<span>{ top }</span></figcaption>
            <svg viewBox={view} role="img" aria-label={says} preserveAspectRatio="none">
                <line x1="0" x2={WIDTH.to_string()} y1={HEIGHT.to_string()} y2={HEIGHT.to_string()} />
                { for bars.iter().map(bar) }
            </svg>
            <p class="chart-words" aria-hidden="true">{ for bars.iter().filter_map(below) }</p>
        </figure>
    })
}
