//! The bump pointer that two of the allocators share: it hands out memory from low to high addresses and can take back
//! the last block.
//!
//! ```text
//!   region                                                    memory.end()
//!   +---------------------------+--------------------------+  |
//!   | handed out                | bump space               |  |
//!   +---------------------------+--------------------------+--+
//!                               next                       end
//! ```

#[cfg(feature = "realloc")]
use core::alloc::Layout;
use core::{
    ops::Range,
    ptr::{self, NonNull},
};

#[cfg(feature = "realloc")]
use crate::allocate::Allocate;
use crate::{
    align::{GRANULE, gap},
    inspect::{Fault, Word},
    memory::Memory,
    observe::{Event, Loss, Observer, emit},
};

/// The number of words that [`Bump::words`] returns.
pub(crate) const WORDS: usize = 2;

/// The bump pointer of one region of pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bump {
    /// The first byte that is not handed out, always a multiple of the granule; null before the first growth.
    next: *mut u8,
    /// One past the last byte of the region.
    end: usize,
}

impl Bump {
    pub(crate) const fn new() -> Self {
        Self { next: ptr::null_mut(), end: 0 }
    }

    /// Hands out `size` bytes aligned to `align`. If the region has no room, grows the memory by exactly the missing bytes.
    /// O(1).
    #[inline(always)]
    pub(crate) fn take<M: Memory, O: Observer>(
        &mut self,
        size: usize,
        align: usize,
        memory: &mut M,
        observer: &mut O,
    ) -> Option<NonNull<u8>> {
        let mut next = self.next.addr();
        let mut skip = gap(next, align);
        while skip + size > self.end - next {
            // If the new pages start where this region ends, they extend it. Otherwise they begin a new region.
            let end = memory.end();
            let mut base = if self.end == end { next } else { end };
            skip = gap(base, align);
            let bytes = skip + size - (end - base);
            let Some(pages) = memory.grow(bytes) else {
                emit!(observer, Event::Refused { bytes });
                return None;
            };
            let start = pages.start.addr().get();
            emit!(observer, Event::Grown { start, size: pages.size });
            if M::SHARED && start != end {
                base = start;
                skip = gap(base, align);
            }
            if base != next && next != self.end {
                emit!(observer, Event::Lost { start: next, size: self.end - next, reason: Loss::Tail });
            }
            self.next = memory.at(base);
            self.end = start + pages.size;
            next = base;
            // Without sharing, the pages start where expected, and are enough.
            if !M::SHARED {
                break;
            }
        }
        // SAFETY: `skip + size` bytes from `next` lie in the region.
        let block = unsafe { self.next.byte_add(skip) };
        if skip != 0 {
            emit!(observer, Event::Lost { start: next, size: skip, reason: Loss::Gap });
        }
        // SAFETY: as above.
        self.next = unsafe { block.byte_add(size) };
        emit!(observer, Event::Bumped { block: block.addr(), size, gap: skip });
        // SAFETY: a block is never at address 0.
        Some(unsafe { NonNull::new_unchecked(block) })
    }

    /// Whether a live block of `size` bytes at `address` ends at the bump pointer, `size` rounded up to whole granules.
    #[inline(always)]
    pub(crate) fn ends(&self, address: usize, size: usize) -> bool {
        // The rounded end of the block is at or below the bump pointer, and both are multiples of the granule.
        self.next.addr().wrapping_sub(address).wrapping_sub(size) < GRANULE
    }

    /// Whether the bump pointer is at `address`.
    #[inline(always)]
    pub(crate) fn is_at(&self, address: usize) -> bool {
        self.next.addr() == address
    }

    /// Moves the bump pointer down to `block`, the last block handed out.
    #[inline(always)]
    pub(crate) fn lower<O: Observer>(&mut self, block: *mut u8, observer: &mut O) {
        emit!(observer, Event::Lowered { block: block.addr(), size: self.next.addr() - block.addr() });
        self.next = block;
    }

    /// The addresses that are not handed out.
    pub(crate) fn space(&self) -> Range<usize> {
        self.next.addr()..self.end
    }

    /// Its state, for [`set_words`](Bump::set_words).
    pub(crate) fn words(&self) -> [Word; WORDS] {
        [self.next, ptr::without_provenance_mut(self.end)]
    }

    pub(crate) fn set_words(&mut self, [next, end]: [Word; WORDS]) {
        (self.next, self.end) = (next, end.addr());
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

/// An allocator that uses a bump pointer when no free block fits.
#[cfg(feature = "realloc")]
pub(crate) trait OnBump<O: Observer>: Allocate {
    /// The bump pointer and the observer, borrowed together.
    fn parts(&mut self) -> (&mut Bump, &mut O);

    /// Whether blocks of the two layouts have the same size.
    #[inline(always)]
    fn same_size(one: Layout, other: Layout) -> bool {
        Self::block_size(one) == Self::block_size(other)
    }

    /// Whether a block of `size` bytes can be reused after it is freed.
    fn reuses(size: usize) -> bool;

    /// [`Allocate::reallocate`]: the block directly below the bump pointer is first given back to the bump space, so that it
    /// grows and shrinks in place; any other moves into a block of its new size.
    ///
    /// # Safety
    /// As for [`Allocate::reallocate`].
    #[inline(always)]
    unsafe fn resize(&mut self, block: NonNull<u8>, layout: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: the contract makes this a valid layout.
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        let (from, to) = (Self::block_size(layout), Self::block_size(new_layout));
        let address = block.addr().get();
        // Re-derive the pointer: the caller's provenance may cover only `layout.size()` bytes.
        let start = self.memory().at(address);
        // SAFETY: a block is never at address 0.
        let stays = unsafe { NonNull::new_unchecked(start) };
        if Self::same_size(layout, new_layout) {
            emit!(self.parts().1, Event::Resized { block: address, from, to });
            return Some(stays);
        }
        let shrinks = new_size < layout.size();
        let (bump, observer) = self.parts();
        let before = bump.next;
        let top = bump.is_at(address + from);
        if top {
            bump.lower(start, observer);
        } else if shrinks && !Self::reuses(from) {
            return Some(self.cut(stays, from, to));
        }
        let Some(new) = self.allocate(new_layout) else {
            let (bump, observer) = self.parts();
            // Undo. If shared memory grew elsewhere meanwhile, the bump pointer is in a new region and stays there.
            if !Self::Memory::SHARED || (top && bump.is_at(address)) {
                bump.next = before;
                if top {
                    emit!(observer, Event::Bumped { block: address, size: from, gap: 0 });
                }
            }
            // There is no smaller block to move to, but the block can shrink in place.
            return shrinks.then(|| self.cut(stays, from, to));
        };
        if new == block {
            emit!(self.parts().1, Event::Resized { block: address, from, to });
            return Some(new);
        }
        let size = layout.size().min(new_size);
        emit!(self.parts().1, Event::Moved { from: address, to: new.addr().get(), size });
        // SAFETY: both have at least `size` bytes. They do not overlap: if the old block is bump space by now, `new` came from
        // a list or from another region. Nothing has written to the old block since.
        unsafe {
            new.copy_from_nonoverlapping(block, size);
            if !top {
                self.deallocate(block, layout);
            }
        }
        Some(new)
    }

    /// Shrinks a block in place. The bytes that it gives up are lost.
    #[inline(always)]
    fn cut(&mut self, block: NonNull<u8>, from: usize, to: usize) -> NonNull<u8> {
        let address = block.addr().get();
        let (_, observer) = self.parts();
        emit!(observer, Event::Resized { block: address, from, to });
        emit!(observer, Event::Lost { start: address + to, size: from - to, reason: Loss::Shrunk });
        block
    }
}
