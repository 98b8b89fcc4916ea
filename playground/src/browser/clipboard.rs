//! Copying text to the clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::{document, window};

/// Copies `text`, then calls `done` with whether it worked. Must be called from a click or key handler: browsers
/// require that.
pub fn copy(text: String, done: impl FnOnce(bool) + 'static) {
    let clipboard = window().navigator().clipboard();
    // Pages served over plain http have no clipboard API.
    if clipboard.is_undefined() {
        return done(copy_by_selection(&text).is_some());
    }
    let written = JsFuture::from(clipboard.write_text(&text));
    spawn_local(async move { done(written.await.is_ok() || copy_by_selection(&text).is_some()) });
}

/// Copies with the `copy` command, from a temporary field on the page.
fn copy_by_selection(text: &str) -> Option<()> {
    let document = document();
    let focused = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    // Hidden, and without scrolling the page to it.
    field.set_attribute("style", "position: fixed; top: 0; opacity: 0").ok()?;
    document.body()?.append_child(&field).ok()?;
    field.select();
    let copied = exec_copy();
    field.remove();
    if let Some(focused) = focused {
        // Only a removed element refuses the focus.
        let _ = focused.focus();
    }
    copied.then_some(())
}

fn exec_copy() -> bool {
    document()
        .dyn_into::<web_sys::HtmlDocument>()
        .is_ok_and(|document| document.exec_command("copy").unwrap_or(false))
}
