//! Scripts that do not run, and places and questions that do not fit to what they do.

use std::rc::Rc;

use crate::{arena::ArenaError, question::Ambiguous, script::ScriptError};

/// What is wrong with what is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunMistake {
    /// The script has a mistake. Its lines are those of the file.
    Script(ScriptError),
    /// The script takes too long for a lesson.
    LongScript,
    /// The script has too many operations for a lesson.
    ManyOps {
        /// How many.
        ops: usize,
        /// The maximum.
        most: usize,
    },
    /// There can be no such arena.
    Arena(ArenaError),
    /// There are fewer operations.
    NoOp {
        /// The operations that would be over.
        op: usize,
        /// All operations.
        ops: usize,
    },
    /// Nothing comes after this, the last operation.
    NoNext {
        /// All operations.
        ops: usize,
    },
    /// The operation has fewer events.
    NoEvent {
        /// The operation, from 1.
        op: usize,
        /// The events that would have happened.
        event: usize,
        /// All of its events, in the lane with the most.
        events: usize,
    },
    /// No block has this name.
    NoBlock {
        /// The name.
        name: Rc<str>,
    },
    /// The block is requested later.
    BlockLater {
        /// The name.
        name: Rc<str>,
        /// The operation that requests it, from 1.
        op: usize,
    },
    /// The question has no single right answer.
    Ambiguous(Ambiguous),
    /// The fresh data is always the same.
    FreshFixed,
    /// No fresh data that was tried gives the question a single right answer.
    FreshNever {
        /// The id of the question.
        id: Rc<str>,
        /// Why not, for the first that was tried.
        why: Ambiguous,
    },
    /// The fresh data has fewer operations than the question needs.
    FreshShort {
        /// The id of the question.
        id: Rc<str>,
        /// The operations that it needs.
        op: usize,
        /// All operations.
        ops: usize,
    },
}
