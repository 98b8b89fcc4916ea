//! A question: its words, the requests that it is about, a form to answer it, and what came of it.

use heap_lab::{
    lab::report::{self, Asked},
    lesson::{Ask, Lesson},
    question,
    state::{
        Action, Run,
        reading::{Asking, Read, Reading},
    },
    text::Text,
    trace::Op,
};
use yew::prelude::*;

use super::{
    form::{self, FormProps},
    prose::{Links, inlines},
    verdict::verdict,
};
use crate::{
    browser,
    components::{prose::prose, text::use_text},
    store::Dispatch,
};

/// The most requests that are listed.
const MOST_REQUESTS: usize = 12;

#[derive(PartialEq, Properties)]
pub struct QuestionProps {
    pub reading: Reading,
    /// Which question of the lesson.
    pub index: usize,
    /// Its step.
    pub step: usize,
    /// The whole run: while the question is open, only what is requested in it may be shown.
    pub run: Option<Run>,
    pub links: Links,
    pub dispatch: Dispatch,
}

/// The question.
#[component]
pub fn Question(props: &QuestionProps) -> Html {
    let QuestionProps { reading, index, step, run, links, dispatch } = props;
    let text = use_text();
    let labels = text.lessons();
    let asking = reading.asking.as_ref().filter(|asking| asking.ask == *index);
    let is_graded = asking.is_some_and(|asking| asking.grade.is_some());
    use_focus_on_grade(*step, is_graded);
    let Some((ask, count)) = ask(&reading.lesson, *index) else { return Html::default() };
    let title = format!("ask-{step}");
    let words = match (ask.text.is_empty(), asking.and_then(|asking| asking.question).zip(run.as_ref())) {
        (true, Some((question, run))) => prose(&text.ask(&question, &run.trace)),
        _ => inlines(&ask.text, links),
    };
    let number = match reading.homework {
        Some(_) => text.question_of(reading.index() + 1, reading.len()),
        None => text.question_of(index + 1, count),
    };
    let before = reading.answered.get(*index).copied().flatten().filter(|_| !is_graded);
    html! {
        <div class="ask" data-ask={ask.id.to_string()} data-kind={ask.kind.key()} aria-labelledby={title.clone()} role="group">
            <h3 id={title}>{ number }</h3>
            <p>{ words }</p>
            if let Some(right) = before {
                <p class="ask-before">{ sign(right) }{ " " }{ if right { labels.was_right } else { labels.was_wrong } }</p>
            }
            { match asking {
                Some(asking) => asked(props, asking, ask, text),
                None if before.is_some() => to_answer(*step, labels.to_answered, dispatch),
                None => to_answer(*step, labels.to_question, dispatch),
            } }
        </div>
    }
}

/// Moves the focus to what came of an answer, when it is given: the form is gone.
#[hook]
fn use_focus_on_grade(step: usize, is_graded: bool) {
    let before = use_mut_ref(|| is_graded);
    use_effect_with(is_graded, move |&is_graded| {
        if is_graded && !before.replace(is_graded) {
            browser::focus(&format!("verdict-{step}"));
        }
        before.replace(is_graded);
    });
}

/// A question of a lesson, and how many there are.
fn ask(lesson: &Lesson, index: usize) -> Option<(&Ask, usize)> {
    let (_, ask) = lesson.asks().nth(index)?;
    Some((ask, lesson.asks().count()))
}

/// A sign that does not depend on colour.
pub fn sign(right: bool) -> Html {
    let (class, sign) = if right { ("sign-right", "✓") } else { ("sign-wrong", "✗") };
    html! { <span class={classes!("sign", class)} aria-hidden="true">{ sign }</span> }
}

/// The button of a question at which the figure is not.
fn to_answer(step: usize, word: &'static str, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let go = move |_: MouseEvent| dispatch.dispatch(Action::Read(Read::Step(step)));
    html! { <p><button type="button" class="button" onclick={go}>{ word }</button></p> }
}

/// The question while the figure is at it.
fn asked(props: &QuestionProps, asking: &Asking, ask: &Ask, text: &dyn Text) -> Html {
    let labels = text.lessons();
    if let Some(ambiguous) = asking.ambiguous {
        return html! { <p class="hint">{ prose(&text.ambiguous(ambiguous)) }</p> };
    }
    let Some((question, run)) = asking.question.zip(props.run.as_ref()) else {
        return html! { <p class="hint">{ labels.preparing }</p> };
    };
    html! {
        <>
            if asking.seed.is_some() { <p class="hint">{ labels.is_other_data }</p> }
            { requests(run, question.from..question.to, text) }
            { match &asking.grade {
                Some(grade) => verdict(props, asking, &question, grade, ask, text),
                None => open(props, asking, question, run, text),
            } }
        </>
    }
}

/// What the program requests until the answer.
fn requests(run: &Run, ops: std::ops::Range<usize>, text: &dyn Text) -> Html {
    let all: Vec<usize> =
        ops.filter(|&op| !matches!(run.trace.ops.get(op), None | Some(Op::Label { .. }))).collect();
    let left_out = all.len().saturating_sub(MOST_REQUESTS);
    let line =
        |&op: &usize| html! { <code>{ statement(&report::asked(&run.trace, op), text) }{ "\n" }</code> };
    html! {
        <div class="ask-requests">
            <p>{ text.what_happens(all.len()) }</p>
            <pre tabindex="0">{ for all.iter().take(MOST_REQUESTS).map(line) }
            if left_out > 0 { <span>{ text.more_requests(left_out) }</span> }</pre>
        </div>
    }
}

/// A request as in the script: with the name of a new block.
fn statement(asked: &Asked, text: &dyn Text) -> String {
    let request = text.request(asked);
    match asked {
        Asked::Alloc { name, .. } if !name.starts_with('#') => format!("{name} = {request}"),
        _ => request,
    }
}

/// The form, and the button that gives the answer.
fn open(
    props: &QuestionProps,
    asking: &Asking,
    question: question::Question,
    run: &Run,
    text: &dyn Text,
) -> Html {
    let is_complete = form::is_complete(asking.answer.as_ref());
    let commit = {
        let dispatch = props.dispatch.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if is_complete {
                dispatch.dispatch(Action::Read(Read::Commit));
            }
        }
    };
    let form = FormProps {
        question,
        choices: form::choices(&question, run, text),
        cells: question::cells(&question, run.recordings()),
        answer: asking.answer.clone(),
        dispatch: props.dispatch.clone(),
    };
    // Other data of the same question begins with an empty form.
    let key = asking.seed.map_or(-1, i64::from);
    html! {
        <form class="answer" onsubmit={commit} key={key}>
            <p class="answer-how">{ text.how_to_answer(question.kind) }</p>
            { form::form(form) }
            <p class="answer-give">
                <button type="submit" class="button button-primary" id="answer" aria-disabled={(!is_complete).to_string()} aria-describedby="answer-why">
                    { text.lessons().answer }
                </button>
                <span class="hint" id="answer-why">{ if is_complete { "" } else { text.incomplete(question.kind) } }</span>
            </p>
        </form>
    }
}
