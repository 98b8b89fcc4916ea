//! Which questions of lessons were answered, kept by the browser.

use std::rc::Rc;

use heap_lab::{
    lesson::{Lesson, course::COURSE},
    state::{
        Action, AppState, Document,
        reading::{Bookmark, Origin, Progress, Read, name},
    },
    text::Language,
};
use yew::prelude::*;

use crate::{browser::storage, store::Dispatch};

/// The storage key.
const KEY: &str = "lite-alloc.progress";

/// What was answered so far, in any tab.
fn stored() -> Progress {
    storage::get(KEY).map(|text| Progress::read(&text)).unwrap_or_default()
}

/// Keeps what is answered. Returns all of it, and what forgets it.
#[hook]
pub fn use_progress(state: &AppState, dispatch: &Dispatch) -> (Progress, Callback<MouseEvent>) {
    let progress = use_state(stored);
    let reading = state.reading.as_ref().filter(|reading| reading.homework.is_none());
    let answered =
        reading.map(|reading| (reading.origin.clone(), reading.lesson.clone(), reading.answered.clone()));
    {
        let progress = progress.clone();
        use_effect_with(answered, move |answered| {
            let known = answered.as_ref().filter(|(_, _, answered)| answered.iter().any(Option::is_some));
            if let Some((origin, lesson, answered)) = known
                && let Some(name) = name(origin, lesson)
            {
                let now = stored().with(&name, lesson, answered);
                storage::set(KEY, &now.write());
                progress.set(now);
            }
        });
    }
    let clear = {
        let (progress, dispatch) = (progress.clone(), dispatch.clone());
        let lesson = reading.map(|reading| (reading.origin.clone(), reading.lesson.clone()));
        move |_: MouseEvent| {
            storage::remove(KEY);
            progress.set(Progress::default());
            // A lesson that is open begins again.
            if let Some((origin, lesson)) = lesson.clone().filter(|(origin, _)| *origin != Origin::Quiz) {
                open(origin, lesson, Rc::new([]), &dispatch);
            }
        }
    };
    ((*progress).clone(), Callback::from(clear))
}

/// Opens a lesson of the course at its beginning, with what was answered in it before.
pub fn begin(index: usize, language: Language, dispatch: &Dispatch) {
    if let Some(entry) = COURSE.get(index) {
        let lesson = entry.lesson(language);
        let answered = stored().answered(entry.slug, &lesson);
        open(Origin::Course(index), lesson, answered.into(), dispatch);
    }
}

/// The document of a link, with what was answered of its lesson before.
pub fn remembered(mut document: Document) -> Document {
    if let Some(Bookmark { lesson, origin, homework: None, answered, .. }) = &mut document.lesson
        && let Some(name) = name(origin, lesson)
    {
        *answered = stored().answered(&name, lesson).into();
    }
    document
}

fn open(origin: Origin, lesson: Rc<Lesson>, answered: Rc<[Option<bool>]>, dispatch: &Dispatch) {
    dispatch.dispatch(Action::Read(Read::Open { lesson, origin, step: 0, answered, homework: None }));
}
