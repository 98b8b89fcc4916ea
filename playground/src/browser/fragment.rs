//! The fragment of the page's address: the part after `#`. [`heap_lab::share`] reads and writes its contents.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;

use super::window;

/// The fragment, without its `#`.
pub fn get() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// Whether the reader came by a link or by typing the address, not by a reload or through the history.
pub fn is_followed() -> bool {
    window().performance().is_some_and(|performance| {
        performance.navigation().type_() == web_sys::PerformanceNavigation::TYPE_NAVIGATE
    })
}

/// Replaces the fragment of the current address with `fragment` (without `#`): the history gets no new entry, and a
/// [`Watch`] is not called. Returns whether the browser allowed it; some refuse after too many changes in a short time.
pub fn replace(fragment: &str) -> bool {
    let Ok(history) = window().history() else { return false };
    history.replace_state_with_url(&JsValue::NULL, "", Some(&address(fragment))).is_ok()
}

/// The whole address of the page with `fragment` (without `#`) in place of the current one.
pub fn address(fragment: &str) -> String {
    let whole = window().location().href().unwrap_or_default();
    let page = whole.split('#').next().unwrap_or_default();
    if fragment.is_empty() { page.to_owned() } else { format!("{page}#{fragment}") }
}

/// Called whenever the user changes the fragment: by hand, by a link, or by going back.
pub struct Watch {
    _listener: EventListener,
}

impl Watch {
    /// Calls `changed` with the new fragment, until dropped.
    pub fn new(mut changed: impl FnMut(String) + 'static) -> Self {
        Self { _listener: EventListener::new(&window(), "hashchange", move |_| changed(get())) }
    }
}
