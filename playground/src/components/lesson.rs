//! A lesson: its text beside the figure that it drives.
//!
//! One step is read at a time, and the figure belongs to it. Steps after a question without an answer are not in the
//! document, since they may tell it.

use heap_lab::{
    lesson::{Content, Place, Step, course::COURSE},
    question::named,
    scene::Pick,
    state::{
        Action, AppState, Run,
        layout::{Change, Layout, Panel},
        reading::{Origin, Read, Reading},
    },
    text::{Language, Text},
};
use yew::prelude::*;

use self::{
    ending::ending,
    focus::use_focus_later,
    prose::{Links, blocks, inlines, plain},
    question::Question,
};
use super::{
    heap::use_size,
    homework::{self, HandIn},
    icon::{Shape, icon},
    teach,
    text::use_text,
};
use crate::{
    browser::{self, scroll},
    store::Dispatch,
};

mod ending;
pub mod focus;
mod form;
pub mod menu;
pub mod progress;
pub mod prose;
mod question;
mod verdict;

/// The id of the text that scrolls.
const TEXT: &str = "lesson-text";

#[derive(PartialEq, Properties)]
pub struct LessonPanelProps {
    pub reading: Reading,
    /// The whole run: while a question is open, only what is requested in it may be shown.
    pub run: Option<Run>,
    /// Whether the figure is elsewhere than the step says.
    pub away: bool,
    pub dispatch: Dispatch,
}

/// The panel.
#[component]
pub fn LessonPanel(props: &LessonPanelProps) -> Html {
    let LessonPanelProps { reading, dispatch, .. } = props;
    let text = use_text();
    let language = use_context::<Language>().unwrap_or_default();
    let labels = text.lessons();
    let focus = use_focus_later();
    let area = use_node_ref();
    // Another width, or letters of another size, put the step elsewhere.
    let (width, _) = use_size(&area);
    use_effect_with((reading.step, reading.origin.clone(), width), |(step, ..)| {
        scroll::reveal(TEXT, &id(*step));
    });
    use_focus_on_question(reading);
    let sight = in_sight(reading);
    let hidden =
        if reading.homework.is_some() { 0 } else { reading.lesson.steps.len().saturating_sub(sight.end) };
    let is_over = hidden == 0 && sight.end == reading.lesson.steps.len() && reading.homework.is_none();
    let mut questions = 0;
    let steps: Html = (0..)
        .zip(&reading.lesson.steps)
        .map(|(index, step)| {
            let question = questions;
            questions += usize::from(matches!(step.content, Content::Ask(_)));
            if sight.contains(&index) {
                step_view(props, index, step, question, text)
            } else {
                Html::default()
            }
        })
        .collect();
    let close = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Read(Read::Close))
    };
    html! {
        <article class="lesson" aria-labelledby="lesson-title">
            <div ref={area} class="lesson-text" id={TEXT} tabindex="0" role="region" aria-label={labels.text}>
                <header class="lesson-head">
                    <p class="lesson-number">
                        <span>{ number(&reading.origin, text) }</span>
                        <button type="button" class="link" id="lesson-close" onclick={close}>{ labels.close }</button>
                    </p>
                    <h2 id="lesson-title">{ title(reading, text) }</h2>
                    <p>{ inlines(&reading.lesson.intro, &Links::none()) }</p>
                </header>
                if reading.homework.is_some() { { homework::heading(reading, text) } }
                { steps }
                if let Some(homework) = reading.homework {
                    <HandIn reading={reading.clone()} {homework} dispatch={dispatch.clone()} />
                }
                if hidden > 0 { <p class="lesson-more">{ text.more_after(hidden, questions_from(reading, sight.end)) }</p> }
                if is_over { { ending(reading, language, dispatch) } }
                { teach::tools(reading, language, text, dispatch) }
            </div>
            { controls(props, &focus, text) }
            <p class="unseen" aria-live="polite">{ spoken(reading) }</p>
        </article>
    }
}

/// Moves the focus to a question when it is asked, unless it is elsewhere: after a key, or a button that is gone.
#[hook]
fn use_focus_on_question(reading: &Reading) {
    let asked = reading.asking.as_ref().map(|asking| (reading.index(), asking.seed));
    let before = use_mut_ref(|| asked);
    use_effect_with((asked, reading.step), move |&(asked, step)| {
        if before.replace(asked) != asked && asked.is_some() && browser::is_unfocused() {
            browser::focus(&id(step));
        }
    });
}

/// A paragraph or a question. A click on it, or the focus in it, takes the figure there.
fn step_view(props: &LessonPanelProps, index: usize, step: &Step, question: usize, text: &dyn Text) -> Html {
    let LessonPanelProps { reading, run, away, dispatch, .. } = props;
    let is_here = reading.step == index;
    let go = {
        let dispatch = dispatch.clone();
        move || {
            if !is_here {
                dispatch.dispatch(Action::Read(Read::Step(index)));
            }
        }
    };
    let (click, focus) = (go.clone(), go);
    let links = links(index, run.as_ref(), dispatch);
    let back = {
        let dispatch = dispatch.clone();
        move |event: MouseEvent| {
            event.stop_propagation();
            dispatch.dispatch(Action::Read(Read::Step(index)));
        }
    };
    html! {
        <section id={id(index)} class={classes!("step", is_here.then_some("step-here"))} tabindex="-1" data-step={index.to_string()}
            aria-current={is_here.then_some("step")} onclick={move |_: MouseEvent| click()} onfocusin={move |_: FocusEvent| focus()}>
            if let Some(heading) = &step.heading { <h3 class="step-heading">{ inlines(heading, &links) }</h3> }
            { match &step.content {
                Content::Prose(prose) => blocks(prose, &links),
                Content::Ask(_) => html! {
                    <Question reading={reading.clone()} index={question} step={index} run={run.clone()} {links} dispatch={dispatch.clone()} />
                },
            } }
            if is_here && *away {
                <p class="step-away"><button type="button" class="link" id="back-to-step" onclick={back}>{ text.lessons().return_to_step }</button></p>
            }
        </section>
    }
}

/// What the links of a step do.
fn links(step: usize, run: Option<&Run>, dispatch: &Dispatch) -> Links {
    let follow = {
        let dispatch = dispatch.clone();
        Callback::from(move |place| dispatch.dispatch(Action::Read(Read::Follow { step, place })))
    };
    let point = {
        let (dispatch, run) = (dispatch.clone(), run.cloned());
        Callback::from(move |place: Option<Place>| {
            let pick = place.and_then(|place| picked(&place, run.as_ref()?));
            dispatch.dispatch(Action::Hover(pick));
        })
    };
    Links { follow, point }
}

/// What a screen reader says when the reader goes on to a paragraph. A question gets the focus instead.
fn spoken(reading: &Reading) -> String {
    match reading.current().map(|step| &step.content) {
        Some(Content::Prose(prose)) => plain(prose),
        Some(Content::Ask(_)) | None => String::new(),
    }
}

/// The buttons below the text.
fn controls(props: &LessonPanelProps, focus: &Callback<String>, text: &dyn Text) -> Html {
    let LessonPanelProps { reading, dispatch, .. } = props;
    let labels = text.lessons();
    let button = |button: &'static str, face: Html, hint: &'static str, to: Option<usize>| {
        let (dispatch, focus, reading) = (dispatch.clone(), focus.clone(), reading.clone());
        let go = move |_: MouseEvent| {
            let Some(to) = to else { return };
            // A question is to be answered, a paragraph only to be read on.
            if let Some(step) = question_at(&reading, to) {
                focus.emit(id(step));
            }
            dispatch.dispatch(Action::Read(Read::Step(to)));
        };
        html! {
            <button type="button" class="button" id={button} title={hint} aria-label={hint}
                aria-disabled={to.is_none().to_string()} onclick={go}>{ face }</button>
        }
    };
    let next = next_step(reading);
    let is_blocked = next.is_none() && reading.index() + 1 < reading.len();
    html! {
        <nav class="lesson-foot" aria-label={labels.steps}>
            { button("lesson-back", html! { <>{ icon(Shape::EventBack) }{ labels.back }</> }, labels.back_hint, previous_step(reading)) }
            <p>{ if is_blocked { labels.blocked.to_owned() } else { text.step_of(reading.index() + 1, reading.len()) } }</p>
            { button("lesson-next", html! { <>{ labels.next }{ icon(Shape::EventForward) }</> }, labels.next_hint, next) }
        </nav>
    }
}

/// The step of the lesson that is read there, if it is a question. In homework every step is one, and its place is known
/// once it is read.
fn question_at(reading: &Reading, index: usize) -> Option<usize> {
    let step = reading.lesson.steps.get(index).filter(|_| reading.homework.is_none())?;
    matches!(step.content, Content::Ask(_)).then_some(index)
}

/// The id of a step.
fn id(step: usize) -> String {
    format!("step-{step}")
}

/// The title of a lesson; questions about a script have none of their own.
pub fn title(reading: &Reading, text: &dyn Text) -> String {
    match reading.origin {
        Origin::Quiz => text.lessons().quiz_title.to_owned(),
        Origin::Course(_) | Origin::Text(_) => reading.lesson.title.clone(),
    }
}

/// The number of a lesson of the course.
fn number(origin: &Origin, text: &dyn Text) -> String {
    match origin {
        Origin::Course(index) => text.lesson_of(index + 1, COURSE.len()),
        Origin::Text(_) => text.lessons().tab.to_owned(),
        Origin::Quiz => text.lessons().quiz.to_owned(),
    }
}

/// Where the reader is: the lesson, and the paragraph or question, counted apart.
pub fn place(reading: &Reading, text: &dyn Text) -> String {
    if reading.homework.is_some() {
        return text.question_of(reading.index() + 1, reading.len());
    }
    let so_far = reading.lesson.steps.iter().take(reading.step + 1);
    let is_question = |step: &&Step| matches!(step.content, Content::Ask(_));
    let questions = so_far.clone().filter(is_question).count();
    let here = reading.lesson.steps.get(reading.step);
    let part = match here.as_ref().is_some_and(is_question) {
        true => text.question_number(questions),
        false => text.paragraph(so_far.count() - questions),
    };
    match reading.origin {
        Origin::Course(index) => text.part_of(&text.lesson(index + 1), &part),
        Origin::Text(_) => text.part_of(text.lessons().tab, &part),
        Origin::Quiz => part,
    }
}

/// The steps in sight: up to the question that is open, or else to the first one without an answer; in homework one.
fn in_sight(reading: &Reading) -> std::ops::Range<usize> {
    let is_open =
        reading.asking.as_ref().is_some_and(|asking| asking.grade.is_none() && asking.ambiguous.is_none());
    match reading.homework {
        Some(_) => reading.step..reading.step + 1,
        None if is_open => 0..reading.step + 1,
        None => 0..(reading.last_readable() + 1).min(reading.lesson.steps.len()),
    }
}

/// How many of the steps from there on are questions.
fn questions_from(reading: &Reading, step: usize) -> usize {
    reading.lesson.asks().filter(|&(at, _)| at >= step).count()
}

/// The next step, or in homework question, if it may be read.
pub fn next_step(reading: &Reading) -> Option<usize> {
    Some(reading.index() + 1).filter(|&next| next <= reading.last_readable())
}

fn previous_step(reading: &Reading) -> Option<usize> {
    reading.index().checked_sub(1)
}

/// What a key does in a lesson: `j` and `k` go to the next and the previous step.
pub fn turned(reading: &Reading, key: &str) -> Option<Action> {
    let to = if key == "j" { next_step(reading) } else { previous_step(reading) };
    to.map(|to| Action::Read(Read::Step(to)))
}

/// Opens the panel with the text, and shows the step that is read. While presenting, it also closes it.
pub fn show_step(reading: &Reading, layout: Layout, focus: &Callback<String>, dispatch: &Dispatch) {
    if layout.presenting && layout.panel == Some(Panel::Example) {
        return dispatch.dispatch(Action::Layout(Change::Panel(None)));
    }
    focus.emit(id(reading.step));
    dispatch.dispatch(Action::Layout(Change::Panel(Some(Panel::Example))));
}

/// The block that a place selects.
fn picked(place: &Place, run: &Run) -> Option<Pick> {
    let done = place.playhead(&run.trace).map_or(run.trace.ops.len(), |at| at.next());
    named(&run.trace, place.select.as_ref()?, done).map(Pick::Block)
}

/// Whether the figure is elsewhere than the paragraph says, so that there is a way back.
pub fn is_away(state: &AppState) -> bool {
    let Some((reading, run)) = state.reading.as_ref().zip(state.run.as_ref()) else { return false };
    let Some(step) = reading.current().filter(|_| reading.asking.is_none() && !state.is_busy()) else {
        return false;
    };
    let lanes = step.place.lanes.or(reading.lesson.scenes.get(step.scene).map(|scene| scene.lanes));
    let is_there = step.place.playhead(&run.trace).is_none_or(|there| there == state.playhead);
    state.reading_edited() || !is_there || lanes != Some(state.shown)
}
