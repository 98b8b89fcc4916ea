//! State of the module in a `static`: [`Shared`].

use core::ops::Deref;

/// A value that all functions of the module reach.
pub struct Shared<T>(T);

// SAFETY: the module has one thread, since its memory is not shared.
unsafe impl<T> Sync for Shared<T> {}

const _: () = assert!(!cfg!(target_feature = "atomics"), "the module has one thread");

impl<T> Shared<T> {
    pub const fn new(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
