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
    let number = history.state().unwrap_or_default();
    history.replace_state_with_url(&number, "", Some(&address(fragment))).is_ok()
}

/// Adds an entry with this fragment (without `#`) to the history, without a number. A [`Watch`] is not called.
pub fn push(fragment: &str) {
    if let Ok(history) = window().history() {
        // Some browsers refuse after too many changes in a short time: then there is one entry less to go back to.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address(fragment)));
    }
}

/// Gives the current entry of the history a number.
pub fn number(entry: u32) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state(&entry.into(), "");
    }
}

/// The number of the current entry of the history; a new one, as after a link was followed, has none.
pub fn entry() -> Option<u32> {
    window().history().ok()?.state().ok()?.as_f64().map(|number| number as u32)
}

/// The whole address of the page with `fragment` (without `#`) in place of the current one.
pub fn address(fragment: &str) -> String {
    let whole = window().location().href().unwrap_or_default();
    let page = whole.split('#').next().unwrap_or_default();
    if fragment.is_empty() { page.to_owned() } else { format!("{page}#{fragment}") }
}

/// Called whenever the user goes through the history to an entry with a number.
pub struct Walk {
    _listener: EventListener,
}

impl Walk {
    /// Calls `gone` with the number, until dropped.
    pub fn new(mut gone: impl FnMut(u32) + 'static) -> Self {
        let walked = move |_: &web_sys::Event| entry().into_iter().for_each(&mut gone);
        Self { _listener: EventListener::new(&window(), "popstate", walked) }
    }
}

/// Called whenever the user changes the fragment, by hand or by a link. Going through the history is a [`Walk`].
pub struct Watch {
    _listener: EventListener,
}

impl Watch {
    /// Calls `changed` with the new fragment, until dropped.
    pub fn new(mut changed: impl FnMut(String) + 'static) -> Self {
        Self {
            _listener: EventListener::new(&window(), "hashchange", move |_| {
                if entry().is_none() {
                    changed(get());
                }
            }),
        }
    }
}
