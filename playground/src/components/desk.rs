//! The script: what it teaches, the editor, what is wrong with it, and how to go on by hand.

use std::rc::Rc;

use heap_lab::{
    examples::Example,
    lab::{LaneKind, Lanes},
    script::{self, by_hand::Request},
    state::{Action, Failure, example},
    text::Text,
};
use yew::prelude::*;

use super::{
    by_hand::ByHand,
    editor::{Editor, EditorHandle},
    page::toggle_lane,
    prose::prose,
    text::use_text,
};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct DeskProps {
    pub text: Rc<str>,
    pub error: Option<Rc<Failure>>,
    pub stale: bool,
    /// The lanes in sight.
    pub shown: Lanes,
    /// The line of the operation that is told.
    pub current_line: Option<u32>,
    pub dispatch: Dispatch,
}

/// The left side of the page.
#[component]
pub fn Desk(props: &DeskProps) -> Html {
    let DeskProps { text, error, stale, shown, current_line, dispatch } = props;
    let sentences = use_text();
    let handle = use_state(EditorHandle::default);
    let input =
        use_callback(dispatch.clone(), |text: String, dispatch| dispatch.dispatch(Action::Edit(text.into())));
    let alloc = use_callback(dispatch.clone(), |(size, align), dispatch| {
        dispatch.dispatch(Action::ByHand(Request::Alloc { size, align }));
    });
    let lesson = use_memo(text.clone(), |text| example(text));
    let mistake = error.as_ref().and_then(|failure| match &**failure {
        Failure::Script(mistake) => Some(Rc::new(mistake.clone())),
        Failure::Arena(_) => None,
    });
    html! {
        <section class="desk" aria-label="Script">
            if let Some(lesson) = *lesson {
                <div class="lesson">
                    <h2>{ lesson.title }</h2>
                    <p>{ lesson.watch }</p>
                    { for missing(lesson, *shown).map(|lane| show_lane(lane, *shown, dispatch)) }
                </div>
            }
            <div class={classes!("editor-frame", error.is_some().then_some("editor-wrong"))}>
                <Editor text={text.clone()} error={mistake} current_line={*current_line} stale={*stale}
                    vocabulary={script::vocabulary()} handle={(*handle).clone()} on_input={input} />
                if *stale { <p class="busy">{ "running…" }</p> }
            </div>
            <div class="mistakes" role="status">{ for error.iter().map(|failure| mistake_view(failure, sentences, &handle)) }</div>
            <ByHand {alloc} />
        </section>
    }
}

/// The lanes that the example is about and that are not in sight.
fn missing(lesson: &'static Example, shown: Lanes) -> impl Iterator<Item = LaneKind> {
    lesson.about.iter().copied().filter(move |&lane| !shown.contains(lane))
}

fn show_lane(lane: LaneKind, shown: Lanes, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let show = move |_| toggle_lane(lane, shown, &dispatch);
    html! {
        <p class="missing">
            { format!("{} is not shown. ", lane.short_name()) }
            <button type="button" class="link" onclick={show}>{ format!("Show {}", lane.short_name()) }</button>
        </p>
    }
}

fn mistake_view(failure: &Failure, text: &dyn Text, editor: &EditorHandle) -> Html {
    match failure {
        Failure::Arena(error) => {
            html! { <div class="mistake" data-error="arena"><p>{ text.arena_error(*error) }</p></div> }
        }
        Failure::Script(mistake) => {
            let (line, column) = (mistake.line, mistake.column);
            let go = {
                let editor = editor.clone();
                move |_| editor.go_to(line, column)
            };
            html! {
                <div class="mistake" data-error="script" data-line={line.to_string()}>
                    <p>
                        <button type="button" class="link" title="Go there" onclick={go}>
                            { format!("Line {line}") }
                        </button>
                        { " " }<span>{ prose(&text.mistake(mistake)) }</span>
                    </p>
                    <p class="hint">{ "The lanes show the last run that worked." }</p>
                </div>
            }
        }
    }
}
