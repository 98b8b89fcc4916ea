//! English, one file per subject.

mod allocators;
mod metrics;
mod mistakes;
mod narration;
mod selection;
mod structure;
mod tiles;

/// English.
pub struct English;
