//! A lesson as it is read, all of it at once, for the one who writes it: with the right answers, if they are wanted.

use heap_lab::{
    lesson::{Content, Step},
    state::{Action, reading::Read},
    text::Text,
};
use yew::prelude::*;

use super::checking::Checked;
use crate::{
    components::{
        lesson::prose::{Links, blocks, inlines},
        prose::prose,
    },
    store::Dispatch,
};

/// The id of the element that scrolls.
pub const ID: &str = "preview";

/// The id of a step.
pub fn id(step: usize) -> String {
    format!("preview-{step}")
}

/// The step at a line of the text.
pub fn step_at(checked: &Checked, line: u32) -> usize {
    checked.lesson.steps.partition_point(|step| step.line <= line).saturating_sub(1)
}

/// The lesson, with the step `here` marked.
pub fn preview(
    checked: &Checked,
    here: usize,
    answers: bool,
    go: &Callback<u32>,
    text: &dyn Text,
    dispatch: &Dispatch,
) -> Html {
    let lesson = &checked.lesson;
    if lesson.steps.is_empty() {
        return html! { <p class="hint">{ text.teaching().write.nothing }</p> };
    }
    let mut asked = 0;
    let steps = lesson.steps.iter().enumerate().map(|(index, step)| {
        asked += usize::from(matches!(step.content, Content::Ask(_)));
        let links = links(index, dispatch);
        let line = step.line;
        html! {
            <article id={id(index)} class={classes!("preview-step", (index == here).then_some("preview-here"))}
                aria-current={(index == here).then_some("step")} data-step={index.to_string()}>
                if let Some(heading) = &step.heading {
                    <h3>{ inlines(heading, &links) }</h3>
                }
                { content(checked, index, step, asked, answers, &links, text) }
                <button type="button" class="link preview-line" aria-label={text.go_to_line(line)}
                    onclick={go.reform(move |_: MouseEvent| line)}>{ text.line(line) }</button>
            </article>
        }
    });
    let links = links(0, dispatch);
    html! {
        <>
            <h2>{ &lesson.title }</h2>
            <p class="preview-intro">{ inlines(&lesson.intro, &links) }</p>
            { for steps }
        </>
    }
}

fn links(step: usize, dispatch: &Dispatch) -> Links {
    let dispatch = dispatch.clone();
    let follow = Callback::from(move |place| dispatch.dispatch(Action::Read(Read::Follow { step, place })));
    Links { follow, point: Callback::noop() }
}

fn content(
    checked: &Checked,
    index: usize,
    step: &Step,
    asked: usize,
    answers: bool,
    links: &Links,
    text: &dyn Text,
) -> Html {
    let ask = match &step.content {
        Content::Prose(paragraphs) => return blocks(paragraphs, links),
        Content::Ask(ask) => ask,
    };
    let labels = &text.teaching().write;
    let rehearsal = &checked.rehearsal;
    let question = rehearsal.question(index);
    let right = || match (&question, rehearsal.truth(index)) {
        (Some(question), Some(Ok(answer))) => text.answer(&answer, question),
        _ => labels.no_answer.to_owned(),
    };
    let words = match (&question, rehearsal.run(index)) {
        (Some(question), Some(run)) if ask.text.is_empty() => prose(&text.ask(question, &run.trace)),
        _ => inlines(&ask.text, links),
    };
    html! {
        <div class="preview-ask">
            <p class="preview-number">{ text.worksheet_question(asked) }</p>
            <p>{ words }</p>
            if answers {
                <p class="preview-answer" data-answer=""><strong>{ labels.answer }</strong>{ " " }{ prose(&right()) }</p>
            }
            if !ask.after.is_empty() {
                <p class="hint">{ inlines(&ask.after, links) }</p>
            }
        </div>
    }
}
