//! dlmalloc on [`PAGES`]: what its own source for WebAssembly does, with pages of any size.

use core::ptr;

use dlmalloc::{Allocator, Dlmalloc};

use crate::pages::PAGES;

/// The allocator of this name.
pub type Heap = Dlmalloc<Source>;

/// An empty heap on pages of this size. On WebAssembly dlmalloc asks for memory in multiples of a page, and so it does here.
pub fn open(page_size: usize) -> Option<Heap> {
    let mut heap = Dlmalloc::new_with_allocator(Source);
    heap.set_granularity(page_size).then_some(heap)
}

/// [`PAGES`] as dlmalloc wants them. It notices by itself whether new pages follow its own.
pub struct Source;

// SAFETY: memory that is handed out belongs to the heap for as long as it is open.
unsafe impl Allocator for Source {
    fn alloc(&self, size: usize) -> (*mut u8, usize, u32) {
        match PAGES.grow(size) {
            Some((start, size)) => (start.as_ptr(), size, 0),
            None => (ptr::null_mut(), 0, 0),
        }
    }

    // Memory never shrinks, so nothing is given back.

    fn remap(&self, _: *mut u8, _: usize, _: usize, _: bool) -> *mut u8 {
        ptr::null_mut()
    }

    fn free_part(&self, _: *mut u8, _: usize, _: usize) -> bool {
        false
    }

    fn free(&self, _: *mut u8, _: usize) -> bool {
        false
    }

    fn can_release_part(&self, _: u32) -> bool {
        false
    }

    fn allocates_zeros(&self) -> bool {
        true
    }

    fn page_size(&self) -> usize {
        PAGES.page_size()
    }
}
