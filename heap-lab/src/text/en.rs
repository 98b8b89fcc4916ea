//! English, one file per subject.

mod allocators;
mod examples;
mod page;
mod vocabulary;

/// English.
pub struct English;
