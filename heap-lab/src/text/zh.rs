//! Simplified Chinese, one file per subject. The terms are those of the library's Chinese documentation.

mod allocators;
mod examples;
mod mistakes;
mod page;
mod vocabulary;

/// Simplified Chinese.
pub struct Chinese;
