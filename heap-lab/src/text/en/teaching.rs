//! Texts for teachers: writing a lesson, homework, notes, worksheets, in English.

use super::English;
use crate::{
    homework::CodeError,
    state::TeachingNotice,
    text::{
        Teaching,
        numbers::grouped,
        teaching::{Homework, Labels, Notes, Results, Worksheet, Write},
    },
};

impl Teaching for English {
    fn teaching(&self) -> &'static Labels {
        &LABELS
    }

    fn lesson_mistake_count(&self, count: usize) -> String {
        match count {
            1 => "1 mistake".to_owned(),
            _ => format!("{} mistakes", grouped(count)),
        }
    }

    fn bring_back(&self, title: &str) -> String {
        format!("Back to “{title}”")
    }

    fn teaching_notice(&self, notice: TeachingNotice) -> String {
        match notice {
            TeachingNotice::LessonCopied { length } => {
                format!("Link copied. It carries the whole lesson: {} characters.", grouped(length))
            }
            TeachingNotice::HomeworkCopied { length } => {
                format!("Homework link copied: {} characters.", grouped(length))
            }
            TeachingNotice::CodeCopied => "Result code copied.".into(),
            TeachingNotice::NotCopied => {
                "The browser did not allow copying. Select the text and copy it.".into()
            }
            TeachingNotice::NotOpened => {
                "The file was not opened: it is not text, or it is too large for a lesson.".into()
            }
        }
    }

    fn go_to_line(&self, line: u32) -> String {
        format!("Go to line {line}")
    }

    fn homework_title(&self, count: usize) -> String {
        match count {
            1 => "Homework: 1 question".to_owned(),
            _ => format!("Homework: {} questions", grouped(count)),
        }
    }

    fn homework_answered(&self, answered: usize, count: usize) -> String {
        format!("{} of {} answered", grouped(answered), grouped(count))
    }

    fn worksheet_question(&self, number: usize) -> String {
        format!("Question {number}")
    }

    fn homework_score(&self, right: usize, count: usize) -> String {
        format!("{} of {}", grouped(right), grouped(count))
    }

    fn code_error(&self, error: &CodeError) -> String {
        match error {
            CodeError::NoCode => "This is not a result code. Result codes begin with lite-alloc-1.".into(),
            CodeError::Version { found } => {
                format!("This code has version {found}, which is newer than this page. Reload the page.")
            }
            CodeError::CutShort => "The end of this code is missing. Ask for the whole code.".into(),
            CodeError::Changed => "This code was changed after it was made: its checksum is wrong.".into(),
            CodeError::UnknownLesson => {
                "This code belongs to another lesson, or to another version of it. Open that lesson first."
                    .into()
            }
        }
    }

    fn result_count(&self, count: usize, refused: usize) -> String {
        let results = super::narration::count(count, "result");
        match refused {
            0 => results,
            1 => format!("{results}, 1 code refused"),
            _ => format!("{results}, {} codes refused", grouped(refused)),
        }
    }
}

static LABELS: Labels = Labels {
    lesson: "Text of the lesson",
    write: Write {
        write: "Write a lesson",
        edit: "Edit as text",
        edit_hint: "Open this lesson in the editor. The text that is there now can be brought back.",
        panes: "Parts of the editor",
        text: "Text",
        lesson: "Lesson",
        figure: "Heaps",
        begin: "Begin with…",
        template: "Template",
        open: "Open…",
        open_hint: "Open a file with a lesson, or drop it on the text",
        save: "Save",
        save_hint: "Save the text as a file",
        link: "Copy link",
        link_hint: "Copy a link that carries the whole lesson",
        answers: "Right answers",
        read: "Read it",
        read_hint: "Close the editor and read the lesson as a student. The text is kept.",
        checking: "Checking…",
        no_mistakes: "No mistakes",
        nothing: "The lesson appears here once it has a script and a paragraph.",
        no_answer: "There is no right answer yet: see the mistakes.",
        answer: "Right answer: ",
    },
    homework: Homework {
        give: "Homework…",
        give_hint: "Make a link to questions of this lesson, with data of its own",
        title: "Homework",
        count: "Questions",
        seed: "Seed",
        seed_hint: "Everyone with the same seed gets the same data",
        copy_link: "Copy homework link",
        honest: "Nothing is sent anywhere: each student gets a result code and gives it to you. The scores are computed \
                 on your machine from the seed and the answers, and a code that was changed is refused. But a \
                 student can start over, and a determined one can forge a code.",
        no_questions: "This lesson asks no questions.",
        hand_in: "Get the result code",
        rules: "The first answer counts. At the end there is a result code for your teacher; nothing is sent anywhere.",
        name: "Your name",
        code: "Result code",
        code_hint: "Give this code to your teacher. Questions without an answer count as wrong.",
        name_missing: "Type your name to get the result code.",
        copy_code: "Copy code",
        clear: "Delete my answers",
        clear_hint: "This deletes the answers and the name from this machine. The homework begins again, with the same data.",
        clear_sure: "Delete them",
        keep: "Keep them",
    },
    results: Results {
        results: "Homework results",
        codes: "Result codes",
        codes_hint: "Paste one code, or many of them, one per line.",
        name: "Name",
        lesson: "Lesson",
        seed: "Seed",
        score: "Score",
        right: "right",
        wrong: "wrong",
        missing: "missing",
        save: "Save as CSV",
        computing: "Computing the scores…",
    },
    notes: Notes {
        add: "Add a note",
        edit: "Edit the note",
        text: "Note",
        hint: "It is shown at this position, and links carry it.",
        keep: "Keep",
        remove: "Remove",
    },
    worksheet: Worksheet {
        print: "Print worksheet",
        print_hint: "Print the lesson with blanks to fill in, and an answer sheet",
        name: "Name",
        date: "Date",
        answers: "Answers",
        answer: "Answer: ",
        order: "In this order:",
        cells: "Mark each cell: L live, P padding, F free. Leave the others empty.",
        yes: "yes",
        no: "no",
        none: "none of them",
    },
};
