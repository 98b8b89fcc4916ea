//! The metrics of a lane, each with its unit and what it means.

use heap_lab::{
    lab::{
        LaneKind,
        metrics::{Metric, Value},
        view::Numbers,
    },
    text::{
        Text,
        numbers::{grouped, percent},
    },
};
use yew::prelude::*;

/// The strip of metrics of a lane. What one means is shown while it is pointed at or has the focus.
pub fn metrics(lane: LaneKind, numbers: &Numbers, text: &dyn Text) -> Html {
    html! {
        <div class="metrics" role="group" aria-label={text.metrics_title()}>
            { for Metric::ALL.into_iter().map(|metric| cell(lane, numbers, metric, text)) }
        </div>
    }
}

fn cell(lane: LaneKind, numbers: &Numbers, metric: Metric, text: &dyn Text) -> Html {
    let value = metric.value(numbers);
    let raw = value.raw();
    let (shown, unit) = match value {
        Value::Bytes(bytes) => (grouped(bytes), "B"),
        Value::Count(count) => (grouped(count), ""),
        Value::Share(share) => (percent(share), if share.is_some() { "%" } else { "" }),
    };
    let loud = metric.is_alarming() && raw != Some(0.0);
    let tip = format!("{}-{}-tip", lane.slug(), metric.key());
    html! {
        <div class={classes!("metric", loud.then_some("metric-loud"))} tabindex="0" role="group"
            aria-label={text.metric(metric)} aria-describedby={tip.clone()}>
            <span class="metric-label">{ text.metric(metric) }</span>
            <span class="metric-value" data-metric={metric.key()}
                data-value={raw.map(|raw| raw.to_string()).unwrap_or_default()}>
                { shown }
                if !unit.is_empty() { <small>{ unit }</small> }
            </span>
            <div class="tip" role="tooltip" id={tip}>{ text.metric_meaning(metric) }</div>
        </div>
    }
}
