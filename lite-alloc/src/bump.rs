//! The bump pointer that two of the allocators share: memory handed out from low to high, each byte once.
//!
//! ```text
//!   region                                                    memory.end()
//!   +---------------------------+--------------------------+  |
//!   | handed out                | bump space               |  |
//!   +---------------------------+--------------------------+--+
//!                               next                       end
//! ```

use core::{ops::Range, ptr};

use crate::{
    align::{GRANULE, gap},
    inspect::Fault,
    memory::Memory,
    observe::{Event, Observer, tell},
};

/// The bump pointer of one region of pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bump {
    /// The first byte not handed out, always a multiple of the granule; null before the first growth.
    next: *mut u8,
    /// One past the last byte of the region.
    end: usize,
    /// Bytes in `next..end` that lie at or above this address were never handed out.
    fresh: usize,
}

/// A new block, and what had to be left behind for it.
pub(crate) struct Bumped {
    /// The block.
    pub(crate) block: *mut u8,
    /// Bytes skipped just below the block for its alignment.
    pub(crate) gap: usize,
    /// Start of the unused end of the former region.
    pub(crate) tail: *mut u8,
    /// Its bytes; 0 if the region is the same.
    pub(crate) tail_size: usize,
}

impl Bump {
    pub(crate) const fn new() -> Self {
        Self { next: ptr::null_mut(), end: 0, fresh: 0 }
    }

    /// Hands out `size` bytes at `align`, growing the memory by just what is short. O(1).
    #[inline(always)]
    pub(crate) fn take<M: Memory, O: Observer>(
        &mut self,
        size: usize,
        align: usize,
        memory: &mut M,
        observer: &mut O,
    ) -> Option<Bumped> {
        let tail = self.next;
        let mut tail_size = 0;
        let mut skip = gap(self.next.addr(), align);
        if skip + size > self.end - self.next.addr() {
            let (pages, contiguous) = loop {
                // The pages to come continue this region if it ends where they start. If not, a new one starts there.
                let end = memory.end();
                let contiguous = self.end == end;
                let base = if contiguous { self.next.addr() } else { end };
                skip = gap(base, align);
                let bytes = skip + size - (end - base);
                let Some(pages) = memory.grow(bytes) else {
                    tell!(observer, Event::Refused { bytes });
                    return None;
                };
                if !M::SHARED || pages.start.addr().get() == end {
                    break (pages, contiguous);
                }
            };
            let start = pages.start.as_ptr();
            if !contiguous {
                tail_size = self.end - self.next.addr();
                self.next = start;
                self.fresh = start.addr();
            }
            self.end = start.addr() + pages.size;
            tell!(observer, Event::Grown { start: start.addr(), size: pages.size, contiguous });
        }
        // SAFETY: `skip + size` bytes from `next` lie in the region.
        let block = unsafe { self.next.byte_add(skip) };
        // SAFETY: as above.
        self.next = unsafe { block.byte_add(size) };
        tell!(observer, Event::Bumped { block: block.addr(), size, gap: skip });
        Some(Bumped { block, gap: skip, tail, tail_size })
    }

    /// How many of the first bytes of a block just taken may differ from zero.
    #[inline(always)]
    pub(crate) fn dirty<M: Memory>(&self, block: *mut u8, size: usize) -> usize {
        if M::ZEROED { self.fresh.saturating_sub(block.addr()).min(size) } else { size }
    }

    /// Gives the block that ends at the bump pointer another size, if `block` is that block and there is memory. O(1).
    #[cfg(feature = "realloc")]
    #[inline(always)]
    pub(crate) fn resize<M: Memory, O: Observer>(
        &mut self,
        block: *mut u8,
        from: usize,
        to: usize,
        memory: &mut M,
        observer: &mut O,
    ) -> bool {
        if block.addr() + from != self.next.addr() {
            return false;
        }
        let room = self.end - block.addr();
        if to > room {
            if memory.end() != self.end {
                return false;
            }
            let Some(pages) = memory.grow(to - room) else {
                return false;
            };
            if M::SHARED && pages.start.addr().get() != self.end {
                return false;
            }
            self.end += pages.size;
            tell!(
                observer,
                Event::Grown { start: pages.start.addr().get(), size: pages.size, contiguous: true }
            );
        }
        self.fresh = self.fresh.max(self.next.addr());
        // SAFETY: `to` bytes from `block` lie in the region.
        self.next = unsafe { block.byte_add(to) };
        tell!(observer, Event::Resized { block: block.addr(), from, to });
        true
    }

    /// What has not been handed out.
    pub(crate) fn space(&self) -> Range<usize> {
        self.next.addr()..self.end
    }

    pub(crate) fn check<M: Memory>(&self, memory: &M) -> Result<(), Fault> {
        let next = self.next.addr();
        if next > self.end {
            Err(Fault { what: "the bump pointer is past the end of its region", address: next })
        } else if !next.is_multiple_of(GRANULE) || !self.end.is_multiple_of(GRANULE) {
            Err(Fault { what: "the bump space is not a whole number of granules", address: next })
        } else if self.end > memory.end() && memory.end() != 0 {
            Err(Fault { what: "the bump space reaches past the end of the memory", address: self.end })
        } else {
            Ok(())
        }
    }
}
