//! A function called before every repaint of the page, for as long as it is needed.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::{JsCast, closure::Closure};

use super::window;

/// A running loop of animation frames. It ends when this is dropped, which may happen inside the callback.
pub struct Frames {
    request: Rc<Request>,
}

struct Request {
    /// The requested frame, if there is one.
    pending: Cell<Option<i32>>,
    /// The callback; absent only during construction, since it needs the request itself.
    callback: RefCell<Option<Callback>>,
}

type Callback = Closure<dyn FnMut(f64)>;

impl Frames {
    /// Calls `frame` before every repaint with the time in milliseconds, which has an arbitrary origin and never
    /// decreases. Nothing is called while the page is hidden.
    pub fn start(mut frame: impl FnMut(f64) + 'static) -> Self {
        let request = Rc::new(Request { pending: Cell::new(None), callback: RefCell::new(None) });
        let weak = Rc::downgrade(&request);
        let callback = Closure::new(move |time| {
            let Some(request) = weak.upgrade() else { return };
            request.pending.set(None);
            frame(time);
            // Unless `frame` dropped the loop, its owner still holds it too.
            if Rc::strong_count(&request) > 1 {
                request.ask();
            }
        });
        *request.callback.borrow_mut() = Some(callback);
        request.ask();
        Self { request }
    }
}

impl Request {
    fn ask(&self) {
        if let Some(callback) = &*self.callback.borrow() {
            self.pending.set(window().request_animation_frame(callback.as_ref().unchecked_ref()).ok());
        }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        if let Some(id) = self.request.pending.take() {
            // Cancelling a frame that has already run has no effect.
            let _ = window().cancel_animation_frame(id);
        }
    }
}
