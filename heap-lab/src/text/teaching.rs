//! Texts for teachers: writing a lesson, homework, notes, worksheets.

use crate::{homework::CodeError, state::TeachingNotice};

/// Sentences of this subject.
pub trait Teaching {
    /// Labels that never change.
    fn teaching(&self) -> &'static Labels;

    /// How many mistakes a lesson has.
    fn lesson_mistake_count(&self, count: usize) -> String;

    /// The button that brings back the text of this title.
    fn bring_back(&self, title: &str) -> String;

    /// A notice.
    fn teaching_notice(&self, notice: TeachingNotice) -> String;

    /// The button that goes to a line of the text.
    fn go_to_line(&self, line: u32) -> String;

    /// The title of a homework of so many questions.
    fn homework_title(&self, count: usize) -> String;

    /// How many of its questions are answered.
    fn homework_answered(&self, answered: usize, count: usize) -> String;

    /// A question by its number, from 1.
    fn worksheet_question(&self, number: usize) -> String;

    /// A score.
    fn homework_score(&self, right: usize, count: usize) -> String;

    /// Why a result code is refused, and what to do.
    fn code_error(&self, error: &CodeError) -> String;

    /// How many results are in the table, and how many codes were refused.
    fn result_count(&self, count: usize, refused: usize) -> String;
}

/// Labels, by subject.
pub struct Labels {
    /// The name of the editor of a lesson.
    pub lesson: &'static str,
    /// Writing a lesson.
    pub write: Write,
    /// Giving homework and doing it.
    pub homework: Homework,
    /// The table of results.
    pub results: Results,
    /// Notes at positions.
    pub notes: Notes,
    /// A lesson on paper.
    pub worksheet: Worksheet,
}

/// Writing a lesson.
pub struct Write {
    /// Opens the editor.
    pub write: &'static str,
    /// Opens the lesson that is read as a text.
    pub edit: &'static str,
    /// What that does.
    pub edit_hint: &'static str,
    /// The parts of the editor, for screen readers.
    pub panes: &'static str,
    /// The part with the text.
    pub text: &'static str,
    /// The part with the lesson as it is read.
    pub lesson: &'static str,
    /// The part with the heaps.
    pub figure: &'static str,
    /// Replaces the text.
    pub begin: &'static str,
    /// By the template.
    pub template: &'static str,
    /// By a file.
    pub open: &'static str,
    /// How else to open one.
    pub open_hint: &'static str,
    /// Saves the text.
    pub save: &'static str,
    /// What that is for.
    pub save_hint: &'static str,
    /// Copies a link.
    pub link: &'static str,
    /// What it carries.
    pub link_hint: &'static str,
    /// Whether right answers are shown.
    pub answers: &'static str,
    /// Reads the lesson as students do.
    pub read: &'static str,
    /// What that does.
    pub read_hint: &'static str,
    /// The text is being checked.
    pub checking: &'static str,
    /// The text has no mistakes.
    pub no_mistakes: &'static str,
    /// In place of the lesson while it has no steps.
    pub nothing: &'static str,
    /// In place of a right answer: the scene has none.
    pub no_answer: &'static str,
    /// Before a right answer.
    pub answer: &'static str,
}

/// Giving homework and doing it.
pub struct Homework {
    /// Opens the dialog that makes a link.
    pub give: &'static str,
    /// What that is.
    pub give_hint: &'static str,
    /// The title of the dialog that makes a link.
    pub title: &'static str,
    /// The field for the number of questions.
    pub count: &'static str,
    /// The field for the seed.
    pub seed: &'static str,
    /// What it means.
    pub seed_hint: &'static str,
    /// Copies the link.
    pub copy_link: &'static str,
    /// How much a result is worth.
    pub honest: &'static str,
    /// The lesson asks no questions.
    pub no_questions: &'static str,
    /// Shows the fields for the name and the code before all questions are answered.
    pub hand_in: &'static str,
    /// What a student has to know.
    pub rules: &'static str,
    /// The field for the student's name.
    pub name: &'static str,
    /// The field with the result code.
    pub code: &'static str,
    /// What to do with it.
    pub code_hint: &'static str,
    /// What is missing before there is a code.
    pub name_missing: &'static str,
    /// Copies the code.
    pub copy_code: &'static str,
    /// Clears the answers.
    pub clear: &'static str,
    /// What that does.
    pub clear_hint: &'static str,
    /// Clears them after all.
    pub clear_sure: &'static str,
    /// Does not.
    pub keep: &'static str,
}

/// The table of results.
pub struct Results {
    /// Its title.
    pub results: &'static str,
    /// The field for codes.
    pub codes: &'static str,
    /// How to fill it.
    pub codes_hint: &'static str,
    /// The column of names.
    pub name: &'static str,
    /// The column of lessons.
    pub lesson: &'static str,
    /// The column of seeds.
    pub seed: &'static str,
    /// The column of scores.
    pub score: &'static str,
    /// A right answer.
    pub right: &'static str,
    /// A wrong answer.
    pub wrong: &'static str,
    /// No answer.
    pub missing: &'static str,
    /// Saves the table.
    pub save: &'static str,
    /// Scores are being computed.
    pub computing: &'static str,
}

/// Notes at positions.
pub struct Notes {
    /// Adds one.
    pub add: &'static str,
    /// Changes the one that is shown.
    pub edit: &'static str,
    /// The field.
    pub text: &'static str,
    /// Where it is shown, and that links carry it.
    pub hint: &'static str,
    /// Keeps it.
    pub keep: &'static str,
    /// Removes it.
    pub remove: &'static str,
}

/// A lesson on paper.
pub struct Worksheet {
    /// Prints it.
    pub print: &'static str,
    /// What is printed.
    pub print_hint: &'static str,
    /// The line for a name.
    pub name: &'static str,
    /// The line for a date.
    pub date: &'static str,
    /// The title of the second part.
    pub answers: &'static str,
    /// Before a line for an answer.
    pub answer: &'static str,
    /// Before the lines for an order of blocks.
    pub order: &'static str,
    /// What to write into the cells.
    pub cells: &'static str,
    /// Yes.
    pub yes: &'static str,
    /// No.
    pub no: &'static str,
    /// None of the lanes.
    pub none: &'static str,
}
