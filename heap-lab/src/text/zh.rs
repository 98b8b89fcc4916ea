//! Simplified Chinese, one file per subject. The terms are those of the library's Chinese documentation.

mod allocators;
mod examples;
mod page;
mod vocabulary;

/// Simplified Chinese.
pub struct Chinese;
