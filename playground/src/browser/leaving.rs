//! The moment when the user leaves the page: by a link, by reloading it, or by closing it.

use gloo_events::EventListener;

use super::window;

/// Called whenever the page is left. It may come back from the browser's back-forward cache.
pub struct Watch {
    _listener: EventListener,
}

impl Watch {
    /// Calls `left` then, until dropped. Slow work may not be completed.
    pub fn new(mut left: impl FnMut() + 'static) -> Self {
        Self { _listener: EventListener::new(&window(), "pagehide", move |_| left()) }
    }
}
