//! Whether a request would succeed at a position: it is made on the real allocator, and undone.
//!
//! The memory must not grow for that, so pages are refused as if the capacity of the arena were reached; the arena then
//! tells whether its limit would have allowed them. A request changes nothing before the memory has grown.

use std::mem::MaybeUninit;

use super::{
    Recording,
    recorder::layout,
    refusal::{self, Refusal, Request},
    view::TileKind,
};

/// What would become of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It would be placed in a free block.
    InFree {
        /// The address that the program would have.
        address: u32,
        /// Bytes of that free block.
        size: u32,
    },
    /// It would be placed in untouched memory.
    InUntouched {
        /// The address that the program would have.
        address: u32,
    },
    /// The memory would grow.
    Grows {
        /// By so many bytes.
        by: u32,
    },
    /// It would be refused.
    Refused {
        /// Why.
        refusal: Refusal,
        /// The largest free block, or the untouched memory if that is larger.
        largest: u32,
    },
}

impl Recording {
    /// What would become of a request after `done` operations; `None` if there is no such layout, or if the allocator can't be
    /// moved back in time. Moves the recording there. O(free blocks + bytes of the heap).
    pub fn attempt(&mut self, done: usize, size: u32, align: u32) -> Option<Attempt> {
        let layout = layout(size, align).filter(|_| self.kind.is_inspected())?;
        self.seek(done);
        let request = Request { needed: self.lane.block_size(layout), align, header: self.lane.header() };
        // Read before the request changes it.
        let numbers = self.numbers();
        let end = self.heap_end();
        let mut bytes = vec![MaybeUninit::uninit(); end as usize];
        self.lane.arena().read(0, &mut bytes);
        // SAFETY: the arena is not replaced, and gets its capacity back.
        let capacity = unsafe { self.lane.arena_mut() }.freeze();
        let placed = self.lane.allocate(layout, false);
        let short = self.lane.arena().short();
        // SAFETY: these are the bytes that were there, and so are the roots, which match them.
        unsafe {
            self.lane.arena_mut().thaw(capacity);
            self.lane.arena_mut().restore(&bytes);
            self.lane.put_back();
        }
        Some(match (placed, short) {
            (Some(address), _) => match self.tile_at(address.saturating_sub(request.header)) {
                Some(tile) if matches!(tile.kind, TileKind::Free { .. }) => {
                    Attempt::InFree { address, size: tile.size }
                }
                _ => Attempt::InUntouched { address },
            },
            (None, Some(to)) => Attempt::Grows { by: to - end },
            (None, None) => {
                Attempt::Refused { refusal: refusal::why(self, request), largest: numbers.largest_hole }
            }
        })
    }
}
