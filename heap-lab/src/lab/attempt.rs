//! Whether a request would succeed at a position: it is made on the real allocator, and undone.
//!
//! The memory must not grow for that, so pages are refused as if the capacity of the arena were reached; the arena then
//! tells whether its limit would have allowed them. A request changes nothing before the memory has grown.

use std::{alloc::Layout, mem::MaybeUninit};

use super::{
    Recording,
    recorder::layout,
    refusal::{self, Refusal, Request},
    view::TileKind,
};
use crate::trace::{BlockId, Op};

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
        let saved = self.save();
        let (placed, short) = self.undone(&saved, |recording| recording.lane.allocate(layout, false))?;
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

    /// The bytes of the heap at the position, for [`undone`](Self::undone).
    pub(super) fn save(&self) -> Vec<MaybeUninit<u8>> {
        let mut bytes = vec![MaybeUninit::uninit(); self.heap_end() as usize];
        if let Some(arena) = self.lane.arena() {
            arena.read(0, &mut bytes);
        }
        bytes
    }

    /// Runs something on the allocator, without pages for it, and undoes it. `saved` are the bytes of the position. Returns its
    /// result, and how large the memory would have become if pages had been refused that its limit allows; nothing if the
    /// bytes of the lane are elsewhere.
    fn undone<T>(
        &mut self,
        saved: &[MaybeUninit<u8>],
        run: impl FnOnce(&mut Self) -> T,
    ) -> Option<(T, Option<u32>)> {
        let done = self.position();
        // SAFETY: the arena is not replaced, and gets its capacity back.
        let capacity = unsafe { self.lane.arena_mut() }?.freeze();
        let result = run(self);
        let short = self.lane.arena()?.short();
        // SAFETY: these are the bytes that were there, and so are the roots, which match them.
        unsafe {
            let arena = self.lane.arena_mut()?;
            arena.thaw(capacity);
            arena.restore(saved);
            self.lane.put_back(done);
        }
        Some((result, short))
    }

    /// Whether the request of operation `op`, before which the recording is, would succeed if these live blocks were freed
    /// first, in this order. `saved` are the bytes of the position.
    pub(super) fn succeeds_after(&mut self, op: usize, frees: &[BlockId], saved: &[MaybeUninit<u8>]) -> bool {
        let tried = self.undone(saved, |recording| {
            for &block in frees {
                if let Some((address, layout)) = recording.layout_of(block) {
                    // SAFETY: it is live, and freed once.
                    unsafe { recording.lane.deallocate(address, layout) };
                }
            }
            match recording.trace().ops[op] {
                Op::Alloc { size, align, .. } => recording.lane.allocate(layout(size, align)?, false),
                Op::Realloc { block, size } => {
                    let (address, old) = recording.layout_of(block)?;
                    let new = layout(size, old.align() as u32)?;
                    // SAFETY: it is live, and was not freed; `new` is a layout.
                    unsafe { recording.lane.reallocate(address, old, new.size()) }
                }
                Op::Free { .. } | Op::Label { .. } | Op::TakePages { .. } => None,
            }
        });
        tried.is_some_and(|(placed, short)| placed.is_some() || short.is_some())
    }

    /// The address that the program has of a live block, and its layout.
    fn layout_of(&self, block: BlockId) -> Option<(u32, Layout)> {
        let tile = self.block(block)?;
        match tile.kind {
            TileKind::Live { asked, align, header, .. } => Some((tile.start + header, layout(asked, align)?)),
            _ => None,
        }
    }
}
