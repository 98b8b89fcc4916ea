//! Work that is delayed until a pause, for example in typing.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;

/// At most one pending piece of work.
pub struct Debounce {
    millis: u32,
    waiting: RefCell<Option<Timeout>>,
}

impl Debounce {
    /// Work will run after `millis` without newer work.
    pub fn new(millis: u32) -> Self {
        Self { millis, waiting: RefCell::new(None) }
    }

    /// Runs `work` after the pause, in place of any pending work. It never runs if this is dropped first.
    pub fn call(&self, work: impl FnOnce() + 'static) {
        let timeout = Timeout::new(self.millis, work);
        self.waiting.replace(Some(timeout));
    }

    /// Drops the pending work.
    pub fn cancel(&self) {
        self.waiting.replace(None);
    }
}
