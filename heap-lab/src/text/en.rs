//! English, one file per subject.

mod allocators;
mod examples;
mod export;
mod metrics;
mod mistakes;
mod narration;
mod page;
mod runs;
mod selection;
mod story;
mod structure;
mod tiles;
mod vocabulary;

/// English.
pub struct English;
