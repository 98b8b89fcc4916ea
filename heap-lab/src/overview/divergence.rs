//! Where two lanes first differ: in what became of a request, in what it cost, or in where the block is.

use super::Clock;
use crate::lab::{
    LaneKind, Recording,
    view::{Outcome, Tile},
};

/// What is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aspect {
    /// Whether a request succeeded.
    #[default]
    Success,
    /// The free blocks that were visited.
    Cost,
    /// Where the block is, counted from the first block of its lane: heaps may begin with the allocator's own bytes.
    Place,
}

impl Aspect {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Success, Self::Cost, Self::Place];

    /// Whether it is known of a lane: the cost is unknown of allocators that can't be inspected.
    pub fn is_known_of(self, lane: LaneKind) -> bool {
        self != Self::Cost || lane.is_inspected()
    }

    /// Its name in attributes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Cost => "cost",
            Self::Place => "place",
        }
    }
}

/// An operation in which two lanes differ, and what each of them did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// The operation.
    pub op: u32,
    /// What each lane did in it.
    pub deeds: [Deed; 2],
}

/// What a lane did in an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The request succeeded.
    Granted,
    /// It was refused.
    Refused,
    /// There was no block, since its request was refused before.
    NoBlock,
    /// It visited so many free blocks.
    Visited(u32),
    /// The block is there now.
    Placed {
        /// The address that the program has.
        address: u32,
        /// From the first block of the lane.
        offset: i64,
    },
    /// There is no block after it.
    Nothing,
}

/// Operations between two looks at the clock.
const PIECE: usize = 512;

/// A search for the first difference, in slices.
pub struct Comparison {
    aspect: Aspect,
    next: usize,
    len: usize,
    /// The address of the first block of each lane.
    first: [Option<u32>; 2],
    /// Differences before this operation are passed over.
    from: usize,
}

impl Comparison {
    /// Compares the first `len` operations. The difference that is found is in operation `from` or later.
    pub fn new(aspect: Aspect, from: usize, len: usize) -> Self {
        // Places are counted from the first block, wherever that is.
        let next = if aspect == Aspect::Place { 0 } else { from };
        Self { aspect, next, len, first: [None; 2], from }
    }

    /// Goes on until the slice is over, at least for one piece. Returns the result once it is known: the operation, or none.
    pub fn advance(&mut self, lanes: [&Recording; 2], is_over: Clock) -> Option<Option<Divergence>> {
        loop {
            let to = self.len.min(self.next + PIECE);
            if self.aspect == Aspect::Cost {
                let mut visits = [[0; 2]; PIECE];
                for (lane, recording) in lanes.into_iter().enumerate() {
                    let from = self.next;
                    recording.sums(from..to, &mut |op, sums| visits[op - from][lane] = sums.probes_last);
                }
                let pairs = (self.next..to).zip(visits);
                for (op, visited) in pairs {
                    if visited[0] != visited[1] {
                        return Some(Some(Divergence { op: op as u32, deeds: visited.map(Deed::Visited) }));
                    }
                }
            } else {
                for op in self.next..to {
                    let deeds = [self.deed(lanes[0], 0, op), self.deed(lanes[1], 1, op)];
                    if op >= self.from && self.differ(deeds) {
                        return Some(Some(Divergence { op: op as u32, deeds }));
                    }
                }
            }
            self.next = to;
            if to >= self.len {
                return Some(None);
            }
            if is_over() {
                return None;
            }
        }
    }

    fn deed(&mut self, recording: &Recording, lane: usize, op: usize) -> Deed {
        match (self.aspect, recording.outcome(op)) {
            (Aspect::Place, _) => {
                let Some(address) = recording.block_after(op).map(|tile| address(&tile)) else {
                    return Deed::Nothing;
                };
                let first = *self.first[lane].get_or_insert(address);
                Deed::Placed { address, offset: i64::from(address) - i64::from(first) }
            }
            (_, Outcome::OutOfMemory | Outcome::NoPages) => Deed::Refused,
            (_, Outcome::NoBlock) => Deed::NoBlock,
            _ => Deed::Granted,
        }
    }

    fn differ(&self, deeds: [Deed; 2]) -> bool {
        match deeds {
            [Deed::Placed { offset: one, .. }, Deed::Placed { offset: other, .. }] => one != other,
            [one, other] => one != other,
        }
    }
}

/// The address that the program has of a live block.
fn address(tile: &Tile) -> u32 {
    match tile.kind {
        crate::lab::view::TileKind::Live { header, .. } => tile.start + header,
        _ => tile.start,
    }
}
