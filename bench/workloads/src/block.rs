//! A block from the global allocator, with a mark at both ends that is checked when it is freed.
//!
//! The marks are a few bytes: writing a whole block would take longer than allocating it, with every allocator.

use alloc::alloc::{Layout, alloc, dealloc, handle_alloc_error, realloc};
use core::hint::black_box;

const MARK: usize = size_of::<u32>();

/// Freed only by [`Block::free`].
pub struct Block {
    start: *mut u8,
    layout: Layout,
    mark: u32,
}

impl Block {
    pub fn new(size: usize, align: usize, mark: u32) -> Self {
        assert!(size != 0);
        let Ok(layout) = Layout::from_size_align(size, align) else { unreachable!() };
        // SAFETY: the size is not 0. The compiler must not see that the block is freed later, or it could remove both calls.
        let start = black_box(unsafe { alloc(layout) });
        Self::taken(start, layout, mark)
    }

    pub fn realloc(&mut self, new_size: usize) {
        assert!(new_size != 0);
        self.check_start();
        // SAFETY: the block is live and has this layout; the new size is small and not 0.
        let start = black_box(unsafe { realloc(self.start, self.layout, new_size) });
        let Ok(layout) = Layout::from_size_align(new_size, self.layout.align()) else { unreachable!() };
        let kept = Self { start, layout, mark: self.mark };
        if !start.is_null() && self.layout.size() >= MARK && new_size >= MARK {
            kept.check_start();
        }
        *self = Self::taken(start, layout, self.mark);
    }

    /// Frees it, and returns its mark.
    pub fn free(self) -> u32 {
        self.check_start();
        let size = self.layout.size();
        if size >= 2 * MARK {
            // SAFETY: the last bytes are in the block, and were written.
            let last = unsafe { self.start.add(size - MARK).cast::<u32>().read_unaligned() };
            assert!(last == !self.mark, "the end of a block was overwritten");
        }
        // SAFETY: the block is live and has this layout.
        unsafe { dealloc(self.start, self.layout) };
        self.mark
    }

    fn taken(start: *mut u8, layout: Layout, mark: u32) -> Self {
        if start.is_null() {
            handle_alloc_error(layout);
        }
        assert!(start.addr() & (layout.align() - 1) == 0, "a block isn't aligned");
        let size = layout.size();
        // SAFETY: the written bytes are in the block.
        unsafe {
            if size >= MARK {
                start.cast::<u32>().write_unaligned(mark);
            } else {
                start.write(mark as u8);
            }
            if size >= 2 * MARK {
                start.add(size - MARK).cast::<u32>().write_unaligned(!mark);
            }
        }
        Self { start, layout, mark }
    }

    fn check_start(&self) {
        // SAFETY: the first bytes are in the block, and were written.
        let same = unsafe {
            if self.layout.size() >= MARK {
                self.start.cast::<u32>().read_unaligned() == self.mark
            } else {
                self.start.read() == self.mark as u8
            }
        };
        assert!(same, "the start of a block was overwritten");
    }
}
