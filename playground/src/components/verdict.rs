//! The verdict, a page to read and to print: which allocator fits the program, why, and what each made of it.

use heap_lab::{
    lab::{Lanes, peer::timing::Timed},
    state::{Action, Program, Run, layout::Change},
    text::{
        Text,
        verdict::{Chart, Feature},
    },
    verdict::{
        LaneResult, Verdict,
        advice::{Choice, Cost},
        table::{Row, Value},
    },
};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{page::toggle_lane, prose::prose, text::use_text};
use crate::{
    browser::{self, printing, scroll},
    store::Dispatch,
};
use charts::chart;
use timing::Stage;

mod charts;
mod making;
mod timing;

pub use making::{Judged, use_verdict};

/// The id of the page.
pub const ID: &str = "verdict";
/// The id of its table.
const TABLE: &str = "verdict-table";

#[derive(PartialEq, Properties)]
pub struct VerdictProps {
    pub run: Run,
    pub program: Program,
    /// The verdict, as far as it is made.
    pub judged: Judged,
    /// What the program is called.
    pub subject: String,
    pub shown: Lanes,
    pub dispatch: Dispatch,
}

/// The button that opens the verdict, or goes back.
pub fn open_button(text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = text.verdict_labels();
    html! {
        <button type="button" class="button button-flat" id="open-verdict" title={labels.hint}
            onclick={shown(true, dispatch)}>{ labels.title }</button>
    }
}

/// Shows the verdict, or the heaps.
fn shown(verdict: bool, dispatch: &Dispatch) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(Action::Layout(Change::Verdict(verdict))))
}

/// The page. It takes the place of the stage, so it is the main part.
#[component]
pub fn VerdictPage(props: &VerdictProps) -> Html {
    let VerdictProps { run, program, judged, subject, shown: lanes, dispatch } = props;
    let Judged { verdict, stage, measure } = judged;
    let text = use_text();
    let labels = text.verdict_labels();
    let back = use_node_ref();
    {
        let back = back.clone();
        use_effect_with((), move |()| focus(&back));
    }
    use_effect_with(matches!(stage, Stage::Done(_)), |&done| {
        if done {
            show_times();
        }
    });
    html! {
        <main id={ID} class="verdict-page" aria-labelledby="verdict-title" data-ready={verdict.is_some().to_string()}>
            <div class="verdict-sheet">
                <div class="verdict-tools">
                    <button type="button" class="button" id="close-verdict" ref={&back}
                        onclick={shown(false, dispatch)}>{ labels.back }</button>
                    <button type="button" class="button" id="print-verdict" disabled={verdict.is_none()}
                        onclick={|_: MouseEvent| printing::print()}>{ labels.print }</button>
                    if !matches!(stage, Stage::Done(_)) && timing::is_long_enough(run) {
                        <button type="button" class="button" id="measure-time" title={labels.time_hint}
                            disabled={verdict.is_none() || *stage == Stage::Busy} onclick={measure}>
                            { if *stage == Stage::Busy { labels.timing } else { labels.time } }
                        </button>
                    }
                    if let Some(verdict) = verdict {
                        { for [("run-missing", Lanes::ours()), ("run-peers", Lanes::peers())].map(|(id, all)|
                            run_too(id, all, verdict, *lanes, &back, text, dispatch)) }
                    }
                </div>
                <p role="status" class={(*stage != Stage::Failed).then_some("unseen")}>{ measured(stage, text) }</p>
                <p class="verdict-subject">{ labels.title }{ " · " }{ subject }</p>
                if let Some(verdict) = verdict {
                    <h2 id="verdict-title" data-choice={choice(verdict.advice.choice)}>{ text.recommended(verdict) }</h2>
                    { found(verdict, program, text) }
                } else {
                    <h2 id="verdict-title" role="status">{ labels.working }</h2>
                }
            </div>
        </main>
    }
}

/// The verdict, once it is made.
fn found(verdict: &Verdict, program: &Program, text: &dyn Text) -> Html {
    let (labels, advice) = (text.verdict_labels(), &verdict.advice);
    let recommended = usize::from(matches!(advice.choice, Choice::Fits(_)));
    let lanes = || verdict.lanes.iter().map(|lane| lane.kind);
    let failures = lanes().flat_map(|lane| [text.refused_why(verdict, lane), text.lost_why(verdict, lane)]);
    let notes = program.recorded().map_or_else(Vec::new, |recorded| {
        let kinds = recorded.imported.notes.kinds();
        kinds.map(|(note, count)| text.trace_notes(note.kind, count)).collect()
    });
    html! {
        <>
            <div class="verdict-columns">
                { list("reasons", labels.reasons, advice.reasons.iter().map(|reason| text.speaks_for(reason))) }
                { list("doubts", labels.doubts, advice.doubts.iter().map(|doubt| text.doubt(doubt))) }
                { list("others", labels.others, advice.others.iter().map(|other| text.other(other))) }
                { list("against", labels.against, advice.ranking.iter().skip(recommended).map(|lane| text.ranked(lane))) }
            </div>
            <h3>{ labels.lanes }</h3>
            { table(verdict, text) }
            { list("failures", labels.failures, failures.flatten()) }
            <h3>{ labels.program }</h3>
            <dl class="verdict-features">
                { for Feature::ALL.into_iter().filter_map(|feature| text.feature(feature, &verdict.program)).map(
                    |(name, words)| html! { <><dt>{ name }</dt><dd>{ words }</dd></> }) }
            </dl>
            <div class="verdict-charts">
                { for Chart::ALL.into_iter().filter_map(|which| chart(which, &verdict.program, text)) }
            </div>
            { list("notes", labels.notes, notes.into_iter()) }
            { list("made", labels.made, [made(verdict, program, text)].into_iter().chain(text.making(verdict))) }
        </>
    }
}

/// The button that runs those of all these lanes that are neither judged nor shown yet. It goes away, so the focus moves to the
/// way back.
fn run_too(
    id: &'static str,
    all: Lanes,
    verdict: &Verdict,
    shown: Lanes,
    back: &NodeRef,
    text: &dyn Text,
    dispatch: &Dispatch,
) -> Html {
    let judged = verdict.lanes.iter().map(|lane| lane.kind).collect();
    let missing: Vec<_> = all.without(judged).without(shown).iter().collect();
    if missing.is_empty() {
        return Html::default();
    }
    let words = text.run_too(&missing);
    let (back, dispatch) = (back.clone(), dispatch.clone());
    let run = move |_: MouseEvent| {
        focus(&back);
        missing.iter().fold(shown, |shown, &lane| {
            toggle_lane(lane, shown, &dispatch);
            shown.toggled(lane)
        });
    };
    html! { <button type="button" class="button" {id} onclick={run}>{ words }</button> }
}

/// What became of the measurement. The times are in the table: these words are for those who do not see it.
fn measured(stage: &Stage, text: &dyn Text) -> String {
    let time = |timed: &Timed| Some((timed.lane, text.table_value(Value::Time(timed.picoseconds()?))));
    match stage {
        Stage::Idle | Stage::Busy => String::new(),
        Stage::Done(times) => {
            let known: Vec<_> = times.iter().filter_map(time).collect();
            if known.is_empty() { String::new() } else { text.timed(&known) }
        }
        Stage::Failed => text.verdict_labels().no_time.to_owned(),
    }
}

/// Brings the measured times into sight. Their button is gone, so the focus it had moves to the table.
fn show_times() {
    if browser::is_unfocused() {
        browser::focus(TABLE);
    }
    scroll::into_sight(&format!("{TABLE}-{}", Row::Time.key()));
}

/// Moves the focus to a button.
fn focus(button: &NodeRef) {
    if let Some(button) = button.cast::<HtmlElement>() {
        // A button can always be focused.
        let _ = button.focus();
    }
}

/// The recommended lane, for tests.
fn choice(choice: Choice) -> Option<&'static str> {
    match choice {
        Choice::Fits(lane) | Choice::Closest(lane) => Some(lane.slug()),
        Choice::Nothing => None,
    }
}

/// In which arena, from which format, by which version.
fn made(verdict: &Verdict, program: &Program, text: &dyn Text) -> String {
    let format = program.recorded().map(|recorded| text.trace_format(recorded.imported.format));
    let format = format.unwrap_or(text.export().script);
    let made = text.made_in(verdict);
    // A wide full stop has its own room.
    let space = if made.ends_with('。') { "" } else { " " };
    format!("{made}{space}{format} · lite-alloc {}", env!("CARGO_PKG_VERSION"))
}

/// Sentences under a heading, if there are any.
fn list(key: &'static str, title: &'static str, sentences: impl Iterator<Item = String>) -> Html {
    let mut sentences = sentences.peekable();
    if sentences.peek().is_none() {
        return Html::default();
    }
    html! {
        <section class="verdict-list" data-list={key}>
            <h3>{ title }</h3>
            <ul>{ for sentences.map(|sentence| html! { <li>{ prose(&sentence) }</li> }) }</ul>
        </section>
    }
}

/// The measures of the lanes, the recommended one first. Those that no lane has are left out.
fn table(verdict: &Verdict, text: &dyn Text) -> Html {
    let labels = text.verdict_labels();
    let mut pairs: Vec<(&LaneResult, &Cost)> = verdict
        .lanes
        .iter()
        .filter_map(|lane| Some((lane, &verdict.advice.ranked(lane.kind)?.cost)))
        .collect();
    let (named, best) = match verdict.advice.choice {
        Choice::Fits(lane) => (Some(lane), Some(lane)),
        Choice::Closest(lane) => (Some(lane), None),
        Choice::Nothing => (None, None),
    };
    // Next to the measures it is in sight on a phone, too.
    pairs.sort_by_key(|(lane, _)| named != Some(lane.kind));
    let head = |(lane, _): &(&LaneResult, &Cost)| {
        let is_best = best == Some(lane.kind);
        html! {
            <th scope="col" class={is_best.then_some("verdict-choice")}>
                { lane.kind.short_name() }
                if is_best { <small>{ labels.recommended }</small> }
            </th>
        }
    };
    html! {
        <div class="verdict-scroll" id={TABLE} tabindex="0" role="region" aria-label={labels.lanes}>
            <table>
                <thead><tr><th scope="col">{ labels.measure }</th>{ for pairs.iter().map(head) }</tr></thead>
                <tbody>{ for Row::ALL.into_iter().filter_map(|row| table_row(row, &pairs, text)) }</tbody>
            </table>
        </div>
    }
}

fn table_row(row: Row, lanes: &[(&LaneResult, &Cost)], text: &dyn Text) -> Option<Html> {
    let labels = text.verdict_labels();
    let values: Vec<_> = lanes.iter().map(|(lane, cost)| row.value(lane, cost)).collect();
    if values.iter().all(Option::is_none) {
        return None;
    }
    let best = row.best(lanes);
    let one = |index: usize| {
        let lane = lanes[index].0.kind.slug();
        let Some(value) = values[index] else {
            return html! { <td data-lane={lane} title={labels.unknown}>{ "–" }</td> };
        };
        html! {
            <td data-lane={lane} data-value={value.plain()} class={best[index].then_some("verdict-best")}>
                if best[index] { <span aria-hidden="true">{ "✓ " }</span><span class="unseen">{ labels.best }</span> }
                { text.table_value(value) }
            </td>
        }
    };
    Some(html! {
        <tr id={format!("{TABLE}-{}", row.key())} data-row={row.key()}>
            <th scope="row" title={text.row_meaning(row)}>{ text.row(row) }</th>
            { for (0..lanes.len()).map(one) }
        </tr>
    })
}
