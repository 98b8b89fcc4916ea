//! One run of a script.

use std::rc::Rc;

use super::{
    code, engine, explain,
    instrument::{self, Bodies},
    machine::{BUDGET, Machine},
    mistakes::{Limit, Mistake, ScriptError},
    program::Program,
};
use crate::trace::Trace;

/// The longest script, in bytes.
pub const MAX_SCRIPT: usize = 60_000;
/// What a short script may spend: more than any example does, and far less than 100 ms on a slow machine.
const SHORT: u64 = 30_000;
/// The longest text of a short script, in bytes: reading it has no budget.
const SHORT_TEXT: usize = 12_000;

/// A script that was run: its trace, and the parts of the text that made each part of it. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Executed {
    /// Its requests.
    pub trace: Rc<Trace>,
    /// For each operation, its line, from 1.
    pub lines: Rc<[u32]>,
    /// For each block, the line where it got its name.
    pub(super) name_lines: Rc<[u32]>,
    /// For each operation, the top-level statement that was running.
    pub(super) statements: Rc<[usize]>,
    /// The first and last line of each top-level statement, as far as its parts have positions.
    pub(super) spans: Rc<[(u32, u32)]>,
}

/// Runs a script. Always ends: loops and operations are limited.
///
/// # Errors
/// The first mistake.
pub fn run(text: &str) -> Result<Executed, ScriptError> {
    run_within(BUDGET, text)
}

/// Runs a script if that is soon done. Otherwise it is given up: `None`.
///
/// # Errors
/// The first mistake, as [`run`] finds it.
pub fn run_short(text: &str) -> Option<Result<Executed, ScriptError>> {
    if text.len() > SHORT_TEXT {
        return None;
    }
    match run_within(SHORT, text) {
        Err(ScriptError { mistake: Mistake::Limit(Limit::Steps { .. }), .. }) => None,
        result => Some(result),
    }
}

fn run_within(budget: u64, text: &str) -> Result<Executed, ScriptError> {
    if text.len() > MAX_SCRIPT {
        return Err(ScriptError::at(Limit::Script { bytes: text.len(), most: MAX_SCRIPT }, 1, 0));
    }
    explain::check_text(text)?;
    let machine = Machine::new(budget);
    let bodies = Bodies::default();
    let engine = engine::engine(&machine, &bodies);
    let parsed = engine.compile(text).map_err(|error| explain::syntax(&error, text))?;
    explain::check_functions(&parsed, text)?;
    let spans = code::spans(&parsed);
    let instrumented = instrument::instrument(&engine, &parsed, &bodies);
    engine.run_ast(&instrumented).map_err(|error| explain::runtime(&error, &parsed, text))?;
    let name_lines = machine.with(|program| program.name_lines());
    let (trace, lines, statements) = machine.with(Program::finish);
    Ok(Executed {
        trace: Rc::new(trace),
        lines: lines.into(),
        name_lines: name_lines.into(),
        statements: statements.into(),
        spans: spans.into(),
    })
}
