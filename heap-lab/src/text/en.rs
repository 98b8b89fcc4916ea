//! English, one file per subject.

mod allocators;
mod examples;
mod mistakes;
mod page;
mod vocabulary;

/// English.
pub struct English;
