//! Texts of questions and of what is wrong with an answer.

/// Sentences of this subject.
pub trait Questions {}
