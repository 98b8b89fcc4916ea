//! An answer compared with the right one.

use super::{Ambiguous, Answer, Happening, Kind, Measure, Paint, Question, Recordings, truth};
use crate::lab::{LaneKind, Recording, view::Step};

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
        /// The operation of the trace in which it happens there, if it does.
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
    let fault = fault(question, answer, &truth, recordings);
    Ok(Grade { truth, fault })
}

/// Where an answer first differs from the right one.
fn fault(question: &Question, answer: &Answer, truth: &Answer, recordings: &Recordings) -> Option<Fault> {
    match (answer, truth) {
        (&Answer::Place(said), &Answer::Place(right)) => {
            (said != right).then_some(Fault::Place { said, right })
        }
        (Answer::Probes(said), Answer::Probes(right)) | (Answer::List(said), Answer::List(right)) => {
            let index = difference(said, right)?;
            let at = |blocks: &[u32]| blocks.get(index).copied();
            Some(Fault::Sequence { index, said: at(said), right: at(right) })
        }
        (Answer::Draw(said), Answer::Draw(right)) => {
            let index = difference(said, right)?;
            let Kind::Draw { unit } = question.kind else { return Some(Fault::Kind) };
            // A drawing that is longer than the heap is of another heap.
            let Some(&right) = right.get(index) else { return Some(Fault::Kind) };
            Some(Fault::Cell { at: index as u32 * unit, said: said.get(index).copied(), right })
        }
        (&Answer::Number(said), &Answer::Number(right)) => {
            (said != right).then_some(Fault::Number { said, right })
        }
        (Answer::YesNo(said), Answer::YesNo(right)) => {
            let index = difference(said, right)?;
            let lane = question.lanes.iter().nth(index);
            Some(match (lane, right.get(index)) {
                (Some(lane), Some(&right)) => Fault::Lane { lane, right },
                _ => Fault::Kind,
            })
        }
        (&Answer::First(said), &Answer::First(right)) => (said != right).then(|| {
            let Kind::First(happening) = question.kind else { return Fault::Kind };
            let mut firsts = truth::firsts(happening, question, recordings);
            let op = firsts.find(|&(lane, _)| Some(lane) == right).and_then(|(_, op)| op);
            Fault::First { said, right, op }
        }),
        _ => Some(Fault::Kind),
    }
}

/// The first index at which two lists differ, if only in length.
fn difference<T: PartialEq>(one: &[T], other: &[T]) -> Option<usize> {
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    (same < one.len().max(other.len())).then_some(same)
}

/// The operation whose story explains a fault best, and in which lane: the first one that makes the right answer what it
/// is. `None` if there is no such operation.
pub fn explaining(question: &Question, fault: &Fault, recordings: &Recordings) -> Option<(LaneKind, usize)> {
    let lane = question.lane()?;
    let ops = question.from..question.to;
    let last = ops.clone().next_back()?;
    let find = |is_it: &dyn Fn(&Recording, usize) -> bool| {
        super::of(recordings, lane, |recording| {
            let mut ops = ops.start..ops.end.min(recording.len());
            ops.rfind(|&op| is_it(recording, op))
        })?
    };
    let first = |lane: LaneKind, happening: Happening| {
        truth::firsts(happening, question, recordings).find(|&(other, _)| other == lane)?.1
    };
    let op = match (*fault, question.kind) {
        (Fault::Lane { lane, .. }, Kind::YesNo(happening)) => {
            return Some((lane, first(lane, happening).unwrap_or(last)));
        }
        (Fault::First { right, op, .. }, _) => return Some((right?, op?)),
        (Fault::Sequence { said, right, .. }, Kind::List { .. }) => {
            // The block entered the list, or the one that was named instead left it.
            let block = right.or(said)?;
            find(&|recording, op| recording.steps(op).iter().any(|step| concerns(step, block)))
        }
        (Fault::Cell { at, .. }, _) => find(&|recording, op| {
            let tiles = [recording.block_before(op), recording.block_after(op)];
            tiles.into_iter().flatten().any(|tile| tile.start <= at && at < tile.end())
        }),
        (Fault::Number { .. }, Kind::Number(Measure::FailsAt)) => first(lane, Happening::Refused),
        (Fault::Place { .. } | Fault::Sequence { .. }, _) => Some(question.from),
        (Fault::Number { .. } | Fault::Lane { .. } | Fault::Kind, _) => None,
    };
    Some((lane, op.unwrap_or(last)))
}

/// The operation that makes the right answer what it is, and in which lane; `None` if it is more than one.
pub fn deciding(question: &Question, truth: &Answer, recordings: &Recordings) -> Option<(LaneKind, usize)> {
    let first = |happening, lane: LaneKind| {
        truth::firsts(happening, question, recordings).find(|&(other, _)| other == lane)?.1
    };
    match (truth, question.kind) {
        (&Answer::First(right), Kind::First(happening)) => Some((right?, first(happening, right?)?)),
        (_, Kind::Number(Measure::FailsAt)) => {
            Some((question.lane()?, first(Happening::Refused, question.lane()?)?))
        }
        _ if question.from + 1 == question.to && question.lanes.iter().count() == 1 => {
            Some((question.lane()?, question.from))
        }
        _ => None,
    }
}

/// Whether a step puts a block into a list or takes it out.
fn concerns(step: &Step, at: u32) -> bool {
    match *step {
        Step::Inserted { block, .. }
        | Step::Pushed { block, .. }
        | Step::Popped { block, .. }
        | Step::Taken { block, .. } => block == at,
        Step::Split { block, rest, .. } => block == at || rest == at,
        Step::Merged { block, neighbour, .. } => block == at || neighbour == at,
        _ => false,
    }
}
