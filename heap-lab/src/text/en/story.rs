//! An operation of one lane in one sentence, in English.

use std::cmp::Ordering;

use lite_alloc::observe::Loss;

use super::{
    English,
    narration::{bytes, count},
};
use crate::{
    lab::{
        LaneKind, Rest,
        report::{Deed, Report, Story},
        view::Sizes,
    },
    text::{
        Narration,
        numbers::{address, grouped},
    },
};

pub(super) fn sentence(story: &Story, lane: LaneKind, page_size: u32) -> String {
    let Some(end) = &story.end else { return "a label: nothing to do".to_owned() };
    // What failed changed nothing.
    if let Report::Refused(_) | Report::NoBlock { .. } | Report::NoPages | Report::PagesTaken { .. } = end {
        return English.outcome(end);
    }
    let teller = Teller { story, end, lane, page_size };
    let clauses: Vec<_> = (0..story.deeds.len()).filter_map(|index| teller.clause(index)).collect();
    let told = clauses.join(", ");
    // The result first: it is the same question in every lane.
    let result = match *end {
        Report::Placed { name, address: at, .. } => Some(format!("{name} at {}", address(at))),
        Report::Moved { name, from, to, .. } => {
            Some(format!("{name} moved from {} to {}", address(from), address(to)))
        }
        Report::InPlace { name, address: at, .. } => {
            teller.resized(name).or_else(|| Some(format!("{name} stays at {}", address(at))))
        }
        _ => None,
    };
    let sentence = match result {
        None => told,
        Some(result) if told.is_empty() => result,
        Some(result) => format!("{result}: {told}"),
    };
    match story.has_searches() {
        true => format!("{sentence} ({})", count(story.visits, "probe")),
        false => sentence,
    }
}

/// Tells what was done in an operation of a lane.
struct Teller<'a> {
    story: &'a Story<'a>,
    end: &'a Report<'a>,
    lane: LaneKind,
    page_size: u32,
}

impl Teller<'_> {
    /// What the sentence says of a deed, if anything.
    fn clause(&self, index: usize) -> Option<String> {
        let deeds = &self.story.deeds;
        Some(match deeds[index] {
            Deed::Searched { too_small, misaligned, found } => {
                return self.searched(too_small, misaligned, found);
            }
            Deed::Walked { .. } if self.story.has_searches() => return None,
            Deed::Walked { passed } => format!("walked past {}", count(passed, "free block")),
            Deed::Took { list: Sizes::All, .. } => "took an exact fit".to_owned(),
            Deed::Took { list, .. } => format!("took the first block of {}", bin(list)),
            Deed::Absorbed { size } => format!("took in the {} after it", count(size, "free byte")),
            Deed::Split { parts } => {
                let whole: u32 = parts.iter().sum();
                let parts: Vec<_> = parts.into_iter().filter(|&part| part != 0).map(grouped).collect();
                format!("split {} into {}", grouped(whole), parts.join(" + "))
            }
            Deed::Trimmed { size } => format!("gave back {}", grouped(size)),
            Deed::Merged { left, right, start, size } => {
                let sides = match (left, right) {
                    (true, true) => "left and right neighbours",
                    (true, false) => "left neighbour",
                    (false, _) => "right neighbour",
                };
                let merged = format!("{}merged with its {sides}", self.subject());
                match deeds.get(index + 1) {
                    Some(Deed::Lowered { to, .. }) => {
                        format!("{merged} and with the wilderness, which now starts at {}", address(*to))
                    }
                    _ if matches!(self.end, Report::Freed { .. }) => {
                        format!("{merged} into {} at {}", bytes(size), address(start))
                    }
                    _ => merged,
                }
            }
            Deed::Listed { block, list, after, merged, .. } => {
                return self.listed(index, block, list, after, merged);
            }
            Deed::Raised { by, to } => match self.lane.rest() {
                Rest::None | Rest::Bump => format!("bump pointer up by {} to {}", grouped(by), address(to)),
                Rest::Wilderness => format!("took {} from the wilderness", bytes(by)),
            },
            Deed::Lowered { by, to } => match (self.lane.rest(), self.end) {
                (Rest::Wilderness, _) if matches!(deeds[..index].last(), Some(Deed::Merged { .. })) => {
                    return None;
                }
                (Rest::Wilderness, _) => {
                    let subject = self.subject();
                    format!("{subject}merged with the wilderness, which now starts at {}", address(to))
                }
                (Rest::None | Rest::Bump, Report::Freed { name, .. }) => {
                    let (by, to) = (grouped(by), address(to));
                    format!("{name} was the last block: bump pointer down by {by} to {to}")
                }
                (Rest::None | Rest::Bump, _) => {
                    format!("bump pointer down by {} to {}", grouped(by), address(to))
                }
            },
            Deed::Grown { size } => {
                format!("the heap grew by {}", count(size / self.page_size.max(1), "page"))
            }
            Deed::NoRoom => "no memory for a smaller block".to_owned(),
            // The result tells.
            Deed::Resized { .. } | Deed::Copied { .. } => return None,
            Deed::Lost { size, start, reason } => {
                let lost = format!("lost {}", bytes(size));
                match reason {
                    Some(Loss::Gap) => format!("{lost} to alignment"),
                    Some(Loss::Tail) => format!("{lost} at the end of the old region"),
                    Some(Loss::Large) => format!("{lost} at {}: no bin is that large", address(start)),
                    Some(Loss::Shrunk) => format!("lost the {} cut off", bytes(size)),
                    None => format!("{lost} at the edges of the regions"),
                }
            }
        })
    }

    /// Whether the block has a new place.
    fn is_new(&self) -> bool {
        matches!(self.end, Report::Placed { .. } | Report::Moved { .. })
    }

    /// What is merged with something.
    fn subject(&self) -> &'static str {
        match self.end {
            Report::Moved { .. } => "the old block ",
            Report::InPlace { .. } => "the rest ",
            _ => "",
        }
    }

    fn searched(&self, too_small: u32, misaligned: u32, found: bool) -> Option<String> {
        let missed = too_small + misaligned;
        let several = self.story.has_searches();
        Some(match (self.lane.has_bins(), found) {
            _ if missed == 0 => return None,
            (true, _) if misaligned == 0 => "its bin's first block is too small".to_owned(),
            (true, _) => "its bin's first block is misaligned".to_owned(),
            (false, true) if several => return None,
            (false, true) => format!("walked past {}", count(missed, "free block")),
            (false, false) if several => "no free block fits".to_owned(),
            (false, false) => format!("no free block fits ({})", count(missed, "probe")),
        })
    }

    fn listed(
        &self,
        index: usize,
        block: u32,
        list: Sizes,
        after: Option<u32>,
        merged: bool,
    ) -> Option<String> {
        let at = address(block);
        let is_copied = self.story.deeds[..index].iter().any(|deed| matches!(deed, Deed::Copied { .. }));
        Some(match (list, after) {
            (Sizes::All, _) if merged => return None,
            (Sizes::All, Some(after)) => format!("put {at} into the free list after {}", address(after)),
            (Sizes::All, None) => format!("put {at} first in the free list"),
            // After a move the bin matters less than the rest.
            _ if merged && !matches!(self.end, Report::Freed { .. }) => return None,
            _ if merged => format!("pushed onto {}", bin(list)),
            // A block that is freed before another one is in place.
            _ if self.is_new() && !is_copied => format!("freed {at}, the end of the old region"),
            _ => format!("pushed {at} onto {}", bin(list)),
        })
    }

    /// That a block has its new size where it was, if the allocator said so.
    fn resized(&self, name: &str) -> Option<String> {
        self.story.deeds.iter().find_map(|deed| match *deed {
            Deed::Resized { from, to } => Some(match from.cmp(&to) {
                Ordering::Less => format!("{name} grew in place from {} to {}", grouped(from), bytes(to)),
                Ordering::Equal => format!("{name} still fits its {}", bytes(to)),
                Ordering::Greater => {
                    format!("{name} shrank in place from {} to {}", grouped(from), bytes(to))
                }
            }),
            _ => None,
        })
    }
}

/// A bin by the sizes of its blocks.
fn bin(sizes: Sizes) -> String {
    match sizes {
        Sizes::One(size) => format!("the {}-byte bin", grouped(size)),
        Sizes::All | Sizes::Range { .. } => format!("the {}", English.list(sizes)),
    }
}
