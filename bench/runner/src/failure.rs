//! What went wrong and what mends it, in one line.

use std::fmt;

pub type Result<T> = std::result::Result<T, Failure>;

/// Shown as `problem — do: mend`.
#[derive(Debug)]
pub struct Failure {
    problem: String,
    mend: String,
}

impl Failure {
    pub fn new(problem: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { problem: problem.into(), mend: mend.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} — do: {}", self.problem, self.mend)
    }
}
