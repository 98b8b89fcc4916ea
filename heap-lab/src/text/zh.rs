//! Simplified Chinese, one file per subject. The terms are those of the library's Chinese documentation.

mod allocators;
mod metrics;
mod mistakes;
mod narration;
mod selection;
mod structure;
mod tiles;

/// Simplified Chinese.
pub struct Chinese;
