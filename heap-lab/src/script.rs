//! Text to trace: the script language of the playground, Rhai with an allocator's vocabulary.
//!
//! A script is run once, and without any allocator: what it asks for is the same in every lane, and whether an
//! allocator can meet it is the lane's to find out. Every script ends soon, whatever is in it.
//!
//! The words are in [`words`], what they do in [`natives`] and [`lists`], the run itself in [`program`]. Names of
//! blocks come from [`instrument`], messages from [`explain`]. [`by_hand`] changes a script as if it were typed.

pub mod by_hand;
mod engine;
mod explain;
mod instrument;
mod lists;
mod natives;
mod program;
mod text;
mod values;
mod words;

pub use program::DEFAULT_ALIGN;
pub use words::{Group, Word, vocabulary};

use std::rc::Rc;

use crate::trace::Trace;

/// The longest script, in bytes.
pub const MAX_SCRIPT: usize = 60_000;

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

/// A script that was run: its trace, and which part of the text made which part of it. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Executed {
    /// What it asks of an allocator.
    pub trace: Rc<Trace>,
    /// For each operation, its line, from 1.
    pub lines: Rc<[u32]>,
    /// For each operation, the top-level statement that was running.
    statements: Rc<[usize]>,
    /// The first and last line of each top-level statement, as far as its parts have positions.
    spans: Rc<[(u32, u32)]>,
}

/// Runs a script. Always ends: loops and operations are limited.
///
/// # Errors
/// The first mistake.
pub fn run(text: &str) -> Result<Executed, ScriptError> {
    if text.len() > MAX_SCRIPT {
        let message = format!(
            "The script is {} bytes long, and {} are the most. Use loops and functions for what repeats.",
            program::grouped(text.len() as i64),
            program::grouped(MAX_SCRIPT as i64)
        );
        return Err(ScriptError { message, line: 1, column: 0 });
    }
    let machine = engine::Machine::new();
    let bodies = instrument::Bodies::default();
    let engine = engine::engine(&machine, &bodies);
    let parsed = engine.compile(text).map_err(|error| explain::syntax(&error, text))?;
    explain::check(&parsed, text)?;
    let spans = text::spans(&parsed);
    let instrumented = instrument::instrument(&engine, &parsed, &bodies);
    engine.run_ast(&instrumented).map_err(|error| explain::mistake(&error, &parsed, text))?;
    let (trace, lines, statements) = machine.with(program::Program::finish);
    Ok(Executed {
        trace: Rc::new(trace),
        lines: lines.into(),
        statements: statements.into(),
        spans: spans.into(),
    })
}
