//! Notes at positions of the run: the one that is shown, below the line of the operation, and the form that changes it.

use std::rc::Rc;

use heap_lab::{
    playhead::Playhead,
    share::MAX_NOTE,
    state::{Action, AppState},
    text::Text,
};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::text::use_text;
use crate::{browser::popover, store::Dispatch};

/// The id for `popovertarget`.
const ID: &str = "note-form";
/// The id of its field.
const FIELD: &str = "note-text";

/// The note at the position that is shown. Its place is there as long as the work has any notes, so that nothing moves.
pub fn note(state: &AppState, text: &dyn Text) -> Html {
    if state.notes.is_empty() || state.reading.is_some() {
        return Html::default();
    }
    let words = state.note_here();
    html! {
        <div class="note" role="note" aria-live="polite" aria-label={text.teaching().notes.text}>
            { for words.map(|words| html! { <p data-note="">{ &*words }</p> }) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct NoteFormProps {
    pub at: Playhead,
    /// The note there.
    pub note: Option<Rc<str>>,
    pub dispatch: Dispatch,
}

/// The button and the form that it opens. A figure in another page and a lesson have none.
#[component]
pub fn NoteForm(props: &NoteFormProps) -> Html {
    let NoteFormProps { at, note, dispatch } = props;
    let text = use_text();
    let labels = &text.teaching().notes;
    let field = use_node_ref();
    let set = |words: Option<NodeRef>| {
        let (at, dispatch) = (*at, dispatch.clone());
        move || {
            let written =
                words.as_ref().and_then(NodeRef::cast::<HtmlTextAreaElement>).map(|field| field.value());
            popover::hide(ID);
            dispatch.dispatch(Action::Note(at, written.map(Rc::from)));
        }
    };
    let keep = {
        let keep = set(Some(field.clone()));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            keep();
        })
    };
    let remove = {
        let remove = set(None);
        Callback::from(move |_: MouseEvent| remove())
    };
    // The field is the browser's own: it is filled anew for each position and note.
    {
        let field = field.clone();
        use_effect_with((*at, note.clone()), move |(_, note)| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                field.set_value(note.as_deref().unwrap_or_default());
            }
        });
    }
    let name = if note.is_some() { labels.edit } else { labels.add };
    html! {
        <>
            <button type="button" class="button button-flat button-square" id="open-note" popovertarget={ID} aria-haspopup="dialog"
                aria-label={name} title={name}>{ "✎" }</button>
            <div id={ID} class="popover note-form" popover="auto" role="dialog" aria-label={name} ontoggle={popover::begin_in(FIELD)}>
                <form onsubmit={keep}>
                    <textarea ref={field} id={FIELD} name="note" rows="4" maxlength={MAX_NOTE.to_string()} aria-label={labels.text} />
                    <p class="hint">{ labels.hint }</p>
                    <p class="note-buttons">
                        <button type="submit" class="button button-primary" id="keep-note">{ labels.keep }</button>
                        if note.is_some() {
                            <button type="button" class="button" id="remove-note" onclick={remove}>{ labels.remove }</button>
                        }
                    </p>
                </form>
            </div>
        </>
    }
}
