//! A trace run on one real allocator in one arena: [`Recording`], made once, then only looked at.
//!
//! Addresses are offsets from the start of the arena, in bytes.

pub mod frame;
pub mod view;

use std::rc::Rc;

use crate::{
    arena::Settings,
    trace::{BlockId, Trace},
};
use view::{Bin, Numbers, Outcome, Region, Step, Tile};

/// Which allocator runs in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LaneKind {
    /// `lite_alloc::bump_free_list::BumpFreeList`
    BumpFreeList,
    /// `lite_alloc::segregated_bump::SegregatedBump`
    SegregatedBump,
    /// `lite_alloc::free_list::FreeList`
    FreeList,
}

impl LaneKind {
    /// All lanes, in the order they stand on the page.
    pub const ALL: [Self; 3] = [Self::BumpFreeList, Self::SegregatedBump, Self::FreeList];

    /// The name of the allocator's type.
    pub fn name(self) -> &'static str {
        match self {
            Self::BumpFreeList => "BumpFreeListAllocator",
            Self::SegregatedBump => "SegregatedBumpAllocator",
            Self::FreeList => "FreeListAllocator",
        }
    }
}

/// A whole run, with a position that can be moved to any operation.
pub struct Recording {}

impl Recording {
    /// Runs `trace` on a fresh arena. Never panics: what the allocator refuses is an [`Outcome`].
    pub fn run(kind: LaneKind, trace: Rc<Trace>, settings: Settings) -> Self {
        unimplemented!()
    }

    /// Operations of the trace.
    pub fn len(&self) -> usize {
        unimplemented!()
    }

    /// Puts the arena into the state after `done` operations (`0..=len`). O(operations in between).
    pub fn seek(&mut self, done: usize) {
        unimplemented!()
    }

    // --- What happened in operation `op` (`0..len`), wherever the position is ---

    /// What came of it.
    pub fn outcome(&self, op: usize) -> Outcome {
        unimplemented!()
    }

    /// What the allocator did in it, step by step.
    pub fn steps(&self, op: usize) -> &[Step] {
        unimplemented!()
    }

    // --- The state at the position, read from the arena ---

    /// Runs of pages, in address order.
    pub fn regions(&self) -> Vec<Region> {
        unimplemented!()
    }

    /// One past the last byte of the last page so far.
    pub fn heap_end(&self) -> u32 {
        unimplemented!()
    }

    /// The tiles that overlap `range`, in address order. All tiles together cover `0..heap_end()` exactly.
    /// O(log live + tiles in range).
    pub fn tiles(&self, range: std::ops::Range<u32>) -> Vec<Tile> {
        unimplemented!()
    }

    /// The free list in list order, as one bin of unbounded size; or the four bins.
    pub fn bins(&self) -> &[Bin] {
        unimplemented!()
    }

    /// What the bump pointer has not reached: `start` is the bump pointer. `None` where the allocator has none.
    pub fn bump(&self) -> Option<std::ops::Range<u32>> {
        unimplemented!()
    }

    /// The tile of a live block.
    pub fn block(&self, block: BlockId) -> Option<Tile> {
        unimplemented!()
    }

    /// The first `len` (at most 16) bytes at `address`, as they are in memory.
    pub fn bytes(&self, address: u32, len: usize) -> Vec<u8> {
        unimplemented!()
    }

    /// The numbers of the state.
    pub fn numbers(&self) -> Numbers {
        unimplemented!()
    }
}
