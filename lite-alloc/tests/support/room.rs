//! What the model in `shadow.rs` knows about free space: which requests must succeed, where, and when the memory may grow.

use std::{alloc::Layout, ops::Range};

use lite_alloc::{GRANULE, inspect::FreeBlock, memory::Memory, observe::Fit};

use super::{
    arena::Host,
    shadow::{Block, Shadow},
    subject::{Kind, Subject},
};

impl<A: Subject<Memory: Host>> Shadow<A> {
    /// The address where a block of `layout` would start in `room`, if it fits.
    fn fit(layout: Layout, room: Range<usize>) -> Option<usize> {
        if A::KIND == Kind::BoundaryTag {
            let need = Self::need(layout)?;
            // A tag follows the block.
            return (need.checked_add(A::HEADER)? <= room.len()).then_some(room.start);
        }
        let start = room.start.checked_next_multiple_of(layout.align().max(GRANULE))?;
        let end = start.checked_add(A::block_size(layout))?;
        (end <= room.end).then_some(start)
    }

    /// Bytes that [`BoundaryTag`](Kind::BoundaryTag) searches for: padding for the alignment may take as many bytes as the
    /// alignment exceeds the granule by.
    fn need(layout: Layout) -> Option<usize> {
        let need = A::block_size(layout) + layout.align().max(GRANULE) - GRANULE;
        u32::try_from(need).is_ok().then_some(need)
    }

    /// Whether a free block fits a request, and if not, why.
    pub fn judge(layout: Layout, address: usize, size: usize) -> Fit {
        let (needed, fits) = match A::KIND {
            Kind::BoundaryTag => Self::need(layout).map_or((usize::MAX, false), |need| (need, need <= size)),
            _ => (A::block_size(layout), Self::fit(layout, address..address + size).is_some()),
        };
        match fits {
            true => Fit::Fits,
            false if size < needed => Fit::TooSmall,
            false => Fit::Misaligned,
        }
    }

    /// The free block that the request must be met from, if there is one.
    pub fn first_fit(&self, layout: Layout) -> Option<FreeBlock> {
        let free = self.free();
        if A::KIND == Kind::BoundaryTag {
            let need = Self::need(layout)?;
            let own = A::BINS.iter().rposition(|&smallest| smallest <= need)?;
            let first = free.iter().find(|free| free.bin == Some(own)).filter(|free| free.size >= need);
            return first.or_else(|| free.iter().find(|free| free.bin > Some(own))).copied();
        }
        if A::KIND != Kind::FreeList {
            let bin = A::BINS.iter().position(|&size| size == A::block_size(layout))?;
            let first = *free.iter().find(|free| free.bin == Some(bin))?;
            return (first.address % layout.align() == 0).then_some(first);
        }
        let fits = |free: &FreeBlock| Self::fit(layout, free.address..free.address + free.size).is_some();
        free.into_iter().find(fits)
    }

    /// Whether the request fits without growing the memory.
    pub fn has_room(&self, layout: Layout) -> bool {
        self.first_fit(layout).is_some() || Self::fit(layout, self.allocator.bump()).is_some()
    }

    /// Whether the request must succeed, if necessary by growing the memory.
    pub fn must_serve(&self, layout: Layout) -> bool {
        if self.has_room(layout) {
            return true;
        }
        let memory = self.memory();
        let end = memory.end();
        let limit = end + memory.available();
        self.can_grow() && Self::fit(layout, self.last_room()..limit).is_some()
    }

    /// The bytes that are missing at the end of the memory for a request, if it is known where the block would be.
    pub fn missing(&self, layout: Layout) -> Option<usize> {
        if !A::Memory::ALONE {
            return None;
        }
        let start = Self::fit(layout, self.last_room()..usize::MAX)?;
        let size = match A::KIND {
            Kind::BoundaryTag => Self::need(layout)? + A::HEADER,
            _ => A::block_size(layout),
        };
        start.checked_add(size)?.checked_sub(self.memory().end())
    }

    /// Whether the memory is known to grow as far as its available bytes allow.
    fn can_grow(&self) -> bool {
        A::Memory::ALONE && self.memory().refusing() == 0
    }

    /// The start of the free space that ends at the end of the memory.
    fn last_room(&self) -> usize {
        let end = self.memory().end();
        let bump = self.allocator.bump();
        if bump.end == end && !bump.is_empty() {
            return bump.start;
        }
        if A::KIND == Kind::BoundaryTag {
            // The first region starts with the bins, later ones with a granule less a tag.
            let lead = if bump.is_empty() { 460 } else { GRANULE - A::HEADER };
            return end + lead;
        }
        let last = self.free().into_iter().find(|free| free.address + free.size == end);
        match last {
            Some(last) if A::KIND == Kind::FreeList => last.address,
            _ => end,
        }
    }

    /// Bytes at the end of the memory that are free or can be granted.
    pub fn rest(&self) -> usize {
        let memory = self.memory();
        memory.end().saturating_add(memory.available()).saturating_sub(self.last_room())
    }

    /// Whether a block must be resized in place.
    pub fn must_stay(&self, block: Block, layout: Layout) -> bool {
        let (from, to) = (A::block_size(block.layout), A::block_size(layout));
        let old = block.range::<A>();
        let bump = self.allocator.bump();
        let merges = matches!(A::KIND, Kind::FreeList | Kind::BoundaryTag);
        let top = A::KIND != Kind::FreeList && bump.start == old.end;
        if to == from {
            return true;
        }
        if to < from && (merges || !top) {
            return merges || A::BINS.last().is_some_and(|&largest| from > largest);
        }
        if !merges && (!top || self.first_fit(layout).is_some()) {
            return false;
        }
        let memory = self.memory();
        let end = memory.end();
        let room = match self.free().into_iter().find(|free| free.address == old.end) {
            Some(free) if merges => free.address + free.size,
            // A tag must fit after the block.
            _ if top && A::KIND == Kind::BoundaryTag => {
                let limit =
                    if bump.end == end && self.can_grow() { end + memory.available() } else { bump.end };
                return old.start.checked_add(to).is_some_and(|to| to <= limit - A::HEADER);
            }
            _ if top => bump.end,
            _ => old.end,
        };
        let limit = if room == end && self.can_grow() { end + memory.available() } else { room };
        old.start.checked_add(to).is_some_and(|to| to <= limit)
    }
}
