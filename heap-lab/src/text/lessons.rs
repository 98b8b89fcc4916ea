//! Texts around a lesson: the panel, the menu, the controls of questions.

/// Sentences of this subject.
pub trait Lessons {}
