//! Lessons: the format, its mistakes, and the lessons of the course.

mod anything;
mod course;
mod docs;
mod fresh;
mod mistakes;
mod pair;
mod reading;

use std::rc::Rc;

use heap_lab::lesson::{self, Lesson, check::check, mistakes::LessonError};

/// A lesson and everything that is wrong with it.
pub fn read_and_check(text: &str) -> (Lesson, Vec<LessonError>) {
    let (lesson, mut mistakes) = lesson::read(text);
    mistakes.extend(check(Rc::new(lesson.clone())));
    mistakes.sort_by_key(|error| error.line);
    (lesson, mistakes)
}

/// A lesson without a mistake.
pub fn right(text: &str) -> Lesson {
    let (lesson, mistakes) = read_and_check(text);
    assert_eq!(mistakes, [], "{text}");
    lesson
}
