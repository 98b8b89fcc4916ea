//! An error message: what went wrong and how to fix it, in one line.

use std::fmt;

pub type Result<T> = std::result::Result<T, Failure>;

/// Shown as `problem — fix: remedy`. Neither part ends with a full stop or contains a line break.
#[derive(Debug)]
pub struct Failure {
    problem: String,
    fix: String,
}

impl Failure {
    pub fn new(problem: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { problem: problem.into(), fix: fix.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} — fix: {}", self.problem, self.fix)
    }
}
