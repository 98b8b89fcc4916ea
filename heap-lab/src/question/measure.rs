//! What can be asked as a number, or claimed in a lesson.

use std::ops::Range;

use super::{Question, Recordings};
use crate::{
    lab::{
        LaneKind, Recording,
        shortage::{self, Frees},
        view::{Numbers, Outcome, Step, Tile, TileKind},
    },
    trace::{BlockId, Op},
};

/// Work that the search for the fewest frees may take: operations run and free blocks visited.
const MOST_WORK: u32 = 50_000;

/// A number of a run. Bytes unless it is called a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Free blocks probed or passed from the question to its answer (a count).
    Probes,
    /// Bytes copied to move blocks from the question to its answer.
    Copied,
    /// Bytes that the block of the next operation occupies at the answer.
    Used,
    /// Bytes of that block that are neither its header nor requested.
    Padding,
    /// The address that the program has of that block.
    Address,
    /// All free bytes at the answer: in free blocks and untouched.
    Free,
    /// The largest free block, or the untouched memory if that is larger.
    Largest,
    /// Free blocks (a count).
    Holes,
    /// Bytes lost so far.
    Lost,
    /// Bytes requested and not freed.
    Live,
    /// Bytes of live blocks that were not requested.
    Unused,
    /// Bytes of all pages of the allocator.
    Heap,
    /// Pages grown so far (a count).
    Pages,
    /// Requests refused so far (a count).
    Failed,
    /// Operations until the first refusal (a count, as readers count them); 0 if none is refused.
    FailsAt,
    /// The fewest live blocks that would have to be freed for the next operation to succeed (a count).
    Frees,
    /// External fragmentation, in whole percent, rounded.
    External,
}

/// The value of a measure or happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(u64),
    /// Yes or no.
    Yes(bool),
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Probes,
        Self::Copied,
        Self::Used,
        Self::Padding,
        Self::Address,
        Self::Free,
        Self::Largest,
        Self::Holes,
        Self::Lost,
        Self::Live,
        Self::Unused,
        Self::Heap,
        Self::Pages,
        Self::Failed,
        Self::FailsAt,
        Self::Frees,
        Self::External,
    ];

    /// Its name in lessons.
    pub fn key(self) -> &'static str {
        match self {
            Self::Probes => "probes",
            Self::Copied => "copied",
            Self::Used => "used",
            Self::Padding => "padding",
            Self::Address => "address",
            Self::Free => "free",
            Self::Largest => "largest",
            Self::Holes => "holes",
            Self::Lost => "lost",
            Self::Live => "live",
            Self::Unused => "unused",
            Self::Heap => "heap",
            Self::Pages => "pages",
            Self::Failed => "failed",
            Self::FailsAt => "fails-at",
            Self::Frees => "frees",
            Self::External => "external",
        }
    }

    /// The measure of that name.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.key() == key)
    }
}

/// The measure after `done` operations, for what a lesson claims. What concerns an operation is about the last one that is
/// over; what concerns a block, about `block`, or else about the block of that operation. `None` if there is no such
/// number there.
pub fn value(
    measure: Measure,
    block: Option<BlockId>,
    lane: LaneKind,
    done: usize,
    recordings: &Recordings,
) -> Option<u64> {
    let last = super::of(recordings, lane, |recording| last_op(recording, done))?;
    Place { lane, op: last, ops: last.unwrap_or(done)..done, block }.read(measure, recordings)
}

/// The measure at the answer of a question about one lane; `None` if there is no such number there.
pub(super) fn measure(measure: Measure, question: &Question, recordings: &Recordings) -> Option<u64> {
    let ops = question.from..question.to;
    Place { lane: question.lane()?, op: Some(question.from), ops, block: None }.read(measure, recordings)
}

/// The last of the first `done` operations that is no label.
pub(super) fn last_op(recording: &Recording, done: usize) -> Option<usize> {
    let ops = &recording.trace().ops;
    (0..done.min(ops.len())).rfind(|&op| !matches!(ops[op], Op::Label { .. }))
}

/// Where a measure is taken.
struct Place {
    lane: LaneKind,
    /// The operation that it is about.
    op: Option<usize>,
    /// The operations that are counted; the state is the one after them.
    ops: Range<usize>,
    /// The block that it is about, if not that of the operation.
    block: Option<BlockId>,
}

impl Place {
    fn read(&self, measure: Measure, recordings: &Recordings) -> Option<u64> {
        match measure {
            Measure::Probes => self.sum(recordings, Step::visits),
            Measure::Copied => self.sum(recordings, |step| match *step {
                Step::Moved { size, .. } => size,
                _ => 0,
            }),
            Measure::Used => self.block(recordings, |tile, _| tile.size),
            Measure::Padding => self.block(recordings, |tile, _| tile.padding()),
            Measure::Address => self.block(recordings, |tile, header| tile.start + header),
            Measure::Free => self.number(recordings, |numbers| numbers.free + numbers.bump),
            Measure::Largest => self.number(recordings, |numbers| numbers.largest_hole),
            Measure::Holes => self.state(recordings, |recording| {
                recording.bins().iter().map(|bin| bin.blocks.len() as u64).sum()
            }),
            Measure::Lost => self.number(recordings, |numbers| numbers.lost),
            Measure::Live => self.number(recordings, |numbers| numbers.live),
            Measure::Unused => self.number(recordings, |numbers| numbers.used - numbers.live),
            Measure::Heap => self.number(recordings, |numbers| numbers.heap),
            Measure::Pages => self.number(recordings, |numbers| numbers.pages),
            Measure::Failed => self.number(recordings, |numbers| numbers.failed),
            Measure::FailsAt => super::of(recordings, self.lane, |recording| {
                let refused = recording.first_refusal();
                refused.map_or(0, |op| recording.trace().count(op) as u64 + 1)
            }),
            Measure::Frees => self.frees(recordings),
            Measure::External => self.state(recordings, Recording::numbers).and_then(external),
        }
    }

    fn state<T>(&self, recordings: &Recordings, read: impl FnOnce(&Recording) -> T) -> Option<T> {
        super::at(recordings, self.lane, self.ops.end, read)
    }

    fn number(&self, recordings: &Recordings, read: impl FnOnce(&Numbers) -> u32) -> Option<u64> {
        self.state(recordings, |recording| read(&recording.numbers()).into())
    }

    /// The sum over the steps of the operations.
    fn sum(&self, recordings: &Recordings, read: impl Fn(&Step) -> u32) -> Option<u64> {
        super::of(recordings, self.lane, |recording| {
            let is_over = self.ops.end <= recording.len();
            let steps = |op| recording.steps(op);
            is_over.then(|| self.ops.clone().flat_map(steps).map(|step| u64::from(read(&step))).sum())
        })?
    }

    /// Something of the live block: of its tile, and the bytes of its header.
    fn block(&self, recordings: &Recordings, read: impl FnOnce(&Tile, u32) -> u32) -> Option<u64> {
        self.state(recordings, |recording| {
            let of_op = || recording.trace().ops.get(self.op?)?.block();
            let tile = recording.block(self.block.or_else(of_op)?)?;
            match tile.kind {
                TileKind::Live { header, .. } => Some(read(&tile, header).into()),
                _ => None,
            }
        })?
    }

    /// The fewest blocks to free for the request to succeed.
    fn frees(&self, recordings: &Recordings) -> Option<u64> {
        let op = self.op?;
        let recording = recordings.iter().find(|recording| recording.borrow().kind() == self.lane)?;
        let outcome = (op < recording.borrow().len()).then(|| recording.borrow().outcome(op))?;
        match outcome {
            Outcome::Placed { .. } | Outcome::InPlace { .. } | Outcome::Moved { .. } => Some(0),
            Outcome::OutOfMemory => {
                match shortage::shortage(&mut recording.borrow_mut(), op, MOST_WORK)?.frees {
                    Frees::Blocks(blocks) => Some(blocks.len() as u64),
                    Frees::Never | Frees::Unknown { .. } => None,
                }
            }
            Outcome::Freed { .. } | Outcome::NoBlock | Outcome::Done | Outcome::NoPages => None,
        }
    }
}

/// External fragmentation in whole percent; `None` if nothing is free.
fn external(numbers: Numbers) -> Option<u64> {
    let free = u64::from(numbers.free) + u64::from(numbers.bump);
    let outside = free - u64::from(numbers.largest_hole);
    (free > 0).then(|| (200 * outside + free) / (2 * free))
}
