//! Copying a text to the clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::{document, window};

/// Copies `text`, then calls `done` with whether it worked. To be called from a click or a key: browsers ask for that.
pub fn copy(text: String, done: impl FnOnce(bool) + 'static) {
    let clipboard = window().navigator().clipboard();
    // There is none on pages that came over plain http.
    if clipboard.is_undefined() {
        return done(copy_by_selection(&text).is_some());
    }
    let written = JsFuture::from(clipboard.write_text(&text));
    spawn_local(async move { done(written.await.is_ok() || copy_by_selection(&text).is_some()) });
}

/// Copies as a key would, from a field put on the page for a moment.
fn copy_by_selection(text: &str) -> Option<()> {
    let document = document();
    let focused = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    // Out of sight, and without the page scrolling to it.
    field.set_attribute("style", "position: fixed; top: 0; opacity: 0").ok()?;
    document.body()?.append_child(&field).ok()?;
    field.select();
    let copied = exec_copy();
    field.remove();
    if let Some(focused) = focused {
        // Only an element that is gone refuses the focus.
        let _ = focused.focus();
    }
    copied.then_some(())
}

fn exec_copy() -> bool {
    document()
        .dyn_into::<web_sys::HtmlDocument>()
        .is_ok_and(|document| document.exec_command("copy").unwrap_or(false))
}
