//! The panel with the example: what to watch, the lines of the script around the current one, and the next operation or,
//! at the end, what there was to see.

use heap_lab::{
    examples::{EXAMPLES, Example},
    lab::{LaneKind, Lanes, report},
    state::{Action, Move, Run},
    text::{Language, Text, examples::ExampleText},
};
use yew::prelude::*;

use super::{lesson::progress::begin, page::toggle_lane, program, prose::prose};
use crate::store::Dispatch;

/// Lines of the script shown before and after the current one.
const AROUND: usize = 4;

/// What the panel shows.
pub struct Guide<'a> {
    /// The example that the work began with.
    pub example: Option<&'static Example>,
    /// Whether its script was changed.
    pub edited: bool,
    pub language: Language,
    /// The script.
    pub text: &'a str,
    /// The visible lanes.
    pub shown: Lanes,
    pub run: Option<&'a Run>,
    /// The line of the operation shown, from 1.
    pub line: Option<u32>,
    /// The next operation, if there is one, and whether some of its events are shown already.
    pub next: Option<usize>,
    pub begun: bool,
}

/// The contents of the panel.
pub fn guide(guide: &Guide, text: &dyn Text, dispatch: &Dispatch) -> Html {
    html! {
        <>
            { for guide.example.map(|example| about(example, guide, text, dispatch)) }
            { excerpt(guide.text, guide.line) }
            { for guide.run.zip(guide.next).map(|(run, next)| next_button(run, next, guide.begun, text, dispatch)) }
            if let Some(example) = guide.example.filter(|_| guide.run.is_some() && guide.next.is_none() && !guide.edited) {
                <p class="afterwards">{ prose(text.example(example.id).afterwards) }</p>
            }
            { program::ways(text) }
        </>
    }
}

/// What to watch in the example. What is said of a script that was changed may be wrong: then there is a way back.
fn about(example: &'static Example, guide: &Guide, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let ExampleText { title, intro, .. } = text.example(example.id);
    let labels = &text.page().desk;
    let back = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Example(example))
    };
    let start = {
        let (dispatch, language) = (dispatch.clone(), guide.language);
        move |_: MouseEvent| begin(0, language, &dispatch)
    };
    html! {
        <div class="example">
            <h2>{ title }</h2>
            if guide.edited {
                <p class="missing">
                    { labels.edited }{ " " }
                    <button type="button" class="link" id="back-to-example" onclick={back}>{ labels.back_to_example }</button>
                </p>
            }
            <p>{ prose(intro) }</p>
            if !guide.edited && EXAMPLES.first() == Some(example) {
                <p class="missing">
                    { text.lessons().new_here }
                    <button type="button" class="link" id="begin-course" onclick={start}>{ text.lessons().begin }</button>
                </p>
            }
            { for missing(example, guide.shown).map(|lane| show_lane(lane, guide.shown, text, dispatch)) }
        </div>
    }
}

/// The lanes that the example is about and that are hidden.
fn missing(example: &'static Example, shown: Lanes) -> impl Iterator<Item = LaneKind> {
    example.about.iter().copied().filter(move |&lane| !shown.contains(lane))
}

fn show_lane(lane: LaneKind, shown: Lanes, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let show = move |_| toggle_lane(lane, shown, &dispatch);
    html! {
        <p class="missing">
            { text.not_shown(lane) }
            { " " }
            <button type="button" class="link" onclick={show}>{ text.show(lane) }</button>
        </p>
    }
}

/// The lines around the current one; at the start, the first ones.
fn excerpt(script: &str, line: Option<u32>) -> Html {
    let current = line.and_then(|line| (line as usize).checked_sub(1));
    let first = current.unwrap_or(0).saturating_sub(AROUND);
    let line = |(index, line): (usize, &str)| {
        let is_current = current == Some(index);
        html! { <code class={is_current.then_some("excerpt-current")}>{ line }{ "\n" }</code> }
    };
    html! {
        <pre class="excerpt">
            { for script.lines().enumerate().skip(first).take(2 * AROUND + 1).map(line) }
        </pre>
    }
}

fn next_button(run: &Run, next: usize, begun: bool, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let go = move |_: MouseEvent| dispatch.dispatch(Action::Go(Move::OperationForward));
    let words = text.request(&report::asked(&run.trace, next));
    html! {
        <button type="button" class="button button-primary next" id="next" onclick={go}>
            { text.next_operation(&words, begun) }{ " →" }
        </button>
    }
}
