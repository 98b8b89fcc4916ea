//! The size of an element, whenever it changes.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Reports every size of one element.
pub struct SizeWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl SizeWatch {
    /// Calls `sized` with the width and height inside the padding of `element`, in CSS pixels: soon for the first time,
    /// then on every change, until dropped. `None` if the browser has no `ResizeObserver`.
    pub fn new(element: &Element, mut sized: impl FnMut(f64, f64) + 'static) -> Option<Self> {
        let callback = Closure::new(move |entries: Array| {
            if let Ok(entry) =
                entries.get(entries.length().saturating_sub(1)).dyn_into::<ResizeObserverEntry>()
            {
                let inside = entry.content_rect();
                sized(inside.width(), inside.height());
            }
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
