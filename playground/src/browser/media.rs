//! Media queries: what the system and the screen are like.

use gloo_events::EventListener;
use web_sys::MediaQueryList;

use super::window;

/// Whether people asked their system for a dark look.
pub const DARK: &str = "(prefers-color-scheme: dark)";

/// Whether `query` holds now. One that the browser does not know does not hold.
pub fn matches(query: &str) -> bool {
    list(query).is_some_and(|list| list.matches())
}

fn list(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}

/// Told whenever a query begins or ceases to hold.
pub struct Watch {
    _listener: Option<EventListener>,
}

impl Watch {
    /// Calls `changed` with whether `query` holds now, on every change, until dropped.
    pub fn new(query: &str, mut changed: impl FnMut(bool) + 'static) -> Self {
        let listener = list(query).map(|list| {
            let now = list.clone();
            EventListener::new(&list, "change", move |_| changed(now.matches()))
        });
        Self { _listener: listener }
    }
}
