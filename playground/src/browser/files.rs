//! Files that the user opens: chosen in a field, or dropped on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DragEvent, Element, File, HtmlInputElement};

/// The largest file that is read, in bytes: more than any text of the page may have.
const MOST: f64 = 1_000_000.0;

/// Reads the file that was chosen in a field, and calls `done` with its text; `None` if it is none. The field is empty
/// afterwards, so that the same file can be chosen again.
pub fn read_chosen(field: &HtmlInputElement, done: impl FnOnce(Option<String>) + 'static) {
    if let Some(file) = chosen(field) {
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

/// Files that are dragged over the page or dropped on it, and text that is pasted outside of every field.
pub struct Arrivals {
    _listeners: [EventListener; 5],
}

/// What arrives.
pub enum Arrival {
    /// A file.
    File(File),
    /// Text from the clipboard.
    Text(String),
}

/// The editor of scripts takes files of scripts itself, and the page of teachers has its own.
fn belongs_to(event: &web_sys::Event, name: Option<&str>) -> bool {
    let inside = |selector: &str| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        target.is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
    };
    let is_script = name.is_some_and(|name| name.ends_with(".rhai") || name.ends_with(".txt"));
    inside(".write") || inside(".editor") && is_script
}

impl Arrivals {
    /// Calls `arrived` with each, and `over` whenever files begin or cease to be over the page, until dropped.
    pub fn new(arrived: impl Fn(Arrival) + Clone + 'static, over: impl Fn(bool) + Clone + 'static) -> Self {
        let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
        let window = super::window();
        let has_files = |event: &DragEvent| {
            event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
        };
        let listen = |name: &'static str, act: Box<dyn Fn(&DragEvent)>| {
            EventListener::new_with_options(&window, name, options, move |event| {
                if let Some(event) = event.dyn_ref::<DragEvent>().filter(|event| has_files(event)) {
                    act(event);
                }
            })
        };
        let (enter, leave, drop) = (over.clone(), over.clone(), over);
        let dropped = arrived.clone();
        let enter = listen("dragenter", Box::new(move |event| enter(!belongs_to(event, None))));
        let over = listen(
            "dragover",
            Box::new(|event| {
                if !belongs_to(event, None) {
                    // Without this, the browser opens the file in place of the page.
                    event.prevent_default();
                }
            }),
        );
        // Between two elements of the page there is always another one.
        let leave = listen(
            "dragleave",
            Box::new(move |event| {
                if event.related_target().is_none() {
                    leave(false);
                }
            }),
        );
        let drop = listen(
            "drop",
            Box::new(move |event| {
                drop(false);
                let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
                if let Some(file) = file.filter(|file| !belongs_to(event, Some(&file.name()))) {
                    event.prevent_default();
                    event.stop_propagation();
                    dropped(Arrival::File(file));
                }
            }),
        );
        let paste = EventListener::new(&window, "paste", move |event| {
            let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
            let field = "input, textarea, select, [contenteditable=true]";
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.closest(field).is_ok_and(|found| found.is_some())) {
                return;
            }
            let Some(data) = event.clipboard_data() else { return };
            match data.files().and_then(|files| files.get(0)) {
                Some(file) => arrived(Arrival::File(file)),
                None => data.get_data("text").into_iter().for_each(|text| arrived(Arrival::Text(text))),
            }
        });
        Self { _listeners: [enter, over, leave, drop, paste] }
    }
}

/// The file that was chosen in a field, which is empty afterwards, so that the same file can be chosen again.
pub fn chosen(field: &HtmlInputElement) -> Option<File> {
    let file = field.files().and_then(|files| files.get(0));
    field.set_value("");
    file
}

/// Reads a file of text, and calls `done` with it; `None` if it is none.
pub fn read(file: File, done: impl FnOnce(Option<String>) + 'static) {
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
