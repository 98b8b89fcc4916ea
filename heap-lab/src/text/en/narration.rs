//! The sentences about operations, steps and outcomes, in English.

use std::cmp::Ordering;

use lite_alloc::observe::{Fit, Loss, Side, Tag};

use super::{English, story};
use crate::{
    lab::{
        LaneKind, Rest,
        report::{About, Asked, Reason, Refusal, Report, Story},
        view::{Sizes, Step},
    },
    text::{
        Narration,
        mistakes::code,
        numbers::{address, grouped},
    },
};

/// A number of things.
pub(super) fn count(number: impl TryInto<i64>, thing: &str) -> String {
    match grouped(number).as_str() {
        "1" => format!("1 {thing}"),
        number => format!("{number} {thing}s"),
    }
}

pub(super) fn bytes(number: u32) -> String {
    count(number, "byte")
}

/// Which list `Taken` and `Inserted` speak of.
fn its_list(lane: LaneKind) -> &'static str {
    if lane.has_bins() { "its bin" } else { "the free list" }
}

fn bump_gap(gap: u32) -> String {
    match gap {
        0 => String::new(),
        gap => format!(", {} skipped for alignment", bytes(gap)),
    }
}

impl Narration for English {
    fn bytes(&self, count: u32) -> String {
        bytes(count)
    }

    fn pages(&self, number: u32) -> String {
        count(number, "page")
    }

    fn operation(&self, asked: &Asked) -> String {
        match *asked {
            Asked::Alloc { name, size, align, zeroed } => {
                let size = count(size, if zeroed { "zeroed byte" } else { "byte" });
                let aligned =
                    align.map(|align| format!(" aligned to {}", grouped(align))).unwrap_or_default();
                format!("alloc {size}{aligned} as {name}")
            }
            Asked::Realloc { name, from: Some(from), to } => {
                format!("realloc {name} from {} to {}", grouped(from), bytes(to))
            }
            Asked::Realloc { name, from: None, to } => format!("realloc {name} to {}", bytes(to)),
            Asked::Free { name } => format!("free {name}"),
            Asked::Label { text } => format!("label “{text}”"),
            Asked::TakePages { pages } => format!("other code takes {}", count(pages, "page")),
        }
    }

    fn about(&self, about: &About) -> String {
        match *about {
            About::Alloc { name, size, align, zeroed } => {
                let size = count(size, if zeroed { "zeroed byte" } else { "byte" });
                let aligned =
                    align.map(|align| format!(", aligned to {}", grouped(align))).unwrap_or_default();
                format!("{size} for {}{aligned}", code(name))
            }
            About::Realloc { from: Some(from), to } => format!("from {} to {}", grouped(from), bytes(to)),
            About::Realloc { from: None, to } => format!("to {}", bytes(to)),
            About::Free { last: Some((size, op)) } => {
                format!("a block of {}, requested by operation {}", bytes(size), grouped(op))
            }
            About::Free { last: None } => "a block that was never requested".to_owned(),
            About::Label => "a new chapter".to_owned(),
            About::TakePages { pages } => format!("other code takes {}", count(pages, "page")),
        }
    }

    fn story(&self, story: &Story, lane: LaneKind, page_size: u32) -> String {
        story::sentence(story, lane, page_size)
    }

    fn step(&self, step: &Step, lane: LaneKind, page_size: u32) -> String {
        match *step {
            Step::Probed { block, size, fit, needed, align } => {
                let found = format!("{}: {} free, {} needed", address(block), bytes(size), grouped(needed));
                match fit {
                    Fit::Fits => format!("{found}: fits"),
                    Fit::TooSmall => format!("{found}: too small"),
                    Fit::Misaligned => format!("{found}, aligned to {}: misaligned", grouped(align)),
                }
            }
            Step::Passed { block, .. } => {
                format!("walked past the free block at {}", address(block))
            }
            Step::Skipped { probes } => {
                format!("{} visited, not shown one by one", count(probes, "more free block"))
            }
            Step::Taken { block, size } => {
                format!("removed from {}: {} at {}", its_list(lane), bytes(size), address(block))
            }
            Step::Split { block, size, rest, rest_size } => format!(
                "split: {} at {}, the remaining {} at {} stay free",
                bytes(size),
                address(block),
                bytes(rest_size),
                address(rest)
            ),
            Step::Inserted { block, size, after } => {
                let link = match after {
                    Some(after) => format!("after {}", address(after)),
                    None => "first".to_owned(),
                };
                format!("inserted into {}: {} at {}, {link}", its_list(lane), bytes(size), address(block))
            }
            Step::Merged { block, neighbour, side, size } => {
                let side = match side {
                    Side::Left => "left",
                    Side::Right => "right",
                };
                format!(
                    "merged: {} and its {side} neighbour {} form one free block of {}",
                    address(block),
                    address(neighbour),
                    bytes(size)
                )
            }
            Step::Popped { block, size, .. } => {
                format!("removed from the bin of {}: {}, was first", bytes(size), address(block))
            }
            Step::Pushed { block, size, .. } => {
                format!("inserted into the bin of {}: {}, now first", bytes(size), address(block))
            }
            Step::Relinked { block, after } => {
                let target = after.map_or_else(|| "the head of its bin".to_owned(), address);
                format!("the back link of {} now points to {target}", address(block))
            }
            Step::Tagged { at, tag } => match tag {
                Tag::PreviousFree => format!("the tag at {} now says: previous block free", address(at)),
                Tag::PreviousLive => format!("the tag at {} now says: previous block live", address(at)),
                Tag::Footer(size) => {
                    format!("the footer at {} now says {}", address(at), grouped(size))
                }
            },
            Step::Bumped { block, size, gap } => {
                let gap = bump_gap(gap);
                match lane.rest() {
                    Rest::None | Rest::Bump => {
                        format!("bump pointer up: {} at {}{gap}", bytes(size), address(block))
                    }
                    Rest::Wilderness => {
                        format!("taken from the wilderness: {} at {}{gap}", bytes(size), address(block))
                    }
                }
            }
            Step::Lowered { block, size } => match lane.rest() {
                Rest::None | Rest::Bump => {
                    format!("bump pointer down by {} to {}", bytes(size), address(block))
                }
                Rest::Wilderness => {
                    format!("merged with the wilderness: {} at {}", bytes(size), address(block))
                }
            },
            Step::Grown { start, size } => {
                let pages = count(size / page_size.max(1), "page");
                format!("memory grew by {pages}: {} at {}", bytes(size), address(start))
            }
            Step::Refused { bytes: missing } => {
                format!("memory cannot grow by the missing {}", bytes(missing))
            }
            Step::Resized { block, from, to } => {
                let block = address(block);
                match from.cmp(&to) {
                    Ordering::Less => {
                        format!("{block}: grown in place from {} to {}", grouped(from), bytes(to))
                    }
                    Ordering::Equal => format!("{block}: the size stays {}", bytes(to)),
                    Ordering::Greater => {
                        format!("{block}: shrunk in place from {} to {}", grouped(from), bytes(to))
                    }
                }
            }
            Step::Moved { from, to, size } => {
                format!("{} copied from {} to {}", bytes(size), address(from), address(to))
            }
            Step::Lost { start, size, reason } => {
                let reason = match reason {
                    Loss::Gap => "skipped for alignment",
                    Loss::Tail => "left over at the end of a region",
                    Loss::Large => "a block larger than the largest bin",
                    Loss::Shrunk => "cut off a block that shrank in place",
                };
                format!("lost: {} at {}, {reason}", bytes(size), address(start))
            }
        }
    }

    fn outcome(&self, report: &Report) -> String {
        match *report {
            Report::Placed { name, address: at, size } => {
                format!("{name} at {} ({})", address(at), bytes(size))
            }
            Report::InPlace { name, address: at, size } => {
                format!("{name} stays at {} ({})", address(at), bytes(size))
            }
            Report::Moved { name, from, to, size } => {
                format!("{name} moved from {} to {} ({})", address(from), address(to), bytes(size))
            }
            Report::Freed { name, address: at, size } => {
                format!("{name} freed: {} at {}", bytes(size), address(at))
            }
            Report::Refused(Some(ref refusal)) => self.refusal(refusal),
            Report::Refused(None) => "refused".to_owned(),
            Report::NoBlock { name } => format!("nothing to do: {name} was refused in this lane"),
            Report::PagesTaken { pages } => format!("{} taken by other code", count(pages, "page")),
            Report::NoPages => "refused: not enough pages left".to_owned(),
        }
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        let Refusal { needed, align, free, room, reason } = *refusal;
        let needed = bytes(needed);
        let aligned = align.map(|align| format!(" aligned to {}", grouped(align))).unwrap_or_default();
        let free = grouped(free);
        let room = match room {
            0 => String::new(),
            room => format!(", memory can grow by {}", grouped(room)),
        };
        let needed = format!("{needed} needed{aligned}");
        match reason {
            Reason::OutOfMemory => format!("refused, out of memory: {needed}, {free} free{room}"),
            Reason::Fragmented { largest } => format!(
                "refused, external fragmentation: {needed}, {free} free in pieces of at most {}{room}",
                grouped(largest)
            ),
            Reason::BinsAndTags => {
                format!("refused: {needed}, {free} free{room}, but bins and tags need part of it")
            }
            Reason::Misaligned => {
                format!("refused: {needed}, {free} free{room}, but not at that alignment")
            }
            Reason::AlignmentSlack { extra } => format!(
                "refused: {needed}, {free} free{room}, but the search for aligned blocks needs {} more",
                grouped(extra)
            ),
            Reason::BinEmpty => format!("refused: {needed}, {free} free, but the bin of this size is empty"),
            Reason::FirstOfBinMisaligned => {
                format!("refused: {needed}, {free} free, but the bin's first block is misaligned")
            }
            Reason::FirstOfBinTooSmall => {
                format!(
                    "refused: {needed}, {free} free, but the bin's first block, the only one tried, is too small"
                )
            }
            Reason::Other => format!("refused: {needed}, {free} free{room}"),
        }
    }

    fn list(&self, sizes: Sizes) -> String {
        match sizes {
            Sizes::All => "free list".to_owned(),
            Sizes::One(size) => format!("bin of {}", grouped(size)),
            Sizes::Range { least, most: Some(most) } => {
                format!("bin of {} to {}", grouped(least), grouped(most))
            }
            Sizes::Range { least, most: None } => format!("bin of {} or more", grouped(least)),
        }
    }

    fn step_count_hint(&self) -> &'static str {
        "events shown, out of all in this lane"
    }

    fn spoken_start(&self) -> &'static str {
        "Before the first operation."
    }

    fn spoken_operation(&self, number: usize, len: usize, asked: &Asked) -> String {
        format!("Operation {number} of {len}: {}.", self.operation(asked))
    }

    fn spoken_lane(&self, lane: LaneKind, what: &str) -> String {
        format!(" {}: {what}.", lane.short_name())
    }
}
