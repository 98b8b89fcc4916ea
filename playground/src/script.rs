//! Text to trace: the script language of the playground, Rhai with an allocator's vocabulary.

use crate::trace::Trace;

/// A mistake in a script, where it is and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// What is wrong and what to do, in one or two plain sentences.
    pub message: String,
    /// 1-based line.
    pub line: u32,
    /// 1-based column, in characters; 0 where only the line is known.
    pub column: u32,
}

/// Runs a script. Always ends: loops and operations are limited.
///
/// # Errors
/// The first mistake.
pub fn run(text: &str) -> Result<Trace, ScriptError> {
    unimplemented!()
}
