//! Operations and outcomes of a run, as data. [`crate::text`] makes the sentences.

use std::rc::Rc;

use lite_alloc::GRANULE;

use super::{Recording, refusal, view::Outcome};
pub use super::{
    refusal::{Reason, Refusal, Request},
    story::{Deed, Story, story},
};
use crate::trace::{Op, Trace};

/// The request of an operation. Sizes and alignments are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A new block.
    Alloc {
        /// The name of the block.
        name: &'a str,
        /// Bytes requested.
        size: u32,
        /// The alignment, if it is larger than that of every block.
        align: Option<u32>,
        /// Whether its bytes must be zero.
        zeroed: bool,
    },
    /// A block is resized.
    Realloc {
        /// The name of the block.
        name: &'a str,
        /// The size that the program requested before, if any.
        from: Option<u32>,
        /// The size that it requests now.
        to: u32,
    },
    /// The block is freed.
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
        /// The number of pages.
        pages: u32,
    },
}

/// What the story line says of an operation besides its code: facts of the trace, the same in every lane, which reveal no
/// outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About<'a> {
    /// A new block.
    Alloc {
        /// Its name.
        name: &'a str,
        /// Bytes requested.
        size: u32,
        /// The alignment, if it is larger than that of every block.
        align: Option<u32>,
        /// Whether its bytes must be zero.
        zeroed: bool,
    },
    /// A block is resized.
    Realloc {
        /// The bytes that the program requested before, if any.
        from: Option<u32>,
        /// Those that it requests now.
        to: u32,
    },
    /// A block is freed: the bytes that the program last requested for it, and the number of the operation that did, as
    /// readers count them.
    Free {
        /// Both, if there was a request.
        last: Option<(u32, usize)>,
    },
    /// The text of the label says it all.
    Label,
    /// Other code takes pages.
    TakePages {
        /// The number of pages.
        pages: u32,
    },
}

/// The outcome of an operation in one lane.
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
    /// The block was freed.
    Freed {
        /// The name of the block.
        name: &'a str,
        /// The address that the program had of it.
        address: u32,
        /// Bytes that it occupied.
        size: u32,
    },
    /// The allocator refused; the reason is known right before the operation and right after it.
    Refused(Option<Refusal>),
    /// There was nothing to do: the block was refused in this lane before.
    NoBlock {
        /// The name of the block.
        name: &'a str,
    },
    /// Other code has taken pages.
    PagesTaken {
        /// The number of pages.
        pages: u32,
    },
    /// Other code wanted more pages than there were.
    NoPages,
}

/// The request of operation `op` of the trace.
pub fn asked(trace: &Trace, op: usize) -> Asked<'_> {
    match trace.ops[op] {
        Op::Alloc { block, size, align, zeroed } => {
            let align = (align as usize > GRANULE).then_some(align);
            Asked::Alloc { name: trace.name(block), size, align, zeroed }
        }
        Op::Realloc { block, size } => {
            let from = last_request(trace, op).map(|(size, _)| size);
            Asked::Realloc { name: trace.name(block), from, to: size }
        }
        Op::Free { block } => Asked::Free { name: trace.name(block) },
        Op::Label { ref text } => Asked::Label { text },
        Op::TakePages { pages } => Asked::TakePages { pages },
    }
}

/// What operation `op` of the trace is about.
pub fn about(trace: &Trace, op: usize) -> About<'_> {
    match asked(trace, op) {
        Asked::Alloc { name, size, align, zeroed } => About::Alloc { name, size, align, zeroed },
        Asked::Realloc { from, to, .. } => About::Realloc { from, to },
        Asked::Free { .. } => {
            About::Free { last: last_request(trace, op).map(|(size, at)| (size, trace.count(at) + 1)) }
        }
        Asked::Label { .. } => About::Label,
        Asked::TakePages { pages } => About::TakePages { pages },
    }
}

/// The last label at or before operation `op`, if there is one: the chapter that it belongs to. Labels are in the order of
/// their operations.
pub fn chapter(labels: &[(usize, Rc<str>)], op: usize) -> Option<&str> {
    let after = labels.partition_point(|&(at, _)| at <= op);
    labels[..after].last().map(|(_, text)| &**text)
}

/// The outcome of operation `op`; `None` for a label.
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

/// The size that the program last requested for the block of operation `op` before it, and the operation that did.
fn last_request(trace: &Trace, op: usize) -> Option<(u32, usize)> {
    let at = trace.request_before(op)?;
    match trace.ops[at] {
        Op::Alloc { size, .. } | Op::Realloc { size, .. } => Some((size, at)),
        Op::Free { .. } | Op::Label { .. } | Op::TakePages { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Blocks;

    #[test]
    fn an_operation_belongs_to_the_last_label_before_it() {
        let labels = [(1, "a".into()), (4, "b".into())];
        let chapters = [0, 1, 3, 4, 9].map(|op| chapter(&labels, op));
        assert_eq!(chapters, [None, Some("a"), Some("a"), Some("b"), Some("b")]);
    }

    #[test]
    fn what_is_freed_is_what_was_last_requested() {
        let free = Op::Free { block: 0 };
        let ops = vec![
            Op::Label { text: "labels are not counted".into() },
            Op::Alloc { block: 0, size: 24, align: 8, zeroed: false },
            Op::Alloc { block: 1, size: 7, align: 8, zeroed: false },
            Op::Realloc { block: 0, size: 48 },
            free.clone(),
            free,
        ];
        let trace = Trace { ops, blocks: Blocks::default() };
        assert_eq!(about(&trace, 3), About::Realloc { from: Some(24), to: 48 });
        assert_eq!(about(&trace, 4), About::Free { last: Some((48, 3)) });
    }
}
