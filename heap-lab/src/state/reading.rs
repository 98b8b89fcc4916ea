//! The lesson that is read: where the reader is in it, the question that is asked, and what was answered.

use std::rc::Rc;

use crate::{
    homework::{Homework, Task},
    lesson::{Ask, Content, Lesson, Place, Scene, Step},
    question::{Ambiguous, Answer, Grade, Paint, Question},
    share::{LessonLink, Source},
};

use super::{AppState, Program, Run};

mod asking;
mod cut;
mod progress;
mod quiz;
mod steps;

pub use progress::{Progress, name};

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
    /// The homework, if the lesson is read as one: then its questions are read one after the other, without the prose.
    pub homework: Option<Homework>,
    /// The first answer to each question of the homework, or else of the lesson.
    pub answers: Rc<[Option<Answer>]>,
    /// Which question of the homework this is, from 0.
    pub number: usize,
    /// For each question of the homework, whether its first answer was right, once that is known.
    pub marks: Rc<[Option<bool>]>,
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
    /// The answer so far, if there is any.
    pub answer: Option<Answer>,
    /// What the answer is worth, once it is given.
    pub grade: Option<Grade>,
    /// Why it can't be asked. Then it may be passed without an answer.
    pub ambiguous: Option<Ambiguous>,
}

/// A place in a lesson, as a document keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// The lesson. One of the course is read again in the language of the page.
    pub lesson: Rc<Lesson>,
    /// Where it comes from.
    pub origin: Origin,
    /// The step, or the question of the homework.
    pub step: usize,
    /// The homework, if it is one.
    pub homework: Option<Homework>,
    /// As [`Reading::answered`]. Shorter or longer than the lesson: as far as it goes.
    pub answered: Rc<[Option<bool>]>,
    /// As [`Reading::answers`], as far as it goes.
    pub answers: Rc<[Option<Answer>]>,
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
    /// A step is read, or in homework a question: this one, or the last one that may be read yet.
    Step(usize),
    /// A link in the prose of a step is followed.
    Follow {
        /// The step.
        step: usize,
        /// What the figure shows.
        place: Place,
    },
    /// The answer so far is this, or none.
    Draft(Option<Answer>),
    /// A part of the answer so far is changed.
    Change(Change),
    /// The answer is given.
    Commit,
    /// What happens from the question to its answer is played again.
    Watch,
    /// The question is asked again with other data, of this seed.
    Again(u32),
    /// Questions about the script that is open, chosen by this seed.
    Quiz(u32),
    /// Answers given before a reload, for the questions that have none.
    Restore(Rc<[Option<Answer>]>),
}

/// A change of an answer that has parts. It is made to the answer as it is when the change arrives: a fast reader presses the
/// next key before the page shows the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A click at an address, as in [`aim::clicked`](crate::scene::aim::clicked).
    Click(u32),
    /// A block of a sequence changes places with the block before it, or with the one after it.
    Move {
        /// Its address.
        block: u32,
        /// Whether with the block before it.
        up: bool,
    },
    /// A cell of a drawing is of this kind.
    Paint {
        /// The index of the cell.
        cell: usize,
        /// The kind.
        paint: Paint,
    },
}

impl Bookmark {
    /// The link to it.
    pub fn link(&self) -> Option<LessonLink> {
        let source = match &self.origin {
            Origin::Course(index) => Source::of_course(*index)?,
            Origin::Text(text) => Source::Text(text.to_string()),
            Origin::Quiz => return None,
        };
        Some(LessonLink { source, step: self.step, homework: self.homework })
    }
}

impl Reading {
    /// The step that is read, if the lesson has any.
    pub fn current(&self) -> Option<&Step> {
        self.lesson.steps.get(self.step)
    }

    /// A question of the lesson.
    pub fn ask(&self, index: usize) -> Option<&Ask> {
        self.lesson.asks().nth(index).map(|(_, ask)| ask)
    }

    /// What the figure shows in the step.
    fn place(&self) -> Place {
        self.current().map(|step| step.place.clone()).unwrap_or_default()
    }

    /// The scene of the step.
    fn scene(&self) -> Option<&Scene> {
        self.lesson.scenes.get(self.current()?.scene)
    }

    /// The script of the step: that of its scene, or what makes the other data of its question.
    fn script(&self) -> Option<Rc<str>> {
        match self.asking.as_ref().and_then(|asking| asking.seed) {
            Some(seed) => self.scene()?.with_seed(seed),
            None => Some(self.scene()?.script.clone()),
        }
    }

    /// How many steps there are to read, or in homework questions.
    pub fn len(&self) -> usize {
        self.homework.map_or(self.lesson.steps.len(), |homework| homework.count(&self.lesson))
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Which of them is read.
    pub fn index(&self) -> usize {
        if self.homework.is_some() { self.number } else { self.step }
    }

    /// What is read there: a step of the lesson, and the data of its question.
    fn task(&self, index: usize) -> Option<Task> {
        match self.homework {
            Some(homework) => homework.task(&self.lesson, index),
            None => (index < self.lesson.steps.len()).then_some(Task { step: index, seed: None }),
        }
    }

    /// The question of the lesson that a step is.
    fn ask_at(&self, step: usize) -> Option<usize> {
        self.lesson.asks().position(|(at, _)| at == step)
    }

    /// Whether what is read there is a question without an answer.
    fn waits(&self, index: usize) -> bool {
        match self.homework {
            Some(_) => self.answers.get(index).is_none_or(Option::is_none),
            None => {
                matches!(self.lesson.steps.get(index), Some(Step { content: Content::Ask(_), .. }))
                    && self.ask_at(index).is_none_or(|ask| self.answered.get(ask).is_none_or(Option::is_none))
            }
        }
    }

    /// The last one that may be read now.
    pub fn last_readable(&self) -> usize {
        self.gate(self.passed(), self.len())
    }

    /// Where the reader is, or one further if the question there can't be asked.
    fn passed(&self) -> usize {
        let cannot = self.asking.as_ref().is_some_and(|asking| asking.ambiguous.is_some());
        self.index() + usize::from(cannot)
    }

    /// The last one up to `target` that may be read by someone who is at `from`: none after a question without an answer.
    fn gate(&self, from: usize, target: usize) -> usize {
        let target = target.min(self.len().saturating_sub(1));
        (from..target).find(|&index| self.waits(index)).unwrap_or(target)
    }
}

impl AppState {
    /// Whether the reader has changed the script or arena of the lesson. Its questions rest until a step is read again.
    pub fn reading_edited(&self) -> bool {
        let Some(reading) = &self.reading else { return false };
        let differs = |scene: &Scene| {
            let same = |script: Rc<str>| self.program == Program::Script(script);
            scene.settings != self.settings || !reading.script().is_some_and(same)
        };
        reading.scene().is_some_and(differs)
    }

    /// Whether a question is open: asked, and not answered yet. Then the script, the arena and the lanes stay as they are.
    pub fn is_asked(&self) -> bool {
        let open = |asking: &Asking| asking.grade.is_none() && asking.ambiguous.is_none();
        self.reading.as_ref().and_then(|reading| reading.asking.as_ref()).is_some_and(open)
            && (self.stale || self.error.is_none())
            && !self.reading_edited()
    }

    /// The run as far as it may be seen: while a question is open, up to its position. Before it is asked, its scene is
    /// shown as far as the steps and their links lead.
    pub fn seen(&self) -> Option<Run> {
        self.visible().cloned()
    }
}
