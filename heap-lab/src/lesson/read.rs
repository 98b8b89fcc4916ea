//! The text of a lesson to a [`Lesson`].

use super::{Lesson, mistakes::LessonError};

/// Reads the text of a lesson: as much of it as makes sense, and everything that is wrong with the rest, in the order of
/// lines. Whether its scripts run and its claims are true is for [`super::check`].
pub fn read(_text: &str) -> (Lesson, Vec<LessonError>) {
    let lesson = Lesson { title: String::new(), intro: Vec::new(), scenes: Vec::new(), steps: Vec::new() };
    (lesson, Vec::new())
}
