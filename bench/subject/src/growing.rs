//! Growth of the WebAssembly memory for the two allocators that don't grow it themselves, each in the way that its
//! documentation describes.

use core::arch::wasm32;

const PAGE: usize = 64 * 1024;

/// Grows the memory by at least `bytes`. Returns the start of the new pages and their size in bytes.
fn grow(bytes: usize) -> Option<(usize, usize)> {
    let pages = bytes.div_ceil(PAGE);
    let before = wasm32::memory_grow::<0>(pages);
    (before != usize::MAX).then(|| (before * PAGE, pages * PAGE))
}

#[cfg(feature = "buddy_system_allocator")]
pub use buddy::rescue;

#[cfg(feature = "buddy_system_allocator")]
mod buddy {
    //! `LockedHeapWithRescue` calls a function before it refuses a request.

    use core::alloc::Layout;

    use buddy_system_allocator::Heap;

    use super::{PAGE, grow};

    /// Adds pages that contain a block of the requested order at a multiple of its size, as a buddy system needs.
    pub fn rescue<const ORDER: usize>(heap: &mut Heap<ORDER>, layout: &Layout) {
        let Some(size) = layout.size().checked_next_power_of_two() else { return };
        let size = size.max(layout.align()).max(PAGE);
        let end = core::arch::wasm32::memory_size::<0>() * PAGE;
        let Some(short) =
            end.checked_next_multiple_of(size).and_then(|start| (start - end).checked_add(size))
        else {
            return;
        };
        if let Some((start, bytes)) = grow(short) {
            // SAFETY: the pages are new, and no other code uses them.
            unsafe { heap.init(start, bytes) };
        }
    }
}

#[cfg(feature = "linked_list_allocator")]
pub use linked_list::LinkedList;

#[cfg(feature = "linked_list_allocator")]
mod linked_list {
    //! A heap can be extended by memory directly after it; the program has to notice that it is full.

    use core::{
        alloc::{GlobalAlloc, Layout},
        ptr::{self, NonNull},
    };

    use linked_list_allocator::{Heap, LockedHeap};

    use super::grow;

    /// A heap that is extended when a request doesn't fit. No other code grows the memory, so the pages are contiguous.
    pub struct LinkedList(LockedHeap);

    impl LinkedList {
        pub const fn empty() -> Self {
            Self(LockedHeap::empty())
        }
    }

    #[cold]
    fn extend(heap: &mut Heap, layout: Layout) -> Option<()> {
        // Sizes and holes are multiples of a few words; the gap before an aligned block must be large enough for a hole.
        let short = layout.size().checked_add(layout.align())?.checked_add(size_of::<[usize; 8]>())?;
        let (start, bytes) = grow(short)?;
        // SAFETY: the pages are new, no other code uses them, and they are directly after the heap, if there is one.
        unsafe {
            if heap.bottom().is_null() {
                heap.init(ptr::with_exposed_provenance_mut(start), bytes);
            } else {
                heap.extend(bytes);
            }
        }
        Some(())
    }

    // SAFETY: the heap keeps the contract.
    unsafe impl GlobalAlloc for LinkedList {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            let mut heap = self.0.lock();
            let block = heap.allocate_first_fit(layout).or_else(|()| {
                extend(&mut heap, layout).ok_or(()).and_then(|()| heap.allocate_first_fit(layout))
            });
            block.map_or(ptr::null_mut(), NonNull::as_ptr)
        }

        unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
            // SAFETY: the caller frees a live block, which is not null.
            unsafe { self.0.lock().deallocate(NonNull::new_unchecked(block), layout) }
        }
    }
}
