//! Texts of the challenges.

/// Sentences of this subject.
pub trait Challenges {}
