//! Simplified Chinese, one file per subject. The terms are those of the library's Chinese documentation.

mod allocators;
mod challenges;
mod examples;
mod export;
mod imports;
mod lesson_mistakes;
mod lessons;
mod metrics;
mod mistakes;
mod narration;
mod numbers;
mod overview;
mod own_heap;
mod page;
mod program;
mod questions;
mod runs;
mod samples;
mod selection;
mod story;
mod structure;
mod teaching;
mod tiles;
mod unplayable;
mod verdict;
mod vocabulary;

/// Simplified Chinese.
pub struct Chinese;
