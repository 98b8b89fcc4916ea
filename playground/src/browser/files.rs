//! Files that the user opens: chosen in a field, or dropped on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, Element, File, HtmlInputElement};

/// The largest file that is read, in bytes: more than any text of the page may have.
const MOST: f64 = 1_000_000.0;

/// Reads the file that was chosen in a field, and calls `done` with its text; `None` if it is none. The field is empty
/// afterwards, so that the same file can be chosen again.
pub fn read_chosen(field: &HtmlInputElement, done: impl FnOnce(Option<String>) + 'static) {
    let file = field.files().and_then(|files| files.get(0));
    field.set_value("");
    if let Some(file) = file {
        read(file, done);
    }
}

/// Files that are dropped on an element, whatever is in it.
pub struct Drops {
    _over: EventListener,
    _drop: EventListener,
}

impl Drops {
    /// Calls `done` with the text of each file, as [`read_chosen`] does, until dropped.
    pub fn new(element: &Element, done: impl Fn(Option<String>) + Clone + 'static) -> Self {
        // An editor in the element would insert the file itself.
        let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
        let over = EventListener::new_with_options(element, "dragover", options, |event| {
            // Without this, the browser opens the file in place of the page.
            event.prevent_default();
        });
        let drop = EventListener::new_with_options(element, "drop", options, move |event| {
            let files = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
            if let Some(file) = files.and_then(|data| data.files()).and_then(|files| files.get(0)) {
                event.prevent_default();
                event.stop_propagation();
                read(file, done.clone());
            }
        });
        Self { _over: over, _drop: drop }
    }
}

fn read(file: File, done: impl FnOnce(Option<String>) + 'static) {
    if file.size() > MOST {
        return done(None);
    }
    let text = JsFuture::from(file.text());
    spawn_local(async move {
        let text = text.await.ok().and_then(|text| text.as_string());
        // What is no UTF-8 has such characters once it is read as that.
        done(text.filter(|text| !text.contains(['\0', '\u{fffd}'])));
    });
}
