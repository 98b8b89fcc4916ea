//! The browser behind small types: the only code that touches web-sys and js-sys, besides event handlers.
//!
//! What has to be released (listeners, timers, observers, animation frames, the editor) is released on drop. What a
//! browser may refuse (storage, the clipboard, changing the address) never panics: the result says so. What it means
//! for the page is up to [`crate::components`].

pub mod blobs;
pub mod brush;
pub mod clipboard;
pub mod code_editor;
pub mod debounce;
pub mod download;
pub mod fault;
pub mod files;
pub mod fragment;
pub mod frames;
pub mod keys;
pub mod language;
pub mod leaving;
pub mod media;
pub mod peers;
pub mod popover;
pub mod printing;
pub mod resize;
pub mod scroll;
pub mod storage;
pub mod theme;
pub mod turns;
pub mod wheel;
pub mod worker;

use wasm_bindgen::JsCast;

/// The window that the page runs in.
fn window() -> web_sys::Window {
    web_sys::window().expect("the playground runs in the window of a browser")
}

/// Whether this program runs in a worker: without a page.
pub fn is_worker() -> bool {
    web_sys::window().is_none()
}

/// Its document.
fn document() -> web_sys::Document {
    window().document().expect("a window has a document")
}

/// The element of this id.
pub fn element(id: &str) -> Option<web_sys::Element> {
    document().get_element_by_id(id)
}

/// The element at a point of the window.
pub fn element_at(x: i32, y: i32) -> Option<web_sys::Element> {
    document().element_from_point(x as f32, y as f32)
}

/// Moves the focus to the element of this id.
pub fn focus(id: &str) {
    let element = element(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // It does no harm if it cannot take the focus.
        let _ = element.focus();
    }
}

/// Clicks the element of this id, as if the user had: that opens the choice of a file.
pub fn click(id: &str) {
    let element = element(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        element.click();
    }
}

/// Moves the focus to the element of the id `to` if it is within the area of the other one, which is hidden now.
pub fn leave(area: &str, to: &str) {
    let active = document().active_element();
    if element(area).is_some_and(|area| area.contains(active.as_deref())) {
        focus(to);
    }
}

/// Whether nothing has the focus, because what had it is gone or because nothing ever had it.
pub fn is_unfocused() -> bool {
    let document = document();
    document.active_element().is_none_or(|active| document.body().is_some_and(|body| *active == **body))
}

/// Sets an attribute of the root of the document, on which the style sheets depend.
pub fn mark_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Only an impossible name is refused.
        let _ = root.set_attribute(name, value);
    }
}
