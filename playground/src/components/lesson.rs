//! A lesson: its text beside the figure that it drives.
//!
//! One step is read at a time, and the figure belongs to it. Steps after a question without an answer are not in the
//! document, since they may tell it.

use heap_lab::{
    lesson::{Content, Step, course::COURSE},
    state::{
        Action, AppState, Run,
        layout::{Layout, Panel},
        reading::{Origin, Read, Reading},
    },
    text::{Language, Text},
};
use yew::prelude::*;

use self::{
    ending::ending,
    focus::use_focus_later,
    prose::{Links, blocks, inlines},
    question::Question,
};
use super::{
    icon::{Shape, icon},
    text::use_text,
};
use crate::{browser::scroll, store::Dispatch};

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
    use_effect_with((reading.step, reading.origin.clone()), |(step, _)| scroll::reveal(TEXT, &id(*step)));
    let last = last_in_sight(reading);
    let mut asked = 0;
    let steps = reading.lesson.steps.iter().enumerate().take(last + 1).map(|(index, step)| {
        let question = asked;
        asked += usize::from(matches!(step.content, Content::Ask(_)));
        step_view(props, index, step, question, text)
    });
    let steps: Html = steps.collect();
    let hidden = reading.lesson.steps.len().saturating_sub(last + 1);
    let close = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Read(Read::Close))
    };
    html! {
        <article class="lesson" aria-labelledby="lesson-title">
            <div class="lesson-text" id={TEXT} tabindex="0" role="region" aria-label={labels.text}>
                <header class="lesson-head">
                    <p class="lesson-number">
                        <span>{ number(&reading.origin, text) }</span>
                        <button type="button" class="link" id="lesson-close" onclick={close}>{ labels.close }</button>
                    </p>
                    <h2 id="lesson-title">{ title(reading, text) }</h2>
                    <p>{ inlines(&reading.lesson.intro, &Links::none()) }</p>
                </header>
                { steps }
                if hidden > 0 {
                    <p class="lesson-more">{ text.more_after(hidden) }</p>
                } else {
                    { ending(reading, language, dispatch) }
                }
            </div>
            { controls(props, last, &focus, text) }
        </article>
    }
}

/// A paragraph or a question. A click on it, or the focus in it, takes the figure there.
fn step_view(props: &LessonPanelProps, index: usize, step: &Step, question: usize, text: &dyn Text) -> Html {
    let LessonPanelProps { reading, run, away, dispatch } = props;
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
        Callback::from(move |place: Option<heap_lab::lesson::Place>| {
            let pick = place.and_then(|place| picked(&place, run.as_ref()?));
            dispatch.dispatch(Action::Hover(pick));
        })
    };
    Links { follow, point }
}

/// The buttons below the text.
fn controls(props: &LessonPanelProps, last: usize, focus: &Callback<String>, text: &dyn Text) -> Html {
    let LessonPanelProps { reading, dispatch, .. } = props;
    let labels = text.lessons();
    let button = |button: &'static str, face: Html, hint: &'static str, to: Option<usize>| {
        let (dispatch, focus) = (dispatch.clone(), focus.clone());
        let is_question = to
            .and_then(|to| reading.lesson.steps.get(to))
            .is_some_and(|step| matches!(step.content, Content::Ask(_)));
        let go = move |_: MouseEvent| {
            let Some(to) = to else { return };
            // A question is to be answered, a paragraph only to be read on.
            if is_question {
                focus.emit(id(to));
            }
            dispatch.dispatch(Action::Read(Read::Step(to)));
        };
        html! {
            <button type="button" class="button" id={button} title={hint} aria-label={hint} aria-disabled={to.is_none().to_string()} onclick={go}>
                { face }
            </button>
        }
    };
    let next = next_step(reading);
    let is_blocked = next.is_none() && last + 1 < reading.lesson.steps.len();
    html! {
        <nav class="lesson-foot" aria-label={labels.steps}>
            { button("lesson-back", html! { <>{ icon(Shape::EventBack) }{ labels.back }</> }, labels.back_hint, reading.step.checked_sub(1)) }
            <p>{ if is_blocked { labels.blocked.to_owned() } else { text.step_of(reading.step + 1, reading.lesson.steps.len()) } }</p>
            { button("lesson-next", html! { <>{ labels.next }{ icon(Shape::EventForward) }</> }, labels.next_hint, next) }
        </nav>
    }
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

/// Whether a question is open: its answer is not given yet.
pub fn is_open(reading: &Reading) -> bool {
    reading.asking.as_ref().is_some_and(|asking| asking.grade.is_none())
}

/// The last step in sight: the question that is open, or else the first one without an answer.
fn last_in_sight(reading: &Reading) -> usize {
    if is_open(reading) { reading.step } else { last_readable(reading) }
}

/// The last step that may be read: the first question without an answer, or the end.
fn last_readable(reading: &Reading) -> usize {
    let mut asks = reading.lesson.asks().enumerate();
    let first = asks.find(|(index, _)| reading.answered.get(*index).copied().flatten().is_none());
    first.map_or(reading.lesson.steps.len().saturating_sub(1), |(_, (step, _))| step)
}

/// The next step, if it may be read.
pub fn next_step(reading: &Reading) -> Option<usize> {
    Some(reading.step + 1).filter(|&next| next <= last_readable(reading))
}

/// What a key does in a lesson: `j` and `k` go to the next and the previous step.
pub fn turned(reading: &Reading, key: &str) -> Option<Action> {
    let to = match key {
        "j" => next_step(reading),
        "k" => reading.step.checked_sub(1),
        _ => None,
    };
    to.map(|to| Action::Read(Read::Step(to)))
}

/// Opens the panel with the text, and shows the step that is read.
pub fn show_step(reading: &Reading, layout: Layout, focus: &Callback<String>, dispatch: &Dispatch) {
    focus.emit(id(reading.step));
    dispatch.dispatch(Action::Layout(Layout { panel: Some(Panel::Example), ..layout }));
}

/// The block that a place selects.
fn picked(place: &heap_lab::lesson::Place, run: &Run) -> Option<heap_lab::scene::Pick> {
    let name = place.select.as_ref()?;
    let block = run.trace.blocks.iter().position(|block| block.name == *name)?;
    Some(heap_lab::scene::Pick::Block(block as u32))
}

/// Whether the figure is elsewhere than the step says, so that there is a way back.
pub fn is_away(state: &AppState) -> bool {
    let Some(reading) = &state.reading else { return false };
    let Some(step) = reading.lesson.steps.get(reading.step) else { return false };
    let Some(run) = state.run.as_ref().filter(|_| !state.is_busy()) else { return false };
    let is_question = reading.asking.is_some();
    let there = step.place.playhead(&run.trace).is_none_or(|there| there == state.playhead);
    !is_question && !there
}
