//! The metrics of a lane, each with its unit and what it means.

use heap_lab::{
    lab::{
        metrics::{Metric, Value},
        view::Numbers,
    },
    text::{
        Text,
        numbers::{grouped, percent},
    },
};
use yew::prelude::*;

use super::text::use_text;

#[derive(PartialEq, Properties)]
pub struct MetricsProps {
    /// Sets the ids of this strip apart from those of others.
    pub lane: AttrValue,
    pub numbers: Numbers,
}

/// The strip of metrics. What one means is shown while it is pointed at or has the focus.
#[component]
pub fn Metrics(props: &MetricsProps) -> Html {
    let text = use_text();
    html! {
        <div class="metrics" role="group" aria-label={text.metrics_title()}>
            { for Metric::ALL.into_iter().map(|metric| cell(props, metric, text)) }
        </div>
    }
}

fn cell(props: &MetricsProps, metric: Metric, text: &dyn Text) -> Html {
    let value = metric.value(&props.numbers);
    let raw = value.raw();
    let (shown, unit) = match value {
        Value::Bytes(bytes) => (grouped(bytes), "B"),
        Value::Count(count) => (grouped(count), ""),
        Value::Share(share) => (percent(share), if share.is_some() { "%" } else { "" }),
    };
    let loud = metric.is_alarming() && raw != Some(0.0);
    let tip = format!("{}-{}-tip", props.lane, metric.key());
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
