//! English, one file per subject.

mod allocators;
mod mistakes;

/// English.
pub struct English;
