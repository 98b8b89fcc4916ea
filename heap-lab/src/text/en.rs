//! English, one file per subject.

mod allocators;

/// English.
pub struct English;
