//! What can be wrong with the text of a lesson. [`crate::text`] makes the sentences.

use crate::{question::Ambiguous, script::ScriptError};

/// A mistake at a line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonError {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub mistake: Mistake,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// There is no title.
    NoTitle,
    /// The script has a mistake.
    Script(ScriptError),
    /// The question has no single right answer.
    Ambiguous(Ambiguous),
}
