//! Homework: which questions on which data, and the result as a code that a teacher can check.

use crate::{lesson::Lesson, question::Answer};

pub use code::{CodeError, decode, encode};
pub use fingerprint::fingerprint;
pub use scoring::Scoring;
pub use table::{Checked, Row, Table};

mod bytes;
mod code;
mod fingerprint;
mod scoring;
mod table;

/// What a homework link asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Homework {
    /// The seed of the data.
    pub seed: u32,
    /// How many questions, at least one.
    pub count: u32,
}

/// What a student hands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Result {
    /// The homework.
    pub homework: Homework,
    /// Which lesson, by a number that depends on its questions and scripts.
    pub lesson: u32,
    /// The student's name, as the student wrote it.
    pub name: String,
    /// The answers, in the order of the questions.
    pub answers: Vec<Option<Answer>>,
}

/// A question of a homework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// The step of the lesson that it is.
    pub step: usize,
    /// The seed of its data, where [`fresh_seed`](crate::lesson::fresh_seed) begins; `None` for the data of the lesson.
    pub seed: Option<u32>,
}

/// The most questions of a homework.
pub const MOST: u32 = 50;

impl Homework {
    /// How many questions it has. Questions without fresh data come once.
    pub fn count(self, lesson: &Lesson) -> usize {
        let fresh = lesson.asks().any(|(step, _)| is_fresh(lesson, step));
        let most = if fresh { MOST as usize } else { lesson.asks().count() };
        most.min(self.count as usize)
    }

    /// One of its questions: the same for everyone. All questions of the lesson come before one comes again.
    pub fn task(self, lesson: &Lesson, index: usize) -> Option<Task> {
        if index >= self.count(lesson) {
            return None;
        }
        let all: Vec<usize> = lesson.asks().map(|(step, _)| step).collect();
        let again: Vec<usize> = all.iter().copied().filter(|&step| is_fresh(lesson, step)).collect();
        let (round, place, mut steps) = match index.checked_sub(all.len()) {
            None => (0, index, all),
            Some(more) => (1 + more / again.len(), more % again.len(), again),
        };
        steps.sort_by_key(|&step| mixed(self.seed, round as u32, step as u32));
        let step = steps[place];
        let seed = is_fresh(lesson, step).then(|| mixed(self.seed, u32::MAX, index as u32));
        Some(Task { step, seed })
    }
}

/// Whether there is other data for the question of a step.
fn is_fresh(lesson: &Lesson, step: usize) -> bool {
    let scene = lesson.steps.get(step).and_then(|step| lesson.scenes.get(step.scene));
    scene.is_some_and(|scene| scene.fresh.is_some())
}

/// A number that looks random, from three.
fn mixed(seed: u32, kind: u32, index: u32) -> u32 {
    [kind, index].into_iter().fold(seed ^ 0x9E37_79B9, |state, part| {
        let state = (state ^ part).wrapping_mul(0x85EB_CA6B);
        let state = (state ^ state >> 13).wrapping_mul(0xC2B2_AE35);
        state ^ state >> 16
    })
}

#[cfg(test)]
mod tests;
