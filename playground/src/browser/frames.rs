//! A function called before every repaint of the page, for as long as it is wanted.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::{JsCast, closure::Closure};

use super::window;

/// A running loop of animation frames; it ends when this is dropped, also from within.
pub struct Frames {
    request: Rc<Request>,
}

struct Request {
    /// The frame that is asked for, if one is.
    pending: Cell<Option<i32>>,
    /// What is called; absent only while the loop is being made, as it needs the request itself.
    callback: RefCell<Option<Callback>>,
}

type Callback = Closure<dyn FnMut(f64)>;

impl Frames {
    /// Calls `frame` before every repaint with the time in milliseconds, which begins anywhere and never goes back.
    /// Nothing is called while the page is out of sight.
    pub fn start(mut frame: impl FnMut(f64) + 'static) -> Self {
        let request = Rc::new(Request { pending: Cell::new(None), callback: RefCell::new(None) });
        let weak = Rc::downgrade(&request);
        let callback = Closure::new(move |time| {
            let Some(request) = weak.upgrade() else { return };
            request.pending.set(None);
            frame(time);
            // Unless `frame` dropped the loop, its owner holds it too.
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
            // A frame that was asked for can be cancelled; one that is over does not mind.
            let _ = window().cancel_animation_frame(id);
        }
    }
}
