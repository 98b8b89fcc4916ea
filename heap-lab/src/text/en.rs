//! English, one file per subject.

mod allocators;
mod challenges;
mod examples;
mod export;
mod lesson_mistakes;
mod lessons;
mod metrics;
mod mistakes;
mod narration;
mod page;
mod questions;
mod runs;
mod selection;
mod story;
mod structure;
mod teaching;
mod tiles;
mod verdict;
mod vocabulary;

/// English.
pub struct English;
