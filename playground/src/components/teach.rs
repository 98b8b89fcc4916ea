//! The ways to what teachers do: at the foot of the menu of lessons, and at the foot of a lesson.

use heap_lab::{
    state::{
        Action,
        layout::{Change, Pane},
        reading::{Origin, Reading},
    },
    text::{Language, Text},
};
use yew::prelude::*;

use super::write::draft;
use crate::{
    browser::{popover, printing},
    store::Dispatch,
};

/// The ids of the dialogs, for `popovertarget`.
pub const GIVE: &str = "give-homework";
pub const RESULTS: &str = "results";

/// For the menu of lessons, whose id this is.
pub fn menu(id: &'static str, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = text.teaching();
    let write = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            popover::hide(id);
            write(&dispatch);
        }
    };
    // The menu makes room for the dialog.
    let results = move |_: MouseEvent| {
        popover::hide(id);
        popover::show(RESULTS);
    };
    html! {
        <>
            <button type="button" class="button button-flat" id="write-lesson" onclick={write}>{ labels.write.write }</button>
            <button type="button" class="button button-flat" id="open-results" aria-haspopup="dialog" onclick={results}>
                { labels.results.results }
            </button>
        </>
    }
}

/// For the lesson that is read. Homework has no such tools.
pub fn tools(reading: &Reading, language: Language, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = text.teaching();
    let source = match &reading.origin {
        Origin::Course(index) => {
            heap_lab::lesson::course::COURSE.get(*index).map(|entry| entry.text(language).into())
        }
        Origin::Text(text) => Some(text.clone()),
        Origin::Quiz => None,
    };
    let Some(source) = source.filter(|_| reading.homework.is_none()) else { return Html::default() };
    let edit = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            draft::replace(source.clone(), language);
            write(&dispatch);
        }
    };
    html! {
        <div class="teach">
            { hand_out(["give", "print-worksheet"], true, text) }
            <button type="button" class="button button-flat" id="edit-lesson" title={labels.write.edit_hint}
                onclick={edit}>{ labels.write.edit }</button>
        </div>
    }
}

/// What is done with a lesson that is open: homework and paper. The buttons have these ids.
pub fn hand_out([give, print]: [&'static str; 2], is_ready: bool, text: &dyn Text) -> Html {
    let labels = text.teaching();
    html! {
        <>
            <button type="button" class="button button-flat" id={give} popovertarget={GIVE} aria-haspopup="dialog"
                title={labels.homework.give_hint} disabled={!is_ready}>{ labels.homework.give }</button>
            <button type="button" class="button button-flat" id={print} title={labels.worksheet.print_hint}
                disabled={!is_ready} onclick={|_: MouseEvent| printing::print()}>{ labels.worksheet.print }</button>
        </>
    }
}

fn write(dispatch: &Dispatch) {
    dispatch.dispatch(Action::Layout(Change::Write(Some(Pane::Text))));
}
