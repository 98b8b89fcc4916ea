//! Simplified Chinese, one file per subject. The terms are those of the library's Chinese documentation.

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

/// Simplified Chinese.
pub struct Chinese;
