//! The field that a trace is pasted into.

use heap_lab::text::Text;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{Opener, Opening};
use crate::{
    browser::{self, popover},
    components::{
        icon::{Shape, icon},
        prose::prose,
        text::use_text,
    },
};

/// The id for `popovertarget`, and that of the field.
pub const ID: &str = "paste-trace";
const FIELD: &str = "paste-trace-text";

/// Puts text that was pasted elsewhere into the field: an error says what to correct.
pub fn fill(text: &str) {
    if let Some(field) =
        browser::element(FIELD).and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok())
    {
        field.set_value(text);
    }
}

/// The dialog. The field keeps its text until it is opened: an error says what to correct.
#[component]
pub fn Pasting() -> Html {
    let text: &'static dyn Text = use_text();
    let labels = text.program();
    let open = use_context::<Opener>().unwrap_or_default();
    let field = use_node_ref();
    let act = {
        let field = field.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                popover::hide(ID);
                open.emit(Opening::Text(field.value()));
            }
        })
    };
    let close = text.page().app.close;
    html! {
        <div id={ID} class="popover popover-small paste-trace" popover="auto" role="dialog" aria-label={labels.paste.trim_end_matches('…')}
            ontoggle={popover::begin_in(FIELD)}>
            <div class="help-head">
                <h2>{ labels.paste.trim_end_matches('…') }</h2>
                <button type="button" class="button-quiet" aria-label={close} title={close} popovertarget={ID}
                    popovertargetaction="hide">{ icon(Shape::Close) }</button>
            </div>
            <p class="hint">{ prose(labels.paste_hint) }</p>
            <form onsubmit={act}>
                <textarea id={FIELD} ref={field} rows="10" spellcheck="false" autocomplete="off" aria-label={labels.paste.trim_end_matches('…')} />
                <button type="submit" class="button button-primary">{ labels.paste_open }</button>
            </form>
        </div>
    }
}
