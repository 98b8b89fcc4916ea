//! Sets of lanes, and what the page calls them.

use crate::lab::LaneKind;

/// A set of lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lanes([bool; LaneKind::ALL.len()]);

impl Lanes {
    /// The lanes for which `keep` holds.
    pub fn of(keep: impl Fn(LaneKind) -> bool) -> Self {
        Self(LaneKind::ALL.map(keep))
    }

    /// Whether `lane` is in the set.
    pub fn contains(self, lane: LaneKind) -> bool {
        self.0[lane as usize]
    }

    /// The set with `lane` put in, or taken out.
    #[must_use]
    pub fn toggled(mut self, lane: LaneKind) -> Self {
        self.0[lane as usize] ^= true;
        self
    }

    /// All the other lanes.
    #[must_use]
    pub fn others(self) -> Self {
        Self(self.0.map(|held| !held))
    }

    /// Its lanes, in the order of the page.
    pub fn iter(self) -> impl Iterator<Item = LaneKind> {
        LaneKind::ALL.into_iter().filter(move |&lane| self.contains(lane))
    }
}

/// The name of a lane in attributes and ids.
pub fn slug(lane: LaneKind) -> &'static str {
    match lane {
        LaneKind::BumpFreeList => "bump-free-list",
        LaneKind::SegregatedBump => "segregated-bump",
        LaneKind::FreeList => "free-list",
    }
}

/// The name of a lane where there is little room.
pub fn short_name(lane: LaneKind) -> &'static str {
    match lane {
        LaneKind::BumpFreeList => "BumpFreeList",
        LaneKind::SegregatedBump => "SegregatedBump",
        LaneKind::FreeList => "FreeList",
    }
}

/// The idea of its allocator in one line.
pub fn idea(lane: LaneKind) -> &'static str {
    match lane {
        LaneKind::BumpFreeList => "bump pointer + one unordered free list, first fit, no coalescing",
        LaneKind::SegregatedBump => {
            "bump pointer + bins of 16, 32, 64 and 128 bytes; larger blocks are never reused"
        }
        LaneKind::FreeList => "one free list in address order, first fit, splits and coalesces",
    }
}
