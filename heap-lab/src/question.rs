//! Questions about what an allocator will do, and their answers.
//!
//! A question belongs to a position in a run. Its right answer is read from the recording and never written down:
//! [`truth`] reads it, [`grade`] compares an answer with it and finds where the answer first went wrong.

use std::{cell::RefCell, rc::Rc};

use crate::{
    lab::{LaneKind, Lanes, Recording},
    trace::{BlockId, Op, Trace},
};

pub use ambiguous::Ambiguous;
pub use grade::{Fault, Grade, deciding, explaining, grade};
pub use happens::happens;
pub use measure::{Measure, Value, value};
pub use options::{Choice, choices};
pub use truth::{MOST_CELLS, MOST_PARTS, cells, drawn, truth};

mod ambiguous;
mod grade;
mod happens;
mod measure;
mod options;
pub mod quiz;
mod truth;

/// The recordings of a run, one per lane. Reading one moves it.
pub type Recordings = [Rc<RefCell<Recording>>];

/// A question in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub kind: Kind,
    /// The lanes that it is about; exactly one, unless the question compares lanes.
    pub lanes: Lanes,
    /// Operations of the trace that are over when it is asked. The next one is no label.
    pub from: usize,
    /// Operations of the trace that are over where its answer is read; more than `from`.
    pub to: usize,
}

/// What is asked. The first six are about one lane, or about one operation: the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Where the block of the next operation will be placed.
    Place,
    /// Which free blocks the next operation will probe or pass, in order.
    Probes,
    /// The free blocks of a list in its order, where the answer is read.
    List {
        /// The size of blocks in its bin; `None` in a lane with one list.
        bin: Option<u32>,
    },
    /// What the bytes of the heap are where the answer is read, in cells of this many bytes.
    Draw {
        /// Bytes of a cell.
        unit: u32,
    },
    /// A number.
    Number(Measure),
    /// Whether something happens, for each lane.
    YesNo(Happening),
    /// In which lane something happens first, if in any.
    First(Happening),
}

/// Something that happens in an operation, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A request is refused.
    Refused,
    /// The memory grows.
    Grows,
    /// A block moves.
    Moves,
    /// A block is placed where a freed block was.
    Reuses,
    /// A free block is merged with a neighbour.
    Merges,
    /// A free block is split.
    Splits,
    /// Bytes are lost.
    Loses,
}

/// An answer. A half-made answer is one, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The first byte that the block occupies, its header included; `None` if the request is refused.
    Place(Option<u32>),
    /// Addresses of blocks in the order in which they are probed.
    Probes(Vec<u32>),
    /// Addresses of blocks in the order of the list.
    List(Vec<u32>),
    /// The use of each cell, from the start of the heap.
    Draw(Vec<Paint>),
    /// A number, in bytes unless it is a count.
    Number(u64),
    /// One for each lane of the question, in the order of the page.
    YesNo(Vec<bool>),
    /// The lane; `None` if it happens in none.
    First(Option<LaneKind>),
}

/// The use of a cell of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// The program uses it.
    Live,
    /// Part of a live block that the program did not request: padding, headers, tags.
    Padding,
    /// Free, or untouched.
    Free,
    /// None of these: lost, kept by the allocator, or of other code.
    Other,
}

impl Question {
    /// The lane of a question about one.
    pub fn lane(&self) -> Option<LaneKind> {
        self.lanes.iter().next()
    }
}

impl Answer {
    /// Whether it answers a question of this kind, right or wrong.
    pub fn is_of(&self, kind: Kind) -> bool {
        match self {
            Self::Place(_) => kind == Kind::Place,
            Self::Probes(_) => kind == Kind::Probes,
            Self::List(_) => matches!(kind, Kind::List { .. }),
            Self::Draw(_) => matches!(kind, Kind::Draw { .. }),
            Self::Number(_) => matches!(kind, Kind::Number(_)),
            Self::YesNo(_) => matches!(kind, Kind::YesNo(_)),
            Self::First(_) => matches!(kind, Kind::First(_)),
        }
    }
}

impl Paint {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Live, Self::Padding, Self::Free, Self::Other];

    /// Its name in attributes and codes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Padding => "padding",
            Self::Free => "free",
            Self::Other => "other",
        }
    }
}

impl Happening {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Refused, Self::Grows, Self::Moves, Self::Reuses, Self::Merges, Self::Splits, Self::Loses];

    /// Its name in lessons.
    pub fn key(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Grows => "grows",
            Self::Moves => "moves",
            Self::Reuses => "reuses",
            Self::Merges => "merges",
            Self::Splits => "splits",
            Self::Loses => "loses",
        }
    }

    /// The happening of that name.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|happening| happening.key() == key)
    }
}

impl Kind {
    /// Its name in lessons and attributes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Probes => "probes",
            Self::List { .. } => "list",
            Self::Draw { .. } => "draw",
            Self::Number(_) => "number",
            Self::YesNo(_) => "yes-no",
            Self::First(_) => "first",
        }
    }
}

/// The block of that name which a lesson means after `done` operations: the last one requested, or else the next.
pub fn named(trace: &Trace, name: &str, done: usize) -> Option<BlockId> {
    let requested = |op: &Op| match *op {
        Op::Alloc { block, .. } if trace.name(block) == name => Some(block),
        _ => None,
    };
    let (over, next) = trace.ops.split_at(done.min(trace.ops.len()));
    over.iter().rev().find_map(requested).or_else(|| next.iter().find_map(requested))
}

/// Reads the recording of `lane` where it stands; `None` if there is none. What it says of operations holds at any
/// position.
fn of<T>(recordings: &Recordings, lane: LaneKind, read: impl FnOnce(&Recording) -> T) -> Option<T> {
    let recording = recordings.iter().find(|recording| recording.borrow().kind() == lane)?;
    Some(read(&recording.borrow()))
}

/// Reads the recording of `lane` with `done` operations over; `None` if it has not run that far.
pub fn at<T>(
    recordings: &Recordings,
    lane: LaneKind,
    done: usize,
    read: impl FnOnce(&Recording) -> T,
) -> Option<T> {
    let recording = recordings.iter().find(|recording| recording.borrow().kind() == lane)?;
    if recording.borrow().len() < done {
        return None;
    }
    recording.borrow_mut().seek(done);
    Some(read(&recording.borrow()))
}
