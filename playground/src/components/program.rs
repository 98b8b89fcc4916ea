//! A recorded program in the panel beside the heaps: what is in it, its operations, and what was odd about it.

mod notes;
mod opening;
mod operations;
mod pasting;
mod rows;
mod waiting;

use std::rc::Rc;

use heap_lab::{
    samples,
    state::{
        Action, Home, Recorded,
        layout::{Change, Panel},
    },
    text::Text,
};
use yew::prelude::*;

pub use notes::{NoteList, Shared};
pub use opening::{Opener, Opening, choose_file, use_opener};
pub use operations::OperationList;
pub use pasting::{ID as PASTE, Pasting};
pub use waiting::{Unloaded, Waiting};

use super::desk;
use crate::store::Dispatch;

/// What is in the trace, and the ways to other programs.
pub fn summary(recorded: &Rc<Recorded>, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let imported = &recorded.imported;
    let labels = text.program();
    let trace = &imported.trace;
    let notes = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Layout(Change::Panel(Some(Panel::Notes))))
    };
    let words = text.trace_summary(recorded.operations, trace.blocks.len(), imported.peak_live);
    html! {
        <header class="program-head" data-format={format!("{:?}", imported.format)}>
            <h2 title={recorded.home.name().to_string()}>{ name(&recorded.home, text) }</h2>
            <p>{ text.trace_format(imported.format) }{ " · " }{ words }{ " · " }
                <button type="button" class="link" data-notes={imported.notes.len().to_string()} onclick={notes}>
                    { text.note_count(imported.notes.len()) }
                </button>
            </p>
            <p class="program-ways">
                <button type="button" class="link" title={labels.open_hint} onclick={|_: MouseEvent| choose_file()}>{ labels.open }</button>
                { back(text, dispatch) }
            </p>
        </header>
    }
}

/// What is open, above the lanes where the panel would cover them: its name, and the ways to its operations and notes.
pub fn strip(recorded: &Recorded, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let way = |panel: Panel, words: String| {
        let dispatch = dispatch.clone();
        let open = move |_: MouseEvent| dispatch.dispatch(Action::Layout(Change::Panel(Some(panel))));
        html! {
            <button type="button" class="link" data-opens={panel.key()} aria-controls={desk::ID} onclick={open}>{ words }</button>
        }
    };
    let notes = recorded.imported.notes.len();
    html! {
        <p class="story-program">
            <strong>{ name(&recorded.home, text) }</strong>
            { way(Panel::Script, text.program().operations.to_owned()) }
            if notes > 0 {
                { way(Panel::Notes, text.note_count(notes)) }
            }
        </p>
    }
}

/// The name of a program: that of its file, or the title of a sample.
pub fn name(home: &Home, text: &dyn Text) -> String {
    match home {
        Home::File(name) => name.to_string(),
        Home::Sample(slug) => samples::find(slug)
            .map_or_else(|| slug.to_string(), |one| text.sample(one.program).title.to_owned()),
    }
}

/// The ways to a program of the reader, below the example.
pub fn ways(text: &dyn Text) -> Html {
    let labels = text.program();
    html! {
        <p class="program-ways own-ways">
            { labels.own }
            <button type="button" class="link" data-open-file="" title={labels.open_hint}
                onclick={|_: MouseEvent| choose_file()}>{ labels.open }</button>
            <button type="button" class="link" data-paste="" popovertarget={PASTE} popovertargetaction="show">{ labels.paste }</button>
        </p>
    }
}

/// The button that leads back to the script.
fn back(text: &dyn Text, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let leave = move |_: MouseEvent| dispatch.dispatch(Action::LeaveTrace);
    html! {
        <button type="button" class="link" data-back-to-script="" onclick={leave}>{ text.program().back }</button>
    }
}
