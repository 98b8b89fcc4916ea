//! What was odd about a recorded program, by line; choosing a note goes to the operation at its line.

use std::rc::Rc;

use heap_lab::{
    import::{Note, NoteKind},
    playhead::Playhead,
    state::{Action, Move, Recorded, Run},
    text::Text,
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::rows::{Follow, Rows};
use crate::{
    components::{prose::prose, text::use_text},
    store::Dispatch,
};

#[derive(Properties, PartialEq)]
pub struct NoteListProps {
    pub recorded: Shared,
    pub run: Run,
    pub playhead: Playhead,
    pub dispatch: Dispatch,
}

/// A recorded program; two are equal if they are the same one.
#[derive(Clone)]
pub struct Shared(pub Rc<Recorded>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The list, with a choice of the kind.
#[component]
pub fn NoteList(props: &NoteListProps) -> Html {
    let NoteListProps { recorded, run, playhead, dispatch } = props;
    let text = use_text();
    let labels = text.program();
    let notes = recorded.0.imported.notes.clone();
    let kind = use_state_eq(|| None::<usize>);
    // Indices of the notes of the kind that is chosen.
    let listed = use_memo((recorded.clone(), *kind), |(recorded, kind)| {
        let of_kind = |note: &Note| kind.is_none_or(|kind| note.kind.index() == kind);
        let all = recorded.0.imported.notes.list().iter().enumerate();
        all.filter(|(_, note)| of_kind(note)).map(|(index, _)| index as u32).collect::<Vec<_>>()
    });
    let chosen = use_state_eq(|| None::<(usize, Playhead)>);
    let choose = {
        let (run, recorded, listed, chosen) =
            (run.clone(), recorded.clone(), listed.clone(), chosen.setter());
        let dispatch = dispatch.clone();
        Callback::from(move |row: usize| {
            let note =
                listed.get(row).and_then(|&index| recorded.0.imported.notes.list().get(index as usize));
            if let Some(note) = note {
                let at = run.source.op_at(note.line).min(run.trace.ops.len().saturating_sub(1)) + 1;
                chosen.set(Some((row, Playhead::after(at))));
                dispatch.dispatch(Action::Go(Move::To(at)));
            }
        })
    };
    let row = {
        let (recorded, listed) = (recorded.clone(), listed.clone());
        use_callback((recorded, listed), move |index: usize, (recorded, listed)| {
            let imported = &recorded.0.imported;
            let note = listed.get(index).and_then(|&index| imported.notes.list().get(index as usize));
            note.map(|note| row(note, &recorded.0, text)).unwrap_or_default()
        })
    };
    let filter = {
        let (kind, chosen) = (kind.setter(), chosen.setter());
        Callback::from(move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            chosen.set(None);
            kind.set(field.value().parse().ok());
        })
    };
    if notes.is_empty() {
        return html! { <p class="hint" id="no-notes">{ labels.no_notes }</p> };
    }
    // The note that was chosen stays marked until the playhead is elsewhere.
    let here = (*chosen).filter(|(_, at)| at == playhead).map(|(row, _)| row);
    let option = |(note, count): (Note, u32)| {
        let index = note.kind.index();
        html! {
            <option value={index.to_string()} selected={*kind == Some(index)}>{ plain(&text.trace_notes(note.kind, count)) }</option>
        }
    };
    html! {
        <>
            <select id="note-kind" aria-label={labels.all_kinds} onchange={filter}>
                <option value="" selected={kind.is_none()}>{ text.all_notes(notes.len()) }</option>
                { for notes.kinds().map(option) }
            </select>
            if notes.unlisted() > 0 {
                <p class="hint">{ text.unlisted_notes(notes.list().len(), notes.unlisted()) }</p>
            }
            <Rows id="notes" label={labels.notes} len={listed.len()} follow={Follow { row: here, again: 0 }} {row} {choose} />
        </>
    }
}

fn row(note: &Note, recorded: &Recorded, text: &dyn Text) -> Html {
    let words = text.trace_note(note, &recorded.imported.trace.blocks);
    html! {
        <>
            <small>{ text.line(note.line) }</small>
            <span class="row-note" title={plain(&words)} data-kind={kind(note.kind)}>{ prose(&words) }</span>
        </>
    }
}

/// The number of a kind, for tests.
fn kind(kind: NoteKind) -> String {
    kind.index().to_string()
}

/// Words without marks of code.
fn plain(words: &str) -> String {
    words.replace('`', "")
}
