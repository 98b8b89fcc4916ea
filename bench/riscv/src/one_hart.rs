//! A cell for allocators without a lock that works here: there is one processor (a *hart*) and no interrupt.

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    ptr::{self, NonNull},
};

/// The operations of such an allocator. The defaults are those of `GlobalAlloc`.
pub trait Heap {
    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>>;

    /// # Safety
    /// `block` is live and has this layout.
    unsafe fn free(&mut self, block: NonNull<u8>, layout: Layout);

    fn allocate_zeroed(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        let block = self.allocate(layout)?;
        // SAFETY: the block has this size.
        unsafe { block.write_bytes(0, layout.size()) };
        Some(block)
    }

    /// # Safety
    /// `block` is live and has this layout; `new_size` makes a layout with its alignment and isn't 0.
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: by the contract of this function; the new block doesn't overlap the old one.
        unsafe {
            let new = self.allocate(Layout::from_size_align_unchecked(new_size, layout.align()))?;
            new.copy_from_nonoverlapping(block, layout.size().min(new_size));
            self.free(block, layout);
            Some(new)
        }
    }
}

pub struct OneHart<H>(UnsafeCell<H>);

// SAFETY: there is one processor and no interrupt.
unsafe impl<H> Sync for OneHart<H> {}

impl<H> OneHart<H> {
    pub const fn new(heap: H) -> Self {
        Self(UnsafeCell::new(heap))
    }

    /// Calls `work` with the heap. `work` must not call this again.
    #[inline(always)]
    pub fn with<T>(&self, work: impl FnOnce(&mut H) -> T) -> T {
        // SAFETY: an allocator doesn't allocate from itself, and there are no interrupts.
        work(unsafe { &mut *self.0.get() })
    }
}

fn to_raw(block: Option<NonNull<u8>>) -> *mut u8 {
    block.map_or(ptr::null_mut(), NonNull::as_ptr)
}

// SAFETY: the heap keeps the contract.
unsafe impl<H: Heap> GlobalAlloc for OneHart<H> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        to_raw(self.with(|heap| heap.allocate(layout)))
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller frees a live block, which is not null.
        unsafe {
            let block = NonNull::new_unchecked(block);
            self.with(|heap| heap.free(block, layout));
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        to_raw(self.with(|heap| heap.allocate_zeroed(layout)))
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the same contract, and a live block is not null.
        unsafe {
            let block = NonNull::new_unchecked(block);
            to_raw(self.with(|heap| heap.reallocate(block, layout, new_size)))
        }
    }
}
