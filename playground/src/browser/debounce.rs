//! Work that waits for a pause, such as one in typing.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;

/// At most one piece of work, which waits for its time.
pub struct Debounce {
    millis: u32,
    waiting: RefCell<Option<Timeout>>,
}

impl Debounce {
    /// Work will wait for `millis` without other work.
    pub fn new(millis: u32) -> Self {
        Self { millis, waiting: RefCell::new(None) }
    }

    /// Does `work` after the pause, in place of the work that waits now. Never, if this is dropped before.
    pub fn call(&self, work: impl FnOnce() + 'static) {
        let timeout = Timeout::new(self.millis, work);
        self.waiting.replace(Some(timeout));
    }

    /// Forgets the work that waits.
    pub fn cancel(&self) {
        self.waiting.replace(None);
    }
}
