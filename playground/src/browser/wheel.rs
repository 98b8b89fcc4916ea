//! The wheel over an element. Browsers report a pinch on a touch pad as a wheel with Control.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, WheelEvent};

use super::{document, window};

/// So many pixels of wheel are one turn.
const TURN: f64 = 100.0;
/// A pinch reports small steps.
const PINCH: f64 = 4.0;
/// A touch pad goes on after the fingers have stopped.
const PAD: f64 = 0.3;

/// Called for each turn of the wheel.
pub struct Wheel {
    _listener: EventListener,
}

impl Wheel {
    /// Calls `turned` with 1 for each turn away from the user and -1 for each towards them, and with the point in
    /// what is drawn there. Without Control the wheel belongs to the page if the page can scroll there.
    pub fn new(element: &Element, mut turned: impl FnMut(i32, f64, f64) + 'static) -> Self {
        Self::listen(element, move |turns, event| {
            turned(turns, f64::from(event.offset_x()), f64::from(event.offset_y()));
        })
    }

    /// The same with a point in the window, and whether Shift is held: then browsers turn the wheel sideways.
    pub fn anywhere(element: &Element, mut turned: impl FnMut(i32, f64, f64, bool) + 'static) -> Self {
        Self::listen(element, move |turns, event| {
            turned(turns, f64::from(event.client_x()), f64::from(event.client_y()), event.shift_key());
        })
    }

    fn listen(element: &Element, mut turned: impl FnMut(i32, &WheelEvent) + 'static) -> Self {
        let options = EventListenerOptions::enable_prevent_default();
        let area = element.clone();
        let mut rest = 0.0;
        let listener = EventListener::new_with_options(element, "wheel", options, move |event| {
            let Some(event) = event.dyn_ref::<WheelEvent>() else { return };
            if !event.ctrl_key() && scrolls_around(&area) {
                return;
            }
            event.prevent_default();
            let delta = if event.delta_y() == 0.0 { event.delta_x() } else { event.delta_y() };
            let gain = match event.delta_mode() {
                WheelEvent::DOM_DELTA_PIXEL if event.ctrl_key() => PINCH,
                WheelEvent::DOM_DELTA_PIXEL if delta.abs() < TURN / 2.0 => PAD,
                WheelEvent::DOM_DELTA_PIXEL => 1.0,
                _ => TURN / 3.0,
            };
            rest -= (delta * gain).clamp(-TURN, TURN);
            if rest.abs() >= TURN * 0.99 {
                turned(if rest > 0.0 { 1 } else { -1 }, event);
                rest = 0.0;
            }
        });
        Self { _listener: listener }
    }
}

/// Whether the page, or a part of it around the element, can scroll up or down.
fn scrolls_around(element: &Element) -> bool {
    let root = document().document_element();
    let has_more = |element: &Element| element.scroll_height() > element.client_height() + 1;
    let mut parent = element.parent_element();
    while let Some(element) = parent {
        let is_root = root.as_ref() == Some(&element);
        if has_more(&element) && (is_root || is_scroller(&element)) {
            return true;
        }
        parent = element.parent_element();
    }
    false
}

fn is_scroller(element: &Element) -> bool {
    let style = window().get_computed_style(element).ok().flatten();
    let overflow = style.and_then(|style| style.get_property_value("overflow-y").ok());
    matches!(overflow.as_deref(), Some("auto" | "scroll"))
}
