//! The lesson that is read: where the reader is in it, the question that is asked, and what was answered.

use std::rc::Rc;

use crate::{
    homework::Homework,
    lesson::{Lesson, Place},
    question::{Answer, Grade, Question},
};

use super::{AppState, Run};

/// A lesson that is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The lesson, in the language of the page if it has one in it.
    pub lesson: Rc<Lesson>,
    /// Where it comes from.
    pub origin: Origin,
    /// The step that the figure belongs to.
    pub step: usize,
    /// For each question of the lesson, whether its first answer was right; `None` until there is one.
    pub answered: Rc<[Option<bool>]>,
    /// The question that is asked at this step, if it is one.
    pub asking: Option<Asking>,
    /// The homework, if the lesson is read as one.
    pub homework: Option<Homework>,
    /// The first answer to each question of the homework.
    pub answers: Rc<[Option<Answer>]>,
}

/// Where a lesson comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The course: the index of the lesson.
    Course(usize),
    /// A text in Markdown, from a link, a file or the page's own editor.
    Text(Rc<str>),
    /// Questions about the reader's own script.
    Quiz,
}

/// A question that is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// Which question of the lesson.
    pub ask: usize,
    /// The seed of its data; `None` for the data of the lesson.
    pub seed: Option<u32>,
    /// The question, once its script has run.
    pub question: Option<Question>,
    /// The answer so far; `None` if there is none.
    pub answer: Option<Answer>,
    /// What the answer is worth, once it is given.
    pub grade: Option<Grade>,
}

/// What a reader of lessons does.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// A lesson is opened at a step, instead of whatever is open.
    Open {
        /// The lesson.
        lesson: Rc<Lesson>,
        /// Where it comes from.
        origin: Origin,
        /// The step, or the last one that may be read yet.
        step: usize,
        /// The questions answered before, as [`Reading::answered`]. Shorter or longer than the lesson: as far as it goes.
        answered: Rc<[Option<bool>]>,
        /// The homework, if it is one.
        homework: Option<Homework>,
    },
    /// The lesson is closed. Its script stays.
    Close,
    /// A step is read.
    Step(usize),
    /// A link in the prose of a step is followed.
    Follow {
        /// The step.
        step: usize,
        /// What the figure shows.
        place: Place,
    },
    /// The answer so far is this; `None` takes it back.
    Draft(Option<Answer>),
    /// The answer is given.
    Commit,
    /// The question is asked again with other data, of this seed.
    Again(u32),
    /// Questions about the script that is open, chosen by this seed.
    Quiz(u32),
    /// What happens from the question to its answer is played again.
    Watch,
}

impl Reading {
    /// How many steps there are to read, or in homework questions.
    pub fn len(&self) -> usize {
        self.lesson.steps.len()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Which of them is read.
    pub fn index(&self) -> usize {
        self.step
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress;

impl Progress {
    pub fn read(_text: &str) -> Self {
        Self
    }
    pub fn write(&self) -> String {
        String::new()
    }
    #[must_use]
    pub fn with(self, _slug: &str, _answered: &[Option<bool>]) -> Self {
        self
    }
    pub fn answered(&self, _slug: &str) -> Rc<[Option<bool>]> {
        Rc::new([])
    }
}

impl AppState {
    /// The run as far as it may be seen: while a question is open, up to its position.
    pub fn is_asked(&self) -> bool {
        self.reading
            .as_ref()
            .and_then(|reading| reading.asking.as_ref())
            .is_some_and(|asking| asking.grade.is_none())
    }

    pub fn seen(&self) -> Option<Run> {
        self.run.clone()
    }
}
