//! What there is to say of a run, as data: what an operation asks, and what came of it. [`crate::text`] makes the sentences.

use lite_alloc::GRANULE;

pub use super::refusal::{Reason, Refusal};
use super::{Recording, refusal, view::Outcome};
use crate::trace::{BlockId, Op, Trace};

/// What an operation asks of every allocator. Sizes and alignments are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A new block.
    Alloc {
        /// The name of the block.
        name: &'a str,
        /// Bytes requested.
        size: u32,
        /// The alignment, if it is more than every block has.
        align: Option<u32>,
        /// Whether its bytes are to be zero.
        zeroed: bool,
    },
    /// Another size for a block.
    Realloc {
        /// The name of the block.
        name: &'a str,
        /// The size that the program requested before, if it did.
        from: Option<u32>,
        /// The size that it requests now.
        to: u32,
    },
    /// The block is given back.
    Free {
        /// The name of the block.
        name: &'a str,
    },
    /// A mark in the timeline.
    Label {
        /// Its text.
        text: &'a str,
    },
    /// Other code takes pages.
    TakePages {
        /// How many.
        pages: u32,
    },
}

/// What came of an operation in one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report<'a> {
    /// A new block.
    Placed {
        /// The name of the block.
        name: &'a str,
        /// The address that the program has of it.
        address: u32,
        /// Bytes that it occupies.
        size: u32,
    },
    /// The block has its new size where it was.
    InPlace {
        /// The name of the block.
        name: &'a str,
        /// The address that the program has of it.
        address: u32,
        /// Bytes that it occupies now.
        size: u32,
    },
    /// The block has its new size elsewhere.
    Moved {
        /// The name of the block.
        name: &'a str,
        /// The address that the program had of it.
        from: u32,
        /// The address that it has now.
        to: u32,
        /// Bytes that the block occupies now.
        size: u32,
    },
    /// The block was given back.
    Freed {
        /// The name of the block.
        name: &'a str,
        /// The address that the program had of it.
        address: u32,
        /// Bytes that it occupied.
        size: u32,
    },
    /// The allocator refused; why is known right before the operation and right after it.
    Refused(Option<Refusal>),
    /// There was nothing to do: the block was refused in this lane before.
    NoBlock {
        /// The name of the block.
        name: &'a str,
    },
    /// Other code has taken pages.
    PagesTaken {
        /// How many.
        pages: u32,
    },
    /// Other code wanted more pages than there were.
    NoPages,
}

/// What operation `op` of the trace asks. O(operations before it).
pub fn asked(trace: &Trace, op: usize) -> Asked<'_> {
    match trace.ops[op] {
        Op::Alloc { block, size, align, zeroed } => {
            let align = (align as usize > GRANULE).then_some(align);
            Asked::Alloc { name: trace.name(block), size, align, zeroed }
        }
        Op::Realloc { block, size } => {
            Asked::Realloc { name: trace.name(block), from: size_before(trace, op, block), to: size }
        }
        Op::Free { block } => Asked::Free { name: trace.name(block) },
        Op::Label { ref text } => Asked::Label { text },
        Op::TakePages { pages } => Asked::TakePages { pages },
    }
}

/// What came of operation `op`; nothing of a label.
pub fn outcome(recording: &Recording, op: usize) -> Option<Report<'_>> {
    let trace = recording.trace();
    let kind = &trace.ops[op];
    let name = kind.block().map_or("", |block| trace.name(block));
    let before = || recording.block_before(op).map_or(0, |tile| tile.size);
    let after = || recording.block_after(op).map_or(0, |tile| tile.size);
    Some(match recording.outcome(op) {
        Outcome::Placed { address } => Report::Placed { name, address, size: after() },
        Outcome::InPlace { address } => Report::InPlace { name, address, size: after() },
        Outcome::Moved { from, to } => Report::Moved { name, from, to, size: after() },
        Outcome::Freed { address } => Report::Freed { name, address, size: before() },
        Outcome::OutOfMemory => Report::Refused(refusal::of(recording, op)),
        Outcome::NoBlock => Report::NoBlock { name },
        Outcome::Done => match *kind {
            Op::TakePages { pages } => Report::PagesTaken { pages },
            _ => return None,
        },
        Outcome::NoPages => Report::NoPages,
    })
}

/// What the program requested when it last gave the block a size.
fn size_before(trace: &Trace, op: usize, block: BlockId) -> Option<u32> {
    trace.ops[..op].iter().rev().find_map(|op| match *op {
        Op::Alloc { block: other, size, .. } | Op::Realloc { block: other, size } => {
            (other == block).then_some(size)
        }
        _ => None,
    })
}
