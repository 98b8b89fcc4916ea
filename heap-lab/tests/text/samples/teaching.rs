//! What is said to teachers and their students.

use heap_lab::{homework::CodeError, state::TeachingNotice, text::Text};

use super::{Said, said};

/// Notices, refused codes and counts.
pub fn teaching(text: &dyn Text) -> Vec<Said> {
    let notices = samples!(TeachingNotice {
        TeachingNotice::LessonCopied { .. } => [TeachingNotice::LessonCopied { length: 2345 }],
        TeachingNotice::HomeworkCopied { .. } => [TeachingNotice::HomeworkCopied { length: 2345 }],
        TeachingNotice::CodeCopied => [TeachingNotice::CodeCopied],
        TeachingNotice::NotCopied => [TeachingNotice::NotCopied],
        TeachingNotice::NotOpened => [TeachingNotice::NotOpened],
    });
    let errors = samples!(CodeError {
        CodeError::NoCode => [CodeError::NoCode],
        CodeError::Version { .. } => [CodeError::Version { found: "2".into() }],
        CodeError::CutShort => [CodeError::CutShort],
        CodeError::Changed => [CodeError::Changed],
        CodeError::UnknownLesson => [CodeError::UnknownLesson],
    });
    let mut all: Vec<_> =
        notices.iter().map(|one| said("teaching notice", one, text.teaching_notice(*one))).collect();
    all.extend(errors.iter().map(|one| said("refused code", one, text.code_error(one))));
    for number in [1, 2, 1000] {
        all.extend([
            said("mistakes", number, text.lesson_mistake_count(number)),
            said("line", number, text.go_to_line(number as u32)),
            said("homework", number, text.homework_title(number)),
            said("answered", number, text.homework_answered(number, 1000)),
            said("question", number, text.worksheet_question(number)),
            said("results", number, text.result_count(number, 0)),
            said("refused", number, text.result_count(1, number)),
        ]);
    }
    all.push(said("back", "a title", text.bring_back("Title")));
    all.push(Said { neutral: true, ..said("score", 3, text.homework_score(3, 4)) });
    all
}
