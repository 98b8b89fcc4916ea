//! Elements that the browser shows above the page (`popover`) and closes by itself.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use super::document;

/// Shows the popover of this id, if it is not shown already.
pub fn show(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // It fails only if the popover is shown already.
        let _ = element.show_popover();
    }
}

/// Hides the popover of this id, if it is shown.
pub fn hide(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // It fails only if the popover is hidden already.
        let _ = element.hide_popover();
    }
}

/// Whether the popover of this id is shown.
pub fn is_open(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    // A browser without popovers does not know the selector, and shows none.
    element.is_some_and(|element| element.matches(":popover-open").unwrap_or(false))
}

/// For the `toggle` event of a popover: moves the focus to its field of this id once it is shown. The attribute
/// `autofocus` does so too, but a page in a frame of another site reports it as an error.
pub fn begin_in(field: &'static str) -> impl Fn(Event) {
    // A field that is hidden can't take the focus.
    move |_| super::focus(field)
}

/// Whether a popover is open, so that it gets the keys.
pub fn is_any_open() -> bool {
    // A browser without popovers does not know the selector, and shows none.
    document().query_selector("[popover]:popover-open").is_ok_and(|found| found.is_some())
}
