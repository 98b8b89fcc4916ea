//! The numbers of a lane, each with its unit and what it means.

use heap_lab::lab::view::Numbers;
use yew::prelude::*;

use super::format::{grouped, percent};

/// One number.
struct Metric {
    /// Its stable name.
    key: &'static str,
    label: &'static str,
    value: String,
    unit: &'static str,
    /// The value as a machine reads it; empty where there is none.
    raw: String,
    about: &'static str,
    /// Whether it should catch the eye.
    loud: bool,
}

impl Metric {
    fn count(
        key: &'static str,
        label: &'static str,
        value: u32,
        unit: &'static str,
        about: &'static str,
    ) -> Self {
        Self { key, label, value: grouped(value), unit, raw: value.to_string(), about, loud: false }
    }

    fn share(key: &'static str, label: &'static str, value: Option<f64>, about: &'static str) -> Self {
        let raw = value.map(|value| value.to_string()).unwrap_or_default();
        let unit = if value.is_some() { "%" } else { "" };
        Self { key, label, value: percent(value), unit, raw, about, loud: false }
    }

    /// One that catches the eye where it is not 0.
    fn alarming(self, value: u32) -> Self {
        Self { loud: value > 0, ..self }
    }
}

/// The metrics, in the order of the strip.
fn metrics(numbers: &Numbers) -> Vec<Metric> {
    let free = numbers.free + numbers.bump;
    vec![
        Metric::count(
            "live",
            "Live",
            numbers.live,
            "B",
            "Bytes that the program asked for and has not given back.",
        ),
        Metric::count(
            "heap",
            "Heap",
            numbers.heap,
            "B",
            "Bytes of all pages that the allocator has got so far. Memory never shrinks.",
        ),
        Metric::share(
            "utilisation",
            "Utilisation",
            numbers.utilisation(),
            "Live bytes per byte of heap: how much of the memory is of use now.",
        ),
        Metric::share(
            "internal",
            "Internal frag.",
            numbers.internal(),
            "Internal fragmentation: the share of the live blocks that is padding, because blocks come in certain sizes only.",
        ),
        Metric::share(
            "external",
            "External frag.",
            numbers.external(),
            "External fragmentation: the share of the free bytes that lies outside the largest hole, in pieces.",
        ),
        Metric::count(
            "free",
            "Free total",
            free,
            "B",
            "Bytes in free blocks and in bump space not used yet. Compare with the largest hole.",
        ),
        Metric::count(
            "largest-hole",
            "Largest hole",
            numbers.largest_hole,
            "B",
            "The largest free block, or the bump space: a request larger than this needs new pages, however much is free in all.",
        ),
        Metric::count(
            "probes",
            "Probed now",
            numbers.probes_last,
            "",
            "Free blocks looked at in this operation: the length of the search.",
        ),
        Metric::count(
            "probes-total",
            "Probed in all",
            numbers.probes_total,
            "",
            "Free blocks looked at since the start: the price of searching.",
        ),
        Metric::count("pages", "Pages", numbers.pages, "", "Pages grown so far."),
        Metric::count(
            "failed",
            "Failed",
            numbers.failed,
            "",
            "Requests refused so far, because the memory could not grow.",
        )
        .alarming(numbers.failed),
        Metric::count(
            "lost",
            "Lost",
            numbers.lost,
            "B",
            "Bytes that this allocator will never hand out again.",
        )
        .alarming(numbers.lost),
    ]
}

#[derive(PartialEq, Properties)]
pub struct MetricsProps {
    /// Sets the ids of this strip apart from those of others.
    pub lane: AttrValue,
    pub numbers: Numbers,
}

/// The strip of numbers. What one means is shown while it is pointed at or has the focus.
#[component]
pub fn Metrics(props: &MetricsProps) -> Html {
    html! {
        <div class="metrics" role="group" aria-label="Numbers">
            { for metrics(&props.numbers).into_iter().map(|metric| cell(&props.lane, metric)) }
        </div>
    }
}

fn cell(lane: &str, metric: Metric) -> Html {
    let Metric { key, label, value, unit, raw, about, loud } = metric;
    let tip = format!("{lane}-{key}-tip");
    html! {
        <div class={classes!("metric", loud.then_some("metric-loud"))} tabindex="0" role="group" aria-label={label}
            aria-describedby={tip.clone()}>
            <span class="metric-label">{ label }</span>
            <span class="metric-value" data-metric={key} data-value={raw}>
                { value }
                if !unit.is_empty() { <small>{ unit }</small> }
            </span>
            <div class="tip" role="tooltip" id={tip}>{ about }</div>
        </div>
    }
}
