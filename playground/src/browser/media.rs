//! Media queries: properties of the system and the screen.

use gloo_events::EventListener;
use web_sys::MediaQueryList;

use super::window;

/// Whether the user's system prefers dark colours.
pub const DARK: &str = "(prefers-color-scheme: dark)";

/// Whether the user's system decides the colours.
pub const FORCED: &str = "(forced-colors: active)";

/// Whether the user wants nothing to move.
pub const STILL: &str = "(prefers-reduced-motion: reduce)";

/// A window in which the panel has room beside the heaps. The style sheets use the same width.
pub const WIDE: &str = "(width >= 960px)";

/// Whether `query` matches now. A query that the browser does not know never matches.
pub fn matches(query: &str) -> bool {
    list(query).is_some_and(|list| list.matches())
}

fn list(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}

/// Called whenever a query starts or stops matching.
pub struct Watch {
    _listener: Option<EventListener>,
}

impl Watch {
    /// Calls `changed` with whether `query` matches now, on every change, until dropped.
    pub fn new(query: &str, mut changed: impl FnMut(bool) + 'static) -> Self {
        let listener = list(query).map(|list| {
            let now = list.clone();
            EventListener::new(&list, "change", move |_| changed(now.matches()))
        });
        Self { _listener: listener }
    }
}
