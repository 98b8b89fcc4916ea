//! The panel beside the heaps: the example, the script, the form to allocate by hand, and the numbers; below them, what is
//! selected.
//!
//! A panel that is not shown stays in the document, so that the editor keeps its cursor and its history.

use std::rc::Rc;

use heap_lab::{
    examples::Example,
    lab::Lanes,
    playhead::Playhead,
    script::by_hand::Request,
    state::{
        Action, Failure, Program, Recorded, Run,
        layout::{Change, Layout, Panel},
    },
    text::{Language, Text},
};
use yew::prelude::*;

use super::{
    by_hand::ByHand,
    challenge::{self, ChallengePanel, Trying},
    editor::{Editor, EditorHandle},
    example::{Guide, guide},
    header::OPEN_PANEL,
    icon::{Shape, icon},
    numbers::{self, Column},
    program::{self, NoteList, OperationList, Shared, Waiting},
    prose::prose,
    text::use_text,
};
use crate::{browser, store::Dispatch};

/// The id of the panel.
pub const ID: &str = "desk";

#[derive(PartialEq, Properties)]
pub struct DeskProps {
    pub layout: Layout,
    pub program: Program,
    /// The example that the work began with, and whether its script was changed.
    pub example: Option<&'static Example>,
    pub edited: bool,
    pub error: Option<Rc<Failure>>,
    pub stale: bool,
    /// The visible lanes.
    pub shown: Lanes,
    pub run: Option<Run>,
    pub playhead: Playhead,
    /// The line of the operation shown.
    pub current_line: Option<u32>,
    /// The lesson, while one is read: it takes the place of the example.
    pub lesson: Option<Html>,
    /// Whether a question is open, so that the script would tell the answer.
    pub asked: bool,
    /// The next operation, if there is one.
    pub next: Option<usize>,
    /// Whether some of its events are shown already.
    pub begun: bool,
    /// The numbers of the visible lanes.
    pub columns: Vec<Column>,
    /// The challenge, while one is tried: it takes the place of the example.
    pub trying: Option<Trying>,
    /// What is selected.
    pub children: Html,
    pub dispatch: Dispatch,
}

/// The panel.
#[component]
pub fn Desk(props: &DeskProps) -> Html {
    let DeskProps { layout, program, error, stale, shown, current_line, dispatch, .. } = props;
    let text = program.script();
    let language = use_text();
    let spoken = use_context::<Language>().unwrap_or_default();
    let labels = &language.page().desk;
    let handle = use_state(EditorHandle::default);
    use_effect_with(layout.panel.is_some(), |&is_open| {
        if !is_open {
            browser::leave(ID, OPEN_PANEL);
        }
    });
    let input =
        use_callback(dispatch.clone(), |text: String, dispatch| dispatch.dispatch(Action::Edit(text.into())));
    let alloc = use_callback(dispatch.clone(), |(size, align), dispatch| {
        dispatch.dispatch(Action::ByHand(Request::Alloc { size, align }));
    });
    let mistake = error.as_ref().and_then(|failure| match &**failure {
        Failure::Script(mistake) => Some(Rc::new(mistake.clone())),
        Failure::Arena(_) => None,
    });
    let holds_lesson = |panel: Panel| props.lesson.is_some() && panel == Panel::Example;
    let panel = |panel: Panel, contents: Html| {
        // Without a control in it, keys reach and scroll the panel itself.
        let stop = (matches!(panel, Panel::Example | Panel::Numbers) && !holds_lesson(panel)).then_some("0");
        html! {
            <div role="tabpanel" class={classes!("panel", format!("panel-{}", panel.key()), holds_lesson(panel).then_some("panel-lesson"))} id={format!("panel-{}", panel.key())}
                aria-labelledby={format!("tab-{}", panel.key())} tabindex={stop}
                hidden={layout.panel != Some(panel)}>
                { contents }
            </div>
        }
    };
    let guide_props = Guide {
        example: props.example,
        edited: props.edited,
        language: spoken,
        text: &text,
        shown: *shown,
        run: props.run.as_ref(),
        line: *current_line,
        next: props.next,
        begun: props.begun,
    };
    let panels = if program.is_script() { Panel::OF_SCRIPT } else { Panel::OF_TRACE };
    let first = match (&props.lesson, &props.trying) {
        (Some(_), _) => language.lessons().tab,
        (None, Some(_)) => language.challenge_labels().tab,
        (None, None) => labels.example,
    };
    html! {
        <aside id={ID} class={classes!("desk", layout.panel.is_none().then_some("desk-closed"))}
            aria-label={labels.panels}>
            { tabs(*layout, panels, error.is_some(), first, language, dispatch) }
            if let Some(recorded) = program.recorded() {
                { panel(Panel::Script, recorded_panel(props, recorded, language, false)) }
                { panel(Panel::Notes, recorded_panel(props, recorded, language, true)) }
            } else if let Some(home) = program.home() {
                { panel(Panel::Script, html! { <Waiting home={home.clone()} dispatch={dispatch.clone()} /> }) }
                { panel(Panel::Notes, html! { <Waiting home={home.clone()} dispatch={dispatch.clone()} /> }) }
            } else {
            { panel(Panel::Example, match (&props.lesson, &props.trying) {
                (Some(lesson), _) => lesson.clone(),
                (None, Some(trying)) => html! {
                    <ChallengePanel trying={trying.clone()} dispatch={dispatch.clone()} />
                },
                (None, None) => guide(&guide_props, language, dispatch),
            }) }
            { panel(Panel::Script, if props.asked { hidden(language) } else { html! {
                <>
                    <div class={classes!("editor-frame", error.is_some().then_some("editor-wrong"))}>
                        <Editor text={text.clone()} error={mistake} current_line={*current_line} stale={*stale}
                            handle={(*handle).clone()} on_input={input} />
                        if *stale { <p class="busy">{ labels.running }</p> }
                    </div>
                    { for props.trying.iter().map(|trying| challenge::status(trying, language)) }
                    <div class="mistakes" role="status">
                        { for error.iter().map(|failure| mistake_view(failure, language, &handle)) }
                    </div>
                </>
            } }) }
            { panel(Panel::ByHand, if props.asked { hidden(language) } else { html! { <ByHand {alloc} /> } }) }
            }
            { panel(Panel::Numbers, numbers::table(&props.columns, language)) }
            { props.children.clone() }
        </aside>
    }
}

/// A recorded program: its operations, or the notes on it. Only one of the lists is there, since each has a size.
fn recorded_panel(props: &DeskProps, recorded: &Rc<Recorded>, text: &dyn Text, notes: bool) -> Html {
    let (panel, dispatch) = (if notes { Panel::Notes } else { Panel::Script }, &props.dispatch);
    let Some(run) = props.run.clone().filter(|_| props.layout.panel == Some(panel)) else {
        return program::summary(recorded, text, dispatch);
    };
    let playhead = props.playhead;
    html! {
        <>
            { program::summary(recorded, text, dispatch) }
            if notes {
                <NoteList recorded={Shared(recorded.clone())} {run} {playhead} dispatch={dispatch.clone()} />
            } else {
                <OperationList {run} {playhead} dispatch={dispatch.clone()} />
            }
        </>
    }
}

/// In place of what would tell the answer to a question.
fn hidden(text: &dyn Text) -> Html {
    html! { <p class="hint">{ text.lessons().hidden }</p> }
}

/// The tabs of the panels. The `first` one is called after what it holds.
fn tabs(
    layout: Layout,
    panels: &'static [Panel],
    wrong: bool,
    first: &'static str,
    text: &dyn Text,
    dispatch: &Dispatch,
) -> Html {
    let (labels, close) = (&text.page().desk, text.page().app.close);
    let is_trace = panels.contains(&Panel::Notes);
    let to = |panel: Option<Panel>| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Layout(Change::Panel(panel)))
    };
    let on_key = {
        let dispatch = dispatch.clone();
        move |event: KeyboardEvent| {
            let here = panels.iter().position(|&panel| layout.panel == Some(panel));
            let next = match (event.key().as_str(), here) {
                ("ArrowLeft", Some(here)) => here.checked_sub(1),
                ("ArrowRight", Some(here)) => Some(here + 1),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            if let Some(&panel) = next.and_then(|next| panels.get(next)) {
                dispatch.dispatch(Action::Layout(Change::Panel(Some(panel))));
                browser::focus(&format!("tab-{}", panel.key()));
            }
        }
    };
    let tab = |panel: Panel| {
        let is_open = layout.panel == Some(panel);
        let name = match panel {
            Panel::Example => first,
            Panel::Script if is_trace => text.program().operations,
            panel => name(panel, text),
        };
        let key = panel.key();
        html! {
            <button type="button" role="tab" id={format!("tab-{key}")} aria-controls={format!("panel-{key}")}
                aria-selected={is_open.to_string()} tabindex={if is_open { "0" } else { "-1" }}
                class={(wrong && panel == Panel::Script).then_some("tab-wrong")} onclick={to(Some(panel))}>
                { name }
            </button>
        }
    };
    html! {
        <div class="tabs">
            <div role="tablist" aria-label={labels.panels} onkeydown={on_key}>{ for panels.iter().map(|&panel| tab(panel)) }</div>
            <button type="button" class="button-quiet" aria-label={close} title={close} onclick={to(None)}>
                { icon(Shape::Close) }
            </button>
        </div>
    }
}

fn name(panel: Panel, text: &dyn Text) -> &'static str {
    let labels = &text.page().desk;
    match panel {
        Panel::Example => labels.example,
        Panel::Script => labels.script,
        Panel::ByHand => labels.by_hand,
        Panel::Notes => text.program().notes,
        Panel::Numbers => labels.numbers,
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
