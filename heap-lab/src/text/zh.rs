//! Simplified Chinese, one file per subject. The terms are those of the library's Chinese documentation.

mod allocators;
mod mistakes;

/// Simplified Chinese.
pub struct Chinese;
