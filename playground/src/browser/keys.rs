//! Keys pressed anywhere on the page. The page decides what they do.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::window;

/// What has the focus while a key is pressed, as far as it handles keys itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// A text field: it handles most keys itself.
    Text,
    /// A control with a range of values (a slider, a select): it handles the arrows, Home and End.
    Range,
    /// One of several choices (a radio button): it handles the arrows and Space.
    Choice,
    /// A control that is pressed (a button, a link): it handles Space and Enter.
    Press,
    /// None of these: it handles no keys.
    Page,
}

/// A key that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name: `ArrowLeft`, `Home`, ` `, `?`.
    pub name: String,
    /// Whether Shift was held.
    pub shift: bool,
    /// Whether Control, Alt or the command key was held: then the key probably belongs to the browser.
    pub modified: bool,
    /// What had the focus.
    pub focus: Focus,
}

/// Called for every key that nothing else has handled.
pub struct Keys {
    _listener: EventListener,
}

impl Keys {
    /// Calls `pressed` for each key, until dropped. If it returns true, the browser's own action is suppressed.
    pub fn new(mut pressed: impl FnMut(Key) -> bool + 'static) -> Self {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&window(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if event.default_prevented() || event.is_composing() {
                return;
            }
            let key = Key {
                name: event.key(),
                shift: event.shift_key(),
                modified: event.ctrl_key() || event.alt_key() || event.meta_key(),
                focus: focus(event),
            };
            if pressed(key) {
                event.prevent_default();
            }
        });
        Self { _listener: listener }
    }
}

const RANGES: &str = "select, input[type=range], [role=slider], [role=menu]";
const CHOICES: &str = "input[type=radio]";
const PRESSES: &str = "button, a[href], summary, input[type=checkbox], input[type=button], input[type=submit], \
                       [role=button], [role=checkbox], [role=switch], [role=link]";
const TEXTS: &str = "input, textarea, [contenteditable=true]";

fn focus(event: &KeyboardEvent) -> Focus {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Focus::Page;
    };
    let inside = |selector| element.closest(selector).is_ok_and(|found| found.is_some());
    if inside(RANGES) {
        Focus::Range
    } else if inside(CHOICES) {
        Focus::Choice
    } else if inside(PRESSES) {
        Focus::Press
    } else if inside(TEXTS) {
        Focus::Text
    } else {
        Focus::Page
    }
}
