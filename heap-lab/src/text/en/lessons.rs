//! Texts around a lesson: the panel, the menu, the controls of questions, in English.

use super::{English, narration::count};
use crate::{
    question::Kind,
    text::{Lessons, lessons::Labels},
};

impl Lessons for English {
    fn lessons(&self) -> &'static Labels {
        &LABELS
    }

    fn course(&self, lessons: usize) -> String {
        format!(
            "{lessons} lessons of about five minutes each. You predict what an allocator will do; then it runs, and you see."
        )
    }

    fn lesson(&self, number: usize) -> String {
        format!("Lesson {number}")
    }

    fn lesson_of(&self, number: usize, lessons: usize) -> String {
        format!("Lesson {number} of {lessons}")
    }

    fn so_far(&self, right: usize, answered: usize, questions: usize) -> String {
        match answered {
            0 => count(questions, "question"),
            _ if answered == questions => format!("{right} of {questions} right"),
            _ => format!("{answered} of {questions} answered, {right} right"),
        }
    }

    fn paragraph(&self, number: usize) -> String {
        format!("paragraph {number}")
    }

    fn question_number(&self, number: usize) -> String {
        format!("question {number}")
    }

    fn question_of(&self, number: usize, questions: usize) -> String {
        format!("Question {number} of {questions}")
    }

    fn part_of(&self, lesson: &str, part: &str) -> String {
        format!("{lesson}, {part}")
    }

    fn step_of(&self, number: usize, steps: usize) -> String {
        format!("{number} of {steps}")
    }

    fn more_after(&self, steps: usize, questions: usize) -> String {
        match (steps, questions) {
            (1, 0) => "One more paragraph follows after your answer.".to_owned(),
            (1, _) => "One more question follows after your answer.".to_owned(),
            (_, 0) => format!("{steps} more paragraphs follow after your answer."),
            _ if questions == steps => format!("{steps} more questions follow after your answer."),
            _ => format!("{steps} more paragraphs and questions follow after your answer."),
        }
    }

    fn next_lesson(&self, title: &str) -> String {
        format!("Next lesson: {title}")
    }

    fn what_happens(&self, requests: usize) -> String {
        match requests {
            1 => "The next operation:".to_owned(),
            _ => format!("The next {requests} operations:"),
        }
    }

    fn more_requests(&self, requests: usize) -> String {
        format!("… {requests} more …")
    }

    fn incomplete(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Place => "Choose a place first.",
            Kind::Probes | Kind::List { .. } => "Choose at least one block first.",
            Kind::Draw { .. } => "Set at least one cell first.",
            Kind::Number(_) => "Enter a number first.",
            Kind::YesNo(_) => "Choose yes or no for each allocator first.",
            Kind::First(_) => "Choose one of them first.",
        }
    }

    fn your_answer(&self, answer: &str) -> String {
        format!("Your answer: {answer}")
    }

    fn at_place(&self, place: usize, choice: &str) -> String {
        format!("{place}. {choice}")
    }

    fn move_up(&self, choice: &str) -> String {
        format!("Move up: {choice}")
    }

    fn move_down(&self, choice: &str) -> String {
        format!("Move down: {choice}")
    }

    fn take_out(&self, choice: &str) -> String {
        format!("Remove: {choice}")
    }

    fn cell(&self, first: &str, last: &str, what: &str) -> String {
        format!("{first} to {last}: {what}")
    }
}

static LABELS: Labels = Labels {
    menu: "Lessons",
    begin: "start with lesson 1",
    new_here: "New to allocators? There is a course: ",
    quiz: "Quiz me",
    quiz_hint: "Questions about the script that is open now",
    quiz_title: "Questions about this script",
    clear: "Clear progress",
    clear_hint: "Forget the answered questions and the solved challenges. They are kept on this device only.",
    tab: "Lesson",
    close: "Close the lesson",
    text: "Text of the lesson",
    steps: "Steps of the lesson",
    back: "Back",
    back_hint: "Back to the previous paragraph (k)",
    next: "Next",
    next_hint: "Next paragraph (j)",
    blocked: "Answer the question to go on",
    return_to_step: "Back to this paragraph’s position",
    show_step: "Show this paragraph in the text",
    keys: "in a lesson: previous, next paragraph",
    hidden: "Hidden until you have answered the question: it would give the answer away.",
    preparing: "Running the script…",
    other_address: "another address:",
    not_an_address: "Not an address. Write it like 0x0040 or 64.",
    not_a_number: "Not a number. Write it like 64 or 0x40, without a unit.",
    blocks: "Blocks to choose from",
    chosen: "Your order",
    none_chosen: "No block chosen yet",
    start_over: "Start over",
    brush: "Kind",
    cells: "Cells of the heap",
    answer: "Answer",
    to_question: "Answer this question",
    to_answered: "Look at it again",
    right: "Right",
    wrong: "Not right",
    was_right: "Your first answer was right.",
    was_wrong: "Your first answer was not right.",
    watch: "Watch it again",
    other_data: "Other data",
    other_data_hint: "The same question about another program of the same kind",
    is_other_data: "Other data: this is not the program that the text is about.",
    go_on: "Go on",
    end: "End of the lesson",
    quiz_end: "End of the questions",
    questions: "Questions",
    course_end: "This was the last lesson. Go on with the challenges in the menu of lessons, or with scripts of your own.",
    open: "not answered",
};
