//! Tasks for a script of one's own, graded by running it.
//!
//! A challenge is a [`Goal`] in an arena. [`judge`] reads from a run how far a script is; nothing about the right solutions
//! is written down here.

use crate::{
    arena::Settings,
    lab::{LaneKind, Lanes},
};

pub use judge::{Broken, Foul, Peak, Verdict, judge};
pub use records::Records;
pub use rounds::{Game, Guess, ROUNDS};

mod judge;
mod records;
mod rounds;

/// A challenge.
#[derive(Debug, PartialEq, Eq)]
pub struct Challenge {
    /// What is to be reached.
    pub goal: Goal,
    /// The arena of each lane.
    pub settings: Settings,
    /// The lanes that it is about, written as they are in links.
    lanes: &'static str,
}

/// What a script is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// External fragmentation above `percent` in some lane, after at most `ops` operations.
    Fragment {
        /// In percent.
        percent: u32,
        /// Operations, as readers count them.
        ops: usize,
    },
    /// One lane meets every request, and the other refuses one.
    Outlive {
        /// The lane that must not refuse.
        survivor: LaneKind,
        /// The lane that must.
        victim: LaneKind,
    },
    /// A lane refuses a request after as few operations as possible, although at most half of the memory was requested.
    Break,
    /// The reader predicts for each lane in which round it refuses a request.
    Rounds {
        /// By how many rounds a prediction may be wrong.
        slack: u32,
    },
}

impl Goal {
    /// Its name in attributes and in storage.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fragment { .. } => "fragment",
            Self::Outlive { .. } => "outlive",
            Self::Break => "break",
            Self::Rounds { .. } => "rounds",
        }
    }
}

impl Challenge {
    /// The lanes that it is about.
    pub fn lanes(&self) -> Lanes {
        Lanes::of_slugs(self.lanes)
    }
}

/// The challenges, in the order of the menu.
pub static CHALLENGES: [Challenge; 4] = [
    Challenge {
        goal: Goal::Fragment { percent: 80, ops: 20 },
        settings: Settings { page_size: 256, max_pages: 1 },
        lanes: "bump-free-list.segregated-bump.free-list",
    },
    Challenge {
        goal: Goal::Outlive { survivor: LaneKind::FreeList, victim: LaneKind::SegregatedBump },
        settings: Settings { page_size: 256, max_pages: 1 },
        lanes: "segregated-bump.free-list",
    },
    Challenge {
        goal: Goal::Break,
        settings: Settings { page_size: 1024, max_pages: 4 },
        lanes: "bump-free-list.segregated-bump.free-list.boundary-tag",
    },
    Challenge {
        goal: Goal::Rounds { slack: 1 },
        settings: Settings { page_size: 1024, max_pages: 2 },
        lanes: "bump-free-list.segregated-bump.free-list.boundary-tag",
    },
];
