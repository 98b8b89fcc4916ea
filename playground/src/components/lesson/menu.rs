//! The menu of lessons: the course, with what was answered, and what else there is to learn with.

use heap_lab::{
    challenge::Records,
    lesson::{Lesson, course::COURSE},
    state::{
        Action,
        reading::{Progress, Read},
    },
    text::{Language, Text},
};
use yew::prelude::*;

use super::{
    progress::begin,
    prose::{Links, inlines},
};
use crate::{
    components::{challenge, teach, text::use_text},
    store::Dispatch,
};

/// The id for `popovertarget`.
pub const ID: &str = "lessons";

#[derive(PartialEq, Properties)]
pub struct MenuProps {
    pub language: Language,
    /// The lesson of the course that is open.
    pub open: Option<usize>,
    pub progress: Progress,
    /// Whether there is a script to ask about.
    pub quiz: bool,
    /// Forgets it.
    pub clear: Callback<MouseEvent>,
    /// The best solutions of challenges.
    pub records: Records,
    pub dispatch: Dispatch,
}

/// The menu. The browser opens and closes it.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let text = use_text();
    let labels = text.lessons();
    // The course is read once per language.
    let lessons = use_memo(props.language, |language| {
        COURSE.iter().map(|entry| entry.lesson(*language)).collect::<Vec<_>>()
    });
    let quiz = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Read(Read::Quiz(1)))
    };
    html! {
        <div id={ID} class="popover examples lessons" popover="auto" role="dialog" aria-label={labels.menu}>
            <p class="lessons-about">{ text.course(COURSE.len()) }</p>
            <ol>{ for lessons.iter().enumerate().map(|(index, lesson)| item(props, index, lesson, text)) }</ol>
            { challenge::menu(ID, &props.records, text, &props.dispatch) }
            <div class="lessons-more">
                if props.quiz {
                    <button type="button" class="button" id="quiz" title={labels.quiz_hint} popovertarget={ID} popovertargetaction="hide"
                        onclick={quiz}>{ labels.quiz }</button>
                }
                { challenge::jump(text) }
                <button type="button" class="button button-flat" id="clear-progress" title={labels.clear_hint}
                    onclick={props.clear.clone()}>{ labels.clear }</button>
                { teach::menu(ID, text, &props.dispatch) }
            </div>
        </div>
    }
}

fn item(props: &MenuProps, index: usize, lesson: &Lesson, text: &dyn Text) -> Html {
    let slug = COURSE[index].slug;
    let answered = props.progress.answered(slug, lesson);
    let (asks, given) = (lesson.asks().count(), answered.iter().flatten());
    let (done, right) = (given.clone().count(), given.filter(|&&right| right).count());
    let open = {
        let (dispatch, language) = (props.dispatch.clone(), props.language);
        move |_: MouseEvent| begin(index, language, &dispatch)
    };
    html! {
        <li>
            <button type="button" data-lesson={slug} aria-current={(props.open == Some(index)).then_some("true")}
                popovertarget={ID} popovertargetaction="hide" onclick={open}>
                <strong><span class="lesson-index">{ index + 1 }</span>{ &lesson.title }</strong>
                <span>{ inlines(&lesson.intro, &Links::none()) }</span>
                <span class="lesson-facts" data-answered={done.to_string()} data-right={right.to_string()}>
                    <span class="sign" aria-hidden="true">{ mark(right, done, asks) }</span>{ " " }
                    { text.so_far(right, done, asks) }
                </span>
            </button>
        </li>
    }
}

/// How far the reader is, as a sign beside the words.
fn mark(right: usize, answered: usize, questions: usize) -> &'static str {
    match answered {
        0 => "○",
        _ if answered < questions => "◐",
        _ if right < questions => "●",
        _ => "✓",
    }
}
