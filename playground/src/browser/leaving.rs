//! The moment in which people leave the page: by a link, by reloading it, or by closing it.

use gloo_events::EventListener;

use super::window;

/// Told whenever the page is left. It may come back, from the memory of the browser.
pub struct Watch {
    _listener: EventListener,
}

impl Watch {
    /// Calls `left` then, until dropped. What takes long is not finished.
    pub fn new(mut left: impl FnMut() + 'static) -> Self {
        Self { _listener: EventListener::new(&window(), "pagehide", move |_| left()) }
    }
}
