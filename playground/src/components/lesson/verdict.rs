//! What came of an answer: right or not, where it went wrong, what happened, and how to go on.

use heap_lab::{
    lab::{LaneKind, report},
    lesson::Ask,
    question::{self, Answer, Grade},
    state::{
        Action, Move, Run,
        reading::{Asking, Read},
    },
    text::Text,
};
use yew::prelude::*;

use super::{
    form, next_step,
    prose::inlines,
    question::{QuestionProps, sign},
};
use crate::components::{
    icon::{Shape, icon},
    prose::prose,
};

/// What came of it.
pub fn verdict(
    props: &QuestionProps,
    asking: &Asking,
    question: &question::Question,
    grade: &Grade,
    ask: &Ask,
    text: &dyn Text,
) -> Html {
    let labels = text.lessons();
    let is_right = grade.fault.is_none();
    let class = if is_right { "verdict-right" } else { "verdict-wrong" };
    html! {
        <div class={classes!("verdict", class)} id={format!("verdict-{}", props.step)} tabindex="-1" data-right={is_right.to_string()} data-truth={written(&grade.truth)}>
            <p class="verdict-word">{ sign(is_right) }{ " " }<strong>{ if is_right { labels.right } else { labels.wrong } }</strong></p>
            { for asking.answer.as_ref().filter(|_| !is_right).and_then(|said| your_answer(said, question, text)) }
            { for props.run.as_ref().map(|run| explained(question, grade, run, text)) }
            if !ask.after.is_empty() { <p class="verdict-after">{ inlines(&ask.after, &props.links) }</p> }
            { controls(props, asking, text) }
        </div>
    }
}

/// What was answered. A drawing takes too many words.
fn your_answer(said: &Answer, question: &question::Question, text: &dyn Text) -> Option<Html> {
    let is_short = !matches!(said, Answer::Draw(_));
    is_short.then(|| html! { <p>{ text.your_answer(&text.answer(said, question)) }</p> })
}

/// An answer for machines: `place 64`, `probes 0,48`, `yes-no yes,no`.
fn written(answer: &Answer) -> String {
    fn list(parts: impl Iterator<Item = impl ToString>) -> String {
        parts.map(|part| part.to_string()).collect::<Vec<_>>().join(",")
    }
    match answer {
        Answer::Place(None) => "place refused".to_owned(),
        Answer::Place(Some(address)) => format!("place {address}"),
        Answer::Probes(blocks) => format!("probes {}", list(blocks.iter())),
        Answer::List(blocks) => format!("list {}", list(blocks.iter())),
        Answer::Draw(cells) => format!("draw {}", list(cells.iter().copied().map(form::key_of))),
        Answer::Number(number) => format!("number {number}"),
        Answer::YesNo(lanes) => {
            format!("yes-no {}", list(lanes.iter().map(|&yes| if yes { "yes" } else { "no" })))
        }
        Answer::First(lane) => format!("first {}", lane.map_or("none", LaneKind::slug)),
    }
}

/// Where the answer first went wrong, and what happened there; or, if it is right, the operation that made it so.
fn explained(question: &question::Question, grade: &Grade, run: &Run, text: &dyn Text) -> Html {
    let told = |lane: LaneKind, op: usize| {
        let story = question::at(run.recordings(), lane, op + 1, |recording| {
            text.story(&report::story(recording, op), lane, run.settings.page_size)
        })?;
        let because = text.because(run.count(op) + 1, lane, &story);
        Some(html! { <p class="verdict-story">{ prose(&because) }</p> })
    };
    let Some(fault) = &grade.fault else {
        let deciding = question::deciding(question, &grade.truth, run.recordings());
        return deciding.and_then(|(lane, op)| told(lane, op)).unwrap_or_default();
    };
    let explaining = question::explaining(question, fault, run.recordings());
    html! {
        <>
            <p>{ prose(&text.fault(fault, question, &run.trace)) }</p>
            { for explaining.and_then(|(lane, op)| told(lane, op)) }
        </>
    }
}

/// Watch it again, step both ways, other data, go on.
fn controls(props: &QuestionProps, asking: &Asking, text: &dyn Text) -> Html {
    let (labels, steps) = (text.lessons(), &text.page().transport);
    let button =
        |id: &'static str, face: Html, hint: Option<&'static str>, action: fn(u32) -> Action, value: u32| {
            let dispatch = props.dispatch.clone();
            let class = if id == "go-on" { "button button-primary" } else { "button" };
            html! {
                <button type="button" {class} {id} title={hint}
                    onclick={move |_: MouseEvent| dispatch.dispatch(action(value))}>{ face }</button>
            }
        };
    let seed = asking.seed.map_or(1, |seed| seed.wrapping_add(1));
    html! {
        <div class="verdict-controls">
            { button("watch", html! { { labels.watch } }, None, |_| Action::Read(Read::Watch), 0) }
            <div class="buttons">
                { button("watch-back", icon(Shape::EventBack), Some(steps.event_back), |_| Action::Go(Move::EventBack), 0) }
                { button("watch-forward", icon(Shape::EventForward), Some(steps.event_forward), |_| Action::Go(Move::EventForward), 0) }
            </div>
            if has_other_data(props) {
                { button("other-data", html! { { labels.other_data } }, Some(labels.other_data_hint), |seed| Action::Read(Read::Again(seed)), seed) }
            }
            if let Some(next) = next_step(&props.reading) {
                { button("go-on", html! { <>{ labels.go_on }{ " →" }</> }, None, |step| Action::Read(Read::Step(step as usize)), next as u32) }
            }
        </div>
    }
}

/// Whether the scene of the question makes other data. Homework is about its own.
fn has_other_data(props: &QuestionProps) -> bool {
    let lesson = &props.reading.lesson;
    let scene = lesson.steps.get(props.step).and_then(|step| lesson.scenes.get(step.scene));
    props.reading.homework.is_none() && scene.is_some_and(|scene| scene.fresh.is_some())
}
