//! The end of a lesson: what was answered, and the next lesson.

use heap_lab::{
    lesson::course::COURSE,
    state::{
        Action,
        reading::{Origin, Read, Reading},
    },
    text::Language,
};
use yew::prelude::*;

use super::{progress::begin, question::sign};
use crate::store::Dispatch;

/// The end.
pub fn ending(reading: &Reading, language: Language, dispatch: &Dispatch) -> Html {
    let text = language.text();
    let labels = text.lessons();
    let count =
        |keep: fn(&bool) -> bool| reading.answered.iter().flatten().filter(|right| keep(right)).count();
    let all = reading.lesson.asks().count();
    let row = |(index, (step, _)): (usize, (usize, &heap_lab::lesson::Ask))| {
        let answered = reading.answered.get(index).copied().flatten();
        let word = match answered {
            Some(true) => labels.right,
            Some(false) => labels.wrong,
            None => labels.open,
        };
        let dispatch = dispatch.clone();
        let go = move |_: MouseEvent| dispatch.dispatch(Action::Read(Read::Step(step)));
        html! {
            <li>
                <button type="button" class="link" onclick={go}>{ text.question_of(index + 1, all) }</button>
                <span>{ for answered.map(sign) }{ " " }{ word }</span>
            </li>
        }
    };
    html! {
        <footer class="lesson-end">
            <h3>{ if reading.origin == Origin::Quiz { labels.quiz_end } else { labels.end } }</h3>
            if all > 0 {
                <p>{ text.so_far(count(|&right| right), count(|_| true), all) }</p>
                <ul aria-label={labels.questions}>{ for reading.lesson.asks().enumerate().map(row) }</ul>
            }
            { onwards(reading, language, dispatch) }
        </footer>
    }
}

/// The button that opens the next lesson of the course.
fn onwards(reading: &Reading, language: Language, dispatch: &Dispatch) -> Html {
    let Origin::Course(index) = reading.origin else { return Html::default() };
    let (next, text) = (index + 1, language.text());
    let Some(entry) = COURSE.get(next) else {
        return html! { <p>{ text.lessons().course_end }</p> };
    };
    let title = entry.lesson(language).title.clone();
    let dispatch = dispatch.clone();
    let go = move |_: MouseEvent| begin(next, language, &dispatch);
    html! {
        <p><button type="button" class="button button-primary" id="next-lesson" onclick={go}>{ text.next_lesson(&title) }{ " →" }</button></p>
    }
}
