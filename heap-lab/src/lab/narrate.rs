//! A run in words: what is asked, each step of it, and what came of it, as plain sentences.

use std::cmp::Ordering;

use lite_alloc::observe::{Fit, Loss, Side, Tag};

use super::{
    LaneKind, Recording, Rest, refusal,
    view::{Outcome, Sizes, Step},
};
use crate::trace::{BlockId, Op, Trace};

/// An address, as it is written everywhere.
pub fn address(address: u32) -> String {
    format!("0x{address:04x}")
}

/// What operation `op` asks of every allocator.
pub fn operation(trace: &Trace, op: usize) -> String {
    match trace.ops[op] {
        Op::Alloc { block, size, align, zeroed } => {
            let size = match zeroed {
                true => count(size, "zeroed byte"),
                false => bytes(size),
            };
            let aligned = match align {
                0..=16 => String::new(),
                align => format!(" at a multiple of {align}"),
            };
            format!("alloc {size}{aligned} as {}", name(trace, block))
        }
        Op::Realloc { block, size } => match size_before(trace, op, block) {
            Some(before) => format!("realloc {} from {before} to {size}", name(trace, block)),
            None => format!("realloc {} to {size}", name(trace, block)),
        },
        Op::Free { block } => format!("free {}", name(trace, block)),
        Op::Label { ref text } => format!("label “{text}”"),
        Op::TakePages { pages } => {
            format!("somebody else takes {}", count(pages, "page"))
        }
    }
}

/// A list, by the sizes of its blocks.
pub fn list(sizes: Sizes) -> String {
    match sizes {
        Sizes::All => "free list".to_owned(),
        Sizes::One(size) => format!("bin of {size}"),
        Sizes::Range { least, most: Some(most) } => format!("bin of {least} to {most}"),
        Sizes::Range { least, most: None } => format!("bin of {least} and more"),
    }
}

/// One step of an allocator, on an arena with pages of `page_size` bytes.
pub fn step(step: &Step, kind: LaneKind, page_size: u32) -> String {
    match *step {
        Step::Probed { block, size, fit, needed, align } => {
            let found = format!("{}: {} free", address(block), bytes(size));
            match fit {
                Fit::Fits => format!("{found}, {needed} needed: taken"),
                Fit::TooSmall => format!("{found}, {needed} needed: next"),
                Fit::Misaligned => format!("{found}, but not {needed} at a multiple of {align}: next"),
            }
        }
        Step::Passed { block, size } => {
            format!("{}: {} free, the place is further on", address(block), bytes(size))
        }
        Step::Skipped { probes } => {
            format!("{} more, not the one sought", count(probes, "free block"))
        }
        Step::Taken { block, size } => {
            format!("{}: {} leave the list", address(block), bytes(size))
        }
        Step::Split { block, size, rest, rest_size } => format!(
            "split: {} at {}, {} at {} stay free",
            bytes(size),
            address(block),
            bytes(rest_size),
            address(rest)
        ),
        Step::Inserted { block, size, after } => {
            let place = match after {
                Some(after) => format!("after {}", address(after)),
                None => "first".to_owned(),
            };
            format!("{}: {} free, {place} in the list", address(block), bytes(size))
        }
        Step::Merged { block, neighbour, side, size } => {
            let side = match side {
                Side::Left => "left",
                Side::Right => "right",
            };
            format!(
                "merged: {} and its {side} neighbour {} are one free block of {}",
                address(block),
                address(neighbour),
                bytes(size)
            )
        }
        Step::Popped { block, size, .. } => {
            format!("{}: first in the bin of {}, taken", address(block), bytes(size))
        }
        Step::Pushed { block, size, .. } => {
            format!("{}: now first in the bin of {}", address(block), bytes(size))
        }
        Step::Relinked { block, after } => {
            let place = after.map_or_else(|| "the head of its bin".to_owned(), address);
            format!("{}: its back link now leads to {place}", address(block))
        }
        Step::Tagged { at, tag } => match tag {
            Tag::PreviousFree => format!("the tag at {} now says: previous block free", address(at)),
            Tag::PreviousLive => format!("the tag at {} now says: previous block in use", address(at)),
            Tag::Footer(size) => format!("the footer at {} now says {size}", address(at)),
        },
        Step::Bumped { block, size, gap } => {
            let gap = match gap {
                0 => String::new(),
                gap => format!(", {} skipped for the alignment", bytes(gap)),
            };
            match kind.rest() {
                Rest::None | Rest::Bump => format!("bump: {} at {}{gap}", bytes(size), address(block)),
                Rest::Wilderness => {
                    format!("{} at {} taken from the wilderness{gap}", bytes(size), address(block))
                }
            }
        }
        Step::Lowered { block, size } => match kind.rest() {
            Rest::None | Rest::Bump => {
                format!("bump pointer down by {} to {}", bytes(size), address(block))
            }
            Rest::Wilderness => {
                format!("{} at {} merged with the wilderness", bytes(size), address(block))
            }
        },
        Step::Grown { start, size } => {
            let pages = count(size / page_size.max(1), "page");
            format!("memory grew by {pages}: {} at {}", bytes(size), address(start))
        }
        Step::Refused { bytes: missing } => {
            format!("memory cannot grow by the {} that are missing", bytes(missing))
        }
        Step::Resized { block, from, to } => {
            let block = address(block);
            match from.cmp(&to) {
                Ordering::Less => format!("{block}: grows in place from {from} to {}", bytes(to)),
                Ordering::Equal => format!("{block}: has room enough, {}", bytes(to)),
                Ordering::Greater => format!("{block}: shrinks in place from {from} to {}", bytes(to)),
            }
        }
        Step::Moved { from, to, size } => {
            format!("{} copied from {} to {}", bytes(size), address(from), address(to))
        }
        Step::Lost { start, size, reason } => {
            let reason = match reason {
                Loss::Gap => "skipped for the alignment",
                Loss::Tail => "left behind at the end of a region",
                Loss::Large => "a block larger than the largest bin",
                Loss::Shrunk => "given up by a block that shrank in place",
            };
            format!("{}: {} lost for good, {reason}", address(start), bytes(size))
        }
    }
}

/// What came of operation `op` in this lane. Of a refusal the reason is told where the position is right before the
/// operation or right after it.
pub fn outcome(recording: &Recording, op: usize) -> String {
    let trace = recording.trace();
    let kind = &trace.ops[op];
    let name = kind.block().map_or_else(String::new, |block| name(trace, block));
    let now = || recording.block_after(op).map_or_else(String::new, |tile| bytes(tile.size));
    match recording.outcome(op) {
        Outcome::Placed { address: at } => format!("{name} at {} ({})", address(at), now()),
        Outcome::InPlace { address: at } => format!("{name} stays at {} ({})", address(at), now()),
        Outcome::Moved { from, to } => {
            format!("{name} moves from {} to {} ({})", address(from), address(to), now())
        }
        Outcome::Freed { address: at } => {
            let size = recording.block_before(op).map_or(0, |tile| tile.size);
            format!("{name} freed: {} at {}", bytes(size), address(at))
        }
        Outcome::OutOfMemory => refusal::explain(recording, op),
        Outcome::NoBlock => format!("nothing to do: {name} was refused here"),
        Outcome::Done => match *kind {
            Op::TakePages { pages } => format!("{} taken", count(pages, "page")),
            _ => String::new(),
        },
        Outcome::NoPages => "refused: the memory has not as many pages left".to_owned(),
    }
}

/// The name of a block.
pub fn name(trace: &Trace, block: BlockId) -> String {
    trace.blocks.get(block as usize).map_or_else(|| format!("#{block}"), |info| info.name.to_string())
}

/// What the program asked for when it last gave the block a size.
fn size_before(trace: &Trace, op: usize, block: BlockId) -> Option<u32> {
    trace.ops[..op].iter().rev().find_map(|op| match *op {
        Op::Alloc { block: other, size, .. } | Op::Realloc { block: other, size } => {
            (other == block).then_some(size)
        }
        _ => None,
    })
}

fn bytes(number: u32) -> String {
    count(number, "byte")
}

/// A number of things, in words.
pub(super) fn count(number: u32, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}
