//! The sentences about free lists, bins and the bump range, in English.

use lite_alloc::observe::Fit;

use super::{
    English,
    narration::{bytes, count},
};
use crate::{
    lab::{LaneKind, Rest, view::Sizes},
    scene::notes::{Note, Remark},
    text::{
        Narration, Structure,
        numbers::{address, grouped},
    },
};

fn remark(remark: Remark) -> &'static str {
    match remark {
        Remark::Probed(Fit::Fits) => "fits",
        Remark::Probed(Fit::TooSmall) => "too small",
        Remark::Probed(Fit::Misaligned) => "misaligned",
        Remark::Taken => "taken",
        Remark::Split => "split",
        Remark::Remainder => "remainder",
        Remark::Inserted => "inserted",
        Remark::Merged => "merged",
        Remark::Relinked => "relinked",
    }
}

impl Structure for English {
    fn structure_of(&self, lane: LaneKind) -> String {
        format!("Structure of {}", lane.name())
    }

    fn free_blocks(&self, number: usize, total: u32) -> String {
        match number {
            0 => "no free blocks".to_owned(),
            _ => format!("{}, {}", count(number as u64, "block"), bytes(total)),
        }
    }

    fn no_bin_holds_a_block(&self) -> &'static str {
        "All bins are empty."
    }

    fn hidden_structure(&self) -> &'static str {
        "Its code does not report what it does: where its blocks are is known, but not which of the rest is free."
    }

    fn taken(&self) -> &'static str {
        "taken: "
    }

    fn list_of(&self, sizes: Sizes, number: usize) -> String {
        format!("{}, {}", self.list(sizes), count(number as u64, "block"))
    }

    fn head(&self) -> &'static str {
        "head"
    }

    fn empty(&self) -> &'static str {
        "empty"
    }

    fn more_blocks(&self, count: u32) -> String {
        format!("… {} more …", grouped(count))
    }

    fn listed_block(&self, at: u32, size: u32, number: usize, note: Option<&Note>) -> String {
        let note = note.map(|note| format!(", {}", self.note(note))).unwrap_or_default();
        format!("{}, {}, number {}{note}", address(at), bytes(size), grouped(number))
    }

    fn note(&self, note: &Note) -> String {
        let remarks: Vec<_> = note.remarks.iter().copied().map(remark).collect();
        let parts = [note.sign(), Some(remarks.join(", "))];
        let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    fn bump_title(&self, rest: Rest) -> &'static str {
        match rest {
            Rest::None | Rest::Bump => "Bump range",
            Rest::Wilderness => "Wilderness",
        }
    }

    fn no_pages_yet(&self) -> &'static str {
        "no pages yet"
    }

    fn untouched(&self, number: u32) -> String {
        format!("{} untouched", bytes(number))
    }

    fn bump_range(&self, rest: Rest, start: u32, end: u32) -> String {
        let left = bytes(end.saturating_sub(start));
        format!("{}: {left} from {} to {}", self.bump_title(rest), address(start), address(end))
    }

    fn bump_pointer(&self, rest: Rest) -> &'static str {
        match rest {
            Rest::None | Rest::Bump => "bump",
            Rest::Wilderness => "top",
        }
    }

    fn bump_end(&self) -> &'static str {
        "end"
    }
}
