//! The script: what it teaches, the editor, what is wrong with it, and how to go on by hand.

use std::rc::Rc;

use heap_lab::{
    examples::{self, Example},
    lab::{LaneKind, Lanes},
    script::by_hand::Request,
    state::{Action, Failure},
    text::{Text, examples::ExampleText},
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
    let language = use_text();
    let labels = &language.page().desk;
    let handle = use_state(EditorHandle::default);
    let input =
        use_callback(dispatch.clone(), |text: String, dispatch| dispatch.dispatch(Action::Edit(text.into())));
    let alloc = use_callback(dispatch.clone(), |(size, align), dispatch| {
        dispatch.dispatch(Action::ByHand(Request::Alloc { size, align }));
    });
    let example = use_memo(text.clone(), |text| examples::of_script(text));
    let mistake = error.as_ref().and_then(|failure| match &**failure {
        Failure::Script(mistake) => Some(Rc::new(mistake.clone())),
        Failure::Arena(_) => None,
    });
    html! {
        <section class="desk" aria-label={labels.script}>
            if let Some(example) = *example {
                { about(example, *shown, language, dispatch) }
            }
            <div class={classes!("editor-frame", error.is_some().then_some("editor-wrong"))}>
                <Editor text={text.clone()} error={mistake} current_line={*current_line} stale={*stale} handle={(*handle).clone()} on_input={input} />
                if *stale { <p class="busy">{ labels.running }</p> }
            </div>
            <div class="mistakes" role="status">{ for error.iter().map(|failure| mistake_view(failure, language, &handle)) }</div>
            <ByHand {alloc} />
        </section>
    }
}

/// What to watch in the example.
fn about(example: &'static Example, shown: Lanes, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let ExampleText { title, watch } = text.example(example.id);
    html! {
        <div class="example">
            <h2>{ title }</h2>
            <p>{ prose(watch) }</p>
            { for missing(example, shown).map(|lane| show_lane(lane, shown, text, dispatch)) }
        </div>
    }
}

/// The lanes that the example is about and that are not in sight.
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
                        <button type="button" class="link" title={text.page().desk.go_there} onclick={go}>
                            { text.line(line) }
                        </button>
                        { " " }<span>{ prose(&text.mistake(mistake)) }</span>
                    </p>
                    <p class="hint">{ text.page().desk.last_run }</p>
                </div>
            }
        }
    }
}
