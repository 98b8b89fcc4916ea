//! Shows a panic to the user: on the page and in the console.

use std::panic::{self, PanicHookInfo};

use web_sys::console;

use super::{element, language};

/// The element of the page that reports a fatal error; it is hidden until there is one.
const PLACE: &str = "fault";

/// Shows panics from now on. The work is in the address of the page and in its storage, so reloading restores it.
pub fn show_panics() {
    panic::set_hook(Box::new(show));
}

fn show(panic: &PanicHookInfo) {
    let text = panic.to_string();
    console::error_1(&text.as_str().into());
    if let Some(place) = element(PLACE) {
        let stopped = language::of_document().text().page().app.stopped;
        place.set_text_content(Some(&format!("{stopped}\n\n{text}")));
        // Removing an attribute that does not exist is no error.
        let _ = place.remove_attribute("hidden");
    }
}
