//! All numbers of all lanes in one table, and what they mean.

use heap_lab::{
    lab::{
        LaneKind,
        frame::Frame,
        metrics::{Metric, Value},
        view::Numbers,
    },
    text::{
        Text,
        numbers::{grouped, percent, scaled},
    },
};
use yew::prelude::*;

/// A lane and its numbers.
#[derive(Clone, Copy, PartialEq)]
pub struct Column {
    pub lane: LaneKind,
    /// Operations that it has done.
    pub done: usize,
    pub numbers: Numbers,
}

impl Column {
    /// The lane of a frame.
    pub fn of(frame: &Frame) -> Self {
        Self { lane: frame.kind, done: frame.moment.done, numbers: frame.numbers() }
    }
}

/// Whether each of these lanes stands out in a number.
pub fn best(metric: Metric, columns: &[Column]) -> Vec<bool> {
    let lanes: Vec<_> = columns.iter().map(|column| (column.done, column.numbers)).collect();
    metric.best(&lanes)
}

/// From so many bytes on, a number is rounded on a phone.
const MANY: u32 = 1_000_000;

/// The table: a row for each metric, a column for each lane.
pub fn table(columns: &[Column], text: &dyn Text) -> Html {
    let row = |metric: Metric| {
        let best = best(metric, columns);
        html! {
            <tr>
                <th scope="row" title={text.metric_meaning(metric)}>{ text.metric(metric) }</th>
                { for columns.iter().zip(best).map(|(Column { lane, numbers, .. }, best)| {
                    let value = metric.value(numbers);
                    let why = (value == Value::Hidden).then(|| text.hidden_structure());
                    html! { <td data-of={lane.slug()} class={class(metric, value, best)} title={why}>{ number(metric, value, text) }</td> }
                }) }
            </tr>
        }
    };
    html! {
        <>
            <div class="numbers-scroll" tabindex="0" role="region" aria-label={text.metrics_title()}>
                <table class="numbers" aria-label={text.metrics_title()}>
                    <thead><tr>
                        <td></td>
                        { for columns.iter().map(|column| html! { <th scope="col">{ breakable(column.lane.short_name()) }</th> }) }
                    </tr></thead>
                    <tbody>{ for Metric::ALL.into_iter().map(row) }</tbody>
                </table>
            </div>
            <dl class="meanings">
                { for Metric::ALL.into_iter().map(|metric| html! {
                    <><dt>{ text.metric(metric) }</dt><dd>{ text.metric_meaning(metric) }</dd></>
                }) }
            </dl>
        </>
    }
}

/// A name that may be broken before each capital letter.
fn breakable(name: &str) -> Html {
    let starts = name.char_indices().filter(|(_, letter)| letter.is_uppercase()).map(|(start, _)| start);
    let ends = starts.clone().skip(1).chain([name.len()]);
    let word = |(start, end): (usize, usize)| html! { <>{ &name[start..end] }<wbr /></> };
    html! { <code>{ for starts.zip(ends).map(word) }</code> }
}

/// The numbers of a lane that are always in sight; `best` says in which of them it does best.
pub fn brief(numbers: &Numbers, best: &[bool], text: &dyn Text) -> Html {
    let cell = |(metric, &best): (Metric, &bool)| {
        let value = metric.value(numbers);
        let meaning =
            if value == Value::Hidden { text.hidden_structure() } else { text.metric_meaning(metric) };
        html! {
            <div class={class(metric, value, best)} title={meaning}>
                <dt>{ text.metric(metric) }</dt>
                <dd>{ fitting(metric, value, text) }</dd>
            </div>
        }
    };
    html! { <dl class="brief">{ for Metric::BRIEF.into_iter().zip(best).map(cell) }</dl> }
}

fn class(metric: Metric, value: Value, best: bool) -> Classes {
    let loud = metric.is_alarming() && value.raw().is_some_and(|value| value != 0.0);
    classes!(best.then_some("number-best"), loud.then_some("number-loud"))
}

fn number(metric: Metric, value: Value, text: &dyn Text) -> Html {
    marked(metric, value, html! { written(value, text) })
}

/// A number as it is written where there is room, and as it is on a phone.
fn fitting(metric: Metric, value: Value, text: &dyn Text) -> Html {
    let Value::Bytes(bytes @ MANY..) = value else { return number(metric, value, text) };
    let both = html! {
        <><span class="number-exact">{ written(value, text) }</span><span class="number-short">{ scaled(bytes) }</span></>
    };
    marked(metric, value, both)
}

fn marked(metric: Metric, value: Value, words: Html) -> Html {
    let raw = value.raw().map(|raw| raw.to_string()).unwrap_or_default();
    html! { <span data-metric={metric.key()} data-value={raw}>{ words }</span> }
}

/// A value with its unit.
fn written(value: Value, text: &dyn Text) -> String {
    let (shown, unit) = match value {
        Value::Bytes(bytes) => (grouped(bytes), " B"),
        Value::Count(count) => (grouped(count), ""),
        Value::Share(share) => (percent(share), if share.is_some() { text.percent_sign() } else { "" }),
        Value::Hidden => ("–".to_owned(), ""),
    };
    shown + unit
}

/// The numbers of a lane that are always in sight, in one line.
pub fn line(numbers: &Numbers, text: &dyn Text) -> String {
    let part = |metric: Metric| format!("{} {}", text.metric(metric), written(metric.value(numbers), text));
    Metric::BRIEF.map(part).join(" · ")
}
