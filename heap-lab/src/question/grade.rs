//! An answer compared with the right one.

use super::{Ambiguous, Answer, Paint, Question, Recordings};
use crate::lab::LaneKind;

/// What an answer is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// The right answer.
    pub truth: Answer,
    /// Where the answer first went wrong; `None` if it is right.
    pub fault: Option<Fault>,
}

/// Where an answer first went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The block is placed elsewhere.
    Place {
        /// The answer.
        said: Option<u32>,
        /// What is right.
        right: Option<u32>,
    },
    /// Another block comes in this place of the sequence, or none.
    Sequence {
        /// The place, from 0.
        index: usize,
        /// The answer; `None` if it ends before.
        said: Option<u32>,
        /// What is right; `None` if nothing more comes.
        right: Option<u32>,
    },
    /// A cell is something else.
    Cell {
        /// Its address.
        at: u32,
        /// The answer; `None` if it was left out.
        said: Option<Paint>,
        /// What is right.
        right: Paint,
    },
    /// Another number.
    Number {
        /// The answer.
        said: u64,
        /// What is right.
        right: u64,
    },
    /// The other way in this lane.
    Lane {
        /// The lane.
        lane: LaneKind,
        /// Whether it happens there.
        right: bool,
    },
    /// Another lane is first.
    First {
        /// The answer.
        said: Option<LaneKind>,
        /// What is right.
        right: Option<LaneKind>,
        /// The operation in which it happens there, if it does.
        op: Option<usize>,
    },
    /// The answer is of another kind.
    Kind,
}

/// Grades an answer.
///
/// # Errors
/// The question has no single right answer.
pub fn grade(question: &Question, answer: &Answer, recordings: &Recordings) -> Result<Grade, Ambiguous> {
    let truth = super::truth(question, recordings)?;
    let fault = (*answer != truth).then_some(Fault::Kind);
    Ok(Grade { truth, fault })
}
