//! Homework: which questions on which data, and the result as a code that a teacher can check.

use crate::question::Answer;

/// What a homework link asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Homework {
    /// The seed of the data.
    pub seed: u32,
    /// How many questions, at least one.
    pub count: u32,
}

/// What a student hands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Result {
    /// The homework.
    pub homework: Homework,
    /// Which lesson, by a number that depends on its questions and scripts.
    pub lesson: u32,
    /// The student's name, as the student wrote it.
    pub name: String,
    /// The answers, in the order of the questions.
    pub answers: Vec<Option<Answer>>,
}
