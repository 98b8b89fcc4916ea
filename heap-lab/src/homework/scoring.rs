//! A result is scored: its questions are asked again, and its answers compared with what the allocators do.

use std::rc::Rc;

use super::{Homework, Result, Task};
use crate::{
    lesson::{FreshSearch, Lesson, Runner},
    question::{self, Answer, Question},
};

/// The scoring of a result in pieces, so that the page stays responsive.
pub struct Scoring {
    key: Key,
    answers: Vec<Option<Answer>>,
    marks: Vec<Option<bool>>,
}

impl Scoring {
    /// The scoring of a result of this lesson. O(1).
    pub fn new(lesson: Rc<Lesson>, result: Result) -> Self {
        Self { key: Key::new(lesson, result.homework), answers: result.answers, marks: Vec::new() }
    }

    /// Works until it is done or `is_over`, at least for one piece. Once it is done: for each question whether its answer
    /// is right; `None` if there is no answer.
    pub fn advance(&mut self, is_over: &dyn Fn() -> bool) -> Option<Vec<Option<bool>>> {
        while self.key.advance(&self.answers, &mut self.marks) {
            if is_over() {
                return None;
            }
        }
        Some(self.marks.clone())
    }
}

/// The questions of a homework with the data that they are about. Everyone who does the homework gets the same.
pub(super) struct Key {
    pub(super) lesson: Rc<Lesson>,
    pub(super) homework: Homework,
    /// The questions that were asked so far; an empty one could not be asked.
    asked: Vec<Option<Asked>>,
    preparing: Option<Preparing>,
}

/// A question, and the run that has its answer.
struct Asked {
    question: Question,
    runner: Runner,
}

/// A question whose data is not there yet.
enum Preparing {
    Search(Box<FreshSearch>, usize),
    Run(Box<Runner>, usize),
}

impl Key {
    pub(super) fn new(lesson: Rc<Lesson>, homework: Homework) -> Self {
        Self { lesson, homework, asked: Vec::new(), preparing: None }
    }

    /// Marks the next answer, or prepares for it. Returns whether there is more to do.
    pub(super) fn advance(&mut self, answers: &[Option<Answer>], marks: &mut Vec<Option<bool>>) -> bool {
        let index = marks.len();
        if index >= self.homework.count(&self.lesson) {
            return false;
        }
        if index >= self.asked.len() {
            self.prepare(self.asked.len());
            return true;
        }
        let answer = answers.get(index).and_then(Option::as_ref);
        let right = answer.zip(self.asked[index].as_ref()).map(|(answer, asked)| {
            question::grade(&asked.question, answer, &asked.runner.recordings)
                .is_ok_and(|grade| grade.fault.is_none())
        });
        marks.push(right);
        true
    }

    /// A piece of the work for a question.
    fn prepare(&mut self, index: usize) {
        let Some(task) = self.homework.task(&self.lesson, index) else { return self.asked.push(None) };
        let preparing = self.preparing.take();
        let next = match preparing {
            None => self.start(task),
            Some(Preparing::Search(mut search, step)) => match search.advance() {
                None => Some(Preparing::Search(search, step)),
                Some(seed) => seed.and_then(|seed| self.run(step, Some(seed))),
            },
            Some(Preparing::Run(mut runner, step)) => match runner.advance() {
                Ok(false) => Some(Preparing::Run(runner, step)),
                Ok(true) => {
                    let ask = self.lesson.steps[step].ask();
                    let question = ask.map(|ask| ask.question(&runner.trace));
                    return self.asked.push(question.map(|question| Asked { question, runner: *runner }));
                }
                Err(_) => None,
            },
        };
        match next {
            Some(next) => self.preparing = Some(next),
            None => self.asked.push(None),
        }
    }

    fn start(&self, Task { step, seed }: Task) -> Option<Preparing> {
        let Some(seed) = seed else { return self.run(step, None) };
        let ask = self.lesson.steps[step].ask()?;
        let scene = self.lesson.scenes.get(self.lesson.steps[step].scene)?;
        Some(Preparing::Search(Box::new(FreshSearch::new(scene, ask, seed)), step))
    }

    fn run(&self, step: usize, seed: Option<u32>) -> Option<Preparing> {
        let ask = self.lesson.steps[step].ask()?;
        let scene = self.lesson.scenes.get(self.lesson.steps[step].scene)?;
        let script = match seed {
            Some(seed) => scene.with_seed(seed)?,
            None => scene.script.clone(),
        };
        let runner = Runner::new(&script, scene.line, scene.settings, ask.lanes).ok()?;
        Some(Preparing::Run(Box::new(runner), step))
    }
}
