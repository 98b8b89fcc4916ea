//! Copying links to lessons and result codes, and reporting it.

use heap_lab::state::{Action, Document, Notice, TeachingNotice, reading::Bookmark};

use crate::{
    browser::{clipboard, fragment},
    store::Dispatch,
};

/// Copies the link to a lesson.
pub fn copy_link(bookmark: Bookmark, dispatch: &Dispatch) {
    let homework = bookmark.homework;
    match Document::of_lesson(bookmark).write() {
        Ok(text) => {
            let address = fragment::address(&text);
            let length = address.chars().count();
            let done = match homework {
                Some(_) => TeachingNotice::HomeworkCopied { length },
                None => TeachingNotice::LessonCopied { length },
            };
            copy(address, done, dispatch);
        }
        Err(error) => dispatch.dispatch(Action::Notify(Some(Notice::NoLink(error)))),
    }
}

/// Copies a text. `done` is what is said afterwards.
pub fn copy(text: String, done: TeachingNotice, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    clipboard::copy(text, move |copied| {
        let notice = if copied { done } else { TeachingNotice::NotCopied };
        dispatch.dispatch(Action::Notify(Some(Notice::Teaching(notice))));
    });
}
