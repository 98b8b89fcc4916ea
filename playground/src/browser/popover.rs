//! Elements that the browser lays over the page (`popover`), and closes again by itself.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::document;

/// Shows the popover of this id, if it is not shown.
pub fn show(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // It refuses only what is shown already.
        let _ = element.show_popover();
    }
}

/// Whether one is shown, so that keys are for it.
pub fn is_any_open() -> bool {
    // A browser without popovers does not know the selector, and shows none.
    document().query_selector("[popover]:popover-open").is_ok_and(|found| found.is_some())
}
