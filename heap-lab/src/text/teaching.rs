//! Texts for teachers: writing a lesson, homework, notes.

/// Sentences of this subject.
pub trait Teaching {}
