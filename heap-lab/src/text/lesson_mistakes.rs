//! Texts of what is wrong with a lesson.

/// Sentences of this subject.
pub trait LessonMistakes {}
