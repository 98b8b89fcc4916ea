//! The bump pointer that two of the allocators share: memory handed out from low to high, and the last block
//! taken back.
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
    observe::{Event, Loss, Observer, tell},
};

/// Words in which a [`Bump`] can be kept.
pub(crate) const WORDS: usize = 2;

/// The bump pointer of one region of pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bump {
    /// The first byte not handed out, always a multiple of the granule; null before the first growth.
    next: *mut u8,
    /// One past the last byte of the region.
    end: usize,
}

impl Bump {
    pub(crate) const fn new() -> Self {
        Self { next: ptr::null_mut(), end: 0 }
    }

    /// Hands out `size` bytes at `align`, growing the memory by just what is short. O(1).
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
            // The pages to come continue this region if it ends where they start. If not, a new one starts there.
            let end = memory.end();
            let mut base = if self.end == end { next } else { end };
            skip = gap(base, align);
            let bytes = skip + size - (end - base);
            let Some(pages) = memory.grow(bytes) else {
                tell!(observer, Event::Refused { bytes });
                return None;
            };
            let start = pages.start.addr().get();
            tell!(observer, Event::Grown { start, size: pages.size });
            if M::SHARED && start != end {
                base = start;
                skip = gap(base, align);
            }
            if base != next && next != self.end {
                tell!(observer, Event::Lost { start: next, size: self.end - next, reason: Loss::Tail });
            }
            self.next = memory.at(base);
            self.end = start + pages.size;
            next = base;
            // Pages that start where they were expected to are enough.
            if !M::SHARED {
                break;
            }
        }
        // SAFETY: `skip + size` bytes from `next` lie in the region.
        let block = unsafe { self.next.byte_add(skip) };
        if skip != 0 {
            tell!(observer, Event::Lost { start: next, size: skip, reason: Loss::Gap });
        }
        // SAFETY: as above.
        self.next = unsafe { block.byte_add(size) };
        tell!(observer, Event::Bumped { block: block.addr(), size, gap: skip });
        // SAFETY: a block is never at address 0.
        Some(unsafe { NonNull::new_unchecked(block) })
    }

    /// Whether a live block of `size` bytes at `address`, rounded up to whole granules, ends at the bump pointer.
    #[inline(always)]
    pub(crate) fn ends(&self, address: usize, size: usize) -> bool {
        // It ends there or below, and both are multiples of the granule.
        self.next.addr().wrapping_sub(address).wrapping_sub(size) < GRANULE
    }

    /// Whether the bump pointer is at `address`.
    #[inline(always)]
    pub(crate) fn is_at(&self, address: usize) -> bool {
        self.next.addr() == address
    }

    /// Moves the bump pointer down to `block`, the last one handed out.
    #[inline(always)]
    pub(crate) fn lower<O: Observer>(&mut self, block: *mut u8, observer: &mut O) {
        tell!(observer, Event::Lowered { block: block.addr(), size: self.next.addr() - block.addr() });
        self.next = block;
    }

    /// What has not been handed out.
    pub(crate) fn space(&self) -> Range<usize> {
        self.next.addr()..self.end
    }

    /// What it is, for [`set_words`](Bump::set_words).
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

/// An allocator that takes from a bump pointer what it has nothing else for.
#[cfg(feature = "realloc")]
pub(crate) trait OnBump: Allocate {
    type Observer: Observer;

    /// What a bump pointer works with.
    fn parts(&mut self) -> (&mut Bump, &mut Self::Observer);

    /// Whether blocks of both layouts have the same size.
    #[inline(always)]
    fn same_size(one: Layout, other: Layout) -> bool {
        Self::block_size(one) == Self::block_size(other)
    }

    /// Whether a block of `size` bytes can be used again once it is given back.
    fn reuses(size: usize) -> bool;

    /// [`Allocate::reallocate`]: the block below the bump pointer is given back first, so that it grows and shrinks in
    /// place; any other moves into a block of its new size.
    ///
    /// # Safety
    /// As for [`Allocate::reallocate`].
    #[inline(always)]
    unsafe fn resize(&mut self, block: NonNull<u8>, layout: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: by the caller's promise these make a layout.
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        let (from, to) = (Self::block_size(layout), Self::block_size(new_layout));
        let address = block.addr().get();
        // The pointer is made anew because the caller's may be good for fewer bytes than the block will have.
        let start = self.memory().at(address);
        // SAFETY: a block is never at address 0.
        let stays = unsafe { NonNull::new_unchecked(start) };
        let resized = Event::Resized { block: address, from, to };
        if Self::same_size(layout, new_layout) {
            self.observe(resized);
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
            let (bump, _) = self.parts();
            // It is elsewhere only if pages came that were not where they were expected.
            if !Self::Memory::SHARED || (top && bump.is_at(address)) {
                bump.next = before;
                if top {
                    self.observe(Event::Bumped { block: address, size: from, gap: 0 });
                }
            }
            // There may be no smaller block for it, but it fits where it is.
            return shrinks.then(|| self.cut(stays, from, to));
        };
        if new == block {
            self.observe(resized);
            return Some(new);
        }
        let size = layout.size().min(new_size);
        self.observe(Event::Moved { from: address, to: new.addr().get(), size });
        // SAFETY: both have at least `size` bytes, and do not overlap: nothing was handed out of the bump space that the
        // old one was given back to but, at most, `new` in another region or the list. Nobody wrote to it since.
        unsafe {
            new.copy_from_nonoverlapping(block, size);
            if !top {
                self.deallocate(block, layout);
            }
        }
        Some(new)
    }

    /// Lets a block shrink where it is. What it gives up is lost.
    #[inline(always)]
    fn cut(&mut self, block: NonNull<u8>, from: usize, to: usize) -> NonNull<u8> {
        let address = block.addr().get();
        self.observe(Event::Resized { block: address, from, to });
        self.observe(Event::Lost { start: address + to, size: from - to, reason: Loss::Shrunk });
        block
    }
}
