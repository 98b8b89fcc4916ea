//! Texts around a lesson: the panel, the menu, the controls of questions.

use crate::question::Kind;

/// Sentences of this subject.
pub trait Lessons {
    /// Labels that never change.
    fn lessons(&self) -> &'static Labels;

    /// What the course is: that many lessons.
    fn course(&self, lessons: usize) -> String;

    /// A lesson of the course, by its number.
    fn lesson(&self, number: usize) -> String;

    /// The same, and how many there are.
    fn lesson_of(&self, number: usize, lessons: usize) -> String;

    /// How far the reader is with the questions of a lesson: `right` of the `answered` ones were.
    fn so_far(&self, right: usize, answered: usize, questions: usize) -> String;

    /// A paragraph of a lesson, by its number.
    fn paragraph(&self, number: usize) -> String;

    /// A question of a lesson, by its number.
    fn question_number(&self, number: usize) -> String;

    /// The same, and how many there are.
    fn question_of(&self, number: usize, questions: usize) -> String;

    /// A part of a lesson of the course: the lesson, and the paragraph or question.
    fn part_of(&self, lesson: &str, part: &str) -> String;

    /// The number of the step that is read, of those that may be read yet.
    fn step_of(&self, number: usize, steps: usize) -> String;

    /// The number of steps that follow after an answer, and how many of them are questions.
    fn more_after(&self, steps: usize, questions: usize) -> String;

    /// The button that opens the next lesson.
    fn next_lesson(&self, title: &str) -> String;

    /// What the program requests between the question and its answer, if the whole of it is `requests` operations.
    fn what_happens(&self, requests: usize) -> String;

    /// So many requests are not listed.
    fn more_requests(&self, requests: usize) -> String;

    /// Why an answer is not complete yet.
    fn incomplete(&self, kind: Kind) -> &'static str;

    /// What was answered, in words.
    fn your_answer(&self, answer: &str) -> String;

    /// A choice, by its place in the answer.
    fn at_place(&self, place: usize, choice: &str) -> String;

    /// The button that moves a block towards the start of an answer.
    fn move_up(&self, choice: &str) -> String;

    /// The button that moves a block towards its end.
    fn move_down(&self, choice: &str) -> String;

    /// The button that takes a block out of an answer.
    fn take_out(&self, choice: &str) -> String;

    /// A cell of a drawing, from its first to its last address.
    fn cell(&self, first: &str, last: &str, what: &str) -> String;
}

/// Labels.
pub struct Labels {
    /// The menu, and its button.
    pub menu: &'static str,
    /// The link of the first visit that opens the first lesson.
    pub begin: &'static str,
    /// Before that link.
    pub new_here: &'static str,
    /// Asks about the script that is open.
    pub quiz: &'static str,
    /// What that does.
    pub quiz_hint: &'static str,
    /// The title of such questions.
    pub quiz_title: &'static str,
    /// Forgets which questions were answered.
    pub clear: &'static str,
    /// What that does.
    pub clear_hint: &'static str,
    /// The tab with the lesson.
    pub tab: &'static str,
    /// Closes the lesson.
    pub close: &'static str,
    /// The text of the lesson.
    pub text: &'static str,
    /// The buttons below it.
    pub steps: &'static str,
    /// To the step before.
    pub back: &'static str,
    /// The same with its key.
    pub back_hint: &'static str,
    /// To the next step.
    pub next: &'static str,
    /// The same with its key.
    pub next_hint: &'static str,
    /// Why there is no next step yet.
    pub blocked: &'static str,
    /// Takes the figure back to where the step is.
    pub return_to_step: &'static str,
    /// In the story: leads to the step in the text.
    pub show_step: &'static str,
    /// What is read of keys in the help.
    pub keys: &'static str,
    /// In place of what would tell the answer.
    pub hidden: &'static str,
    /// Before the question is ready.
    pub preparing: &'static str,
    /// Another address, as an answer.
    pub other_address: &'static str,
    /// What is wrong with an address.
    pub not_an_address: &'static str,
    /// What is wrong with a number.
    pub not_a_number: &'static str,
    /// The list of blocks that may be chosen.
    pub blocks: &'static str,
    /// The list of those that are.
    pub chosen: &'static str,
    /// In place of an empty list of them.
    pub none_chosen: &'static str,
    /// Empties an answer.
    pub start_over: &'static str,
    /// The choice of what the cells of a drawing become.
    pub brush: &'static str,
    /// The cells of a drawing.
    pub cells: &'static str,
    /// Goes to a question to answer it.
    pub to_question: &'static str,
    /// Goes to a question that is answered.
    pub to_answered: &'static str,
    /// Gives the answer.
    pub answer: &'static str,
    /// The answer is right.
    pub right: &'static str,
    /// It is not.
    pub wrong: &'static str,
    /// The first answer to the question was right.
    pub was_right: &'static str,
    /// It was not.
    pub was_wrong: &'static str,
    /// Plays what happens again.
    pub watch: &'static str,
    /// The same question about other data.
    pub other_data: &'static str,
    /// What that is.
    pub other_data_hint: &'static str,
    /// Said where the data is not that of the lesson.
    pub is_other_data: &'static str,
    /// Goes on reading.
    pub go_on: &'static str,
    /// The heading at the end of a lesson.
    pub end: &'static str,
    /// The heading at the end of the questions about a script.
    pub quiz_end: &'static str,
    /// The list of questions there.
    pub questions: &'static str,
    /// At the end of the course.
    pub course_end: &'static str,
    /// A question that has no answer yet.
    pub open: &'static str,
}
