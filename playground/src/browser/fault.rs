//! A panic, shown to people: on the page and in the console.

use std::panic::{self, PanicHookInfo};

use web_sys::console;

use super::{element, language};

/// The place on the page for what went wrong for good; it is hidden as long as nothing has.
const PLACE: &str = "fault";

/// From now on a panic is shown. The work is in the address of the page and in its storage, so reloading brings it
/// back.
pub fn show_panics() {
    panic::set_hook(Box::new(show));
}

fn show(panic: &PanicHookInfo) {
    let text = panic.to_string();
    console::error_1(&text.as_str().into());
    if let Some(place) = element(PLACE) {
        let stopped = language::of_document().text().page().app.stopped;
        place.set_text_content(Some(&format!("{stopped}\n\n{text}")));
        // Removing an attribute that is not there is no error.
        let _ = place.remove_attribute("hidden");
    }
}
