//! The sentences about allocators, in English.

use super::English;
use crate::{lab::LaneKind, text::Allocators};

impl Allocators for English {
    fn idea(&self, lane: LaneKind) -> &'static str {
        match lane {
            LaneKind::BumpFreeList => "bump pointer + a bin for each power of two, never split",
            LaneKind::SegregatedBump => "bump pointer + four bins; none above 128 B",
            LaneKind::FreeList => "one free list in address order, first fit, coalesced",
            LaneKind::BoundaryTag => "boundary tags, good fit from bins, split and coalesced in O(1)",
            LaneKind::Dlmalloc => {
                "Rust's default on WebAssembly: boundary tags, best fit from bins and trees"
            }
            LaneKind::Talc => "tags at the ends of blocks, good fit from bins of similar sizes",
        }
    }

    fn free_blocks_of(&self, lane: LaneKind) -> &'static str {
        match lane {
            LaneKind::BumpFreeList => "Bins, one per power of two",
            LaneKind::SegregatedBump => "Bins, last freed first",
            LaneKind::FreeList => "Free list, by address",
            LaneKind::BoundaryTag => "Bins by size, last freed first",
            LaneKind::Dlmalloc | LaneKind::Talc => "Its structure is not known",
        }
    }
}
