//! Replays a trace on the allocators in a terminal: the same core as the page, so the same numbers.
//!
//! ```text
//! options    what the arguments say
//! input      a file, or the standard input, to a trace
//! engine     the module of the peers, in an interpreter
//! measure    the trace on each allocator, one after the other, to a verdict
//! report     the verdict as text for a terminal
//! json       the verdict as JSON for programs
//! ```

pub mod engine;
pub mod input;
pub mod json;
pub mod measure;
pub mod options;
pub mod report;

/// What went wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// In words.
    pub words: String,
    /// The exit code of the program.
    pub code: u8,
}

impl Problem {
    /// Something is wrong with the file, or with its trace.
    pub const FILE: u8 = 1;
    /// Something is wrong with the arguments.
    pub const USAGE: u8 = 2;

    /// A problem with the file.
    pub fn file(words: impl Into<String>) -> Self {
        Self { words: words.into(), code: Self::FILE }
    }

    /// A problem with the arguments.
    pub fn usage(words: impl Into<String>) -> Self {
        Self { words: words.into(), code: Self::USAGE }
    }
}
