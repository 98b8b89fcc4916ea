//! The other allocators on the fixed heap, each set up as its documentation says for a given range of memory.

#[cfg(feature = "dlmalloc")]
pub mod dlmalloc {
    //! It requests memory from a system allocator: here one that hands out the heap from low to high addresses.

    use core::{
        alloc::Layout,
        cell::Cell,
        ptr::{self, NonNull},
    };

    use crate::{
        heap::{self, SIZE},
        one_hart::Heap,
    };

    pub type Dlmalloc = dlmalloc::Dlmalloc<System>;

    pub const fn new() -> Dlmalloc {
        Dlmalloc::new_with_allocator(System { used: Cell::new(0) })
    }

    pub struct System {
        used: Cell<usize>,
    }

    // SAFETY: it hands out each part of the heap only once.
    unsafe impl dlmalloc::Allocator for System {
        fn alloc(&self, size: usize) -> (*mut u8, usize, u32) {
            let used = self.used.get();
            if size > SIZE - used {
                return (ptr::null_mut(), 0, 0);
            }
            self.used.set(used + size);
            (heap::start().wrapping_add(used), size, 0)
        }

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

        /// The page size of WebAssembly.
        fn page_size(&self) -> usize {
            64 * 1024
        }
    }

    impl Heap for Dlmalloc {
        fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
            // SAFETY: sizes are not 0.
            NonNull::new(unsafe { self.malloc(layout.size(), layout.align()) })
        }

        unsafe fn free(&mut self, block: NonNull<u8>, layout: Layout) {
            // SAFETY: the caller keeps the same contract.
            unsafe { dlmalloc::Dlmalloc::free(self, block.as_ptr(), layout.size(), layout.align()) }
        }

        fn allocate_zeroed(&mut self, layout: Layout) -> Option<NonNull<u8>> {
            // SAFETY: sizes are not 0.
            NonNull::new(unsafe { self.calloc(layout.size(), layout.align()) })
        }

        unsafe fn reallocate(
            &mut self,
            block: NonNull<u8>,
            layout: Layout,
            new_size: usize,
        ) -> Option<NonNull<u8>> {
            // SAFETY: the caller keeps the same contract.
            NonNull::new(unsafe { self.realloc(block.as_ptr(), layout.size(), layout.align(), new_size) })
        }
    }
}

#[cfg(feature = "talc")]
pub mod talc {
    //! Its cell for one thread, on an array that it claims at the first request.

    use talc::{DefaultBinning, TalcCell, cell::TalcSyncCell, source::Claim};

    use crate::heap::{self, SIZE};

    pub type Talc = TalcSyncCell<Claim, DefaultBinning>;

    pub const fn new() -> Talc {
        // SAFETY: nothing else uses the heap; there is one processor and no interrupt.
        unsafe { TalcSyncCell::new(TalcCell::new(Claim::new(heap::start(), SIZE))) }
    }
}

#[cfg(feature = "rlsf")]
pub mod rlsf {
    //! With the parameters of its global allocator and one pool.

    use core::{alloc::Layout, ptr::NonNull};

    use crate::{
        heap::{self, SIZE},
        one_hart::{Heap, OneHart},
    };

    const BITS: usize = usize::BITS as usize;

    pub type Tlsf = rlsf::Tlsf<'static, usize, usize, BITS, BITS>;

    /// Gives it the heap.
    pub fn start(heap: &OneHart<Tlsf>) {
        if let Some(pool) = NonNull::new(heap::start()) {
            // SAFETY: nothing else uses the heap.
            heap.with(|heap| unsafe {
                heap.insert_free_block_ptr(NonNull::slice_from_raw_parts(pool, SIZE))
            });
        }
    }

    impl Heap for Tlsf {
        fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
            rlsf::Tlsf::allocate(self, layout)
        }

        unsafe fn free(&mut self, block: NonNull<u8>, layout: Layout) {
            // SAFETY: the caller keeps the same contract.
            unsafe { self.deallocate(block, layout.align()) }
        }

        unsafe fn reallocate(
            &mut self,
            block: NonNull<u8>,
            layout: Layout,
            new_size: usize,
        ) -> Option<NonNull<u8>> {
            // SAFETY: the caller keeps the same contract.
            unsafe {
                rlsf::Tlsf::reallocate(
                    self,
                    block,
                    Layout::from_size_align_unchecked(new_size, layout.align()),
                )
            }
        }
    }
}

#[cfg(feature = "picoalloc")]
pub mod picoalloc {
    //! On an array. Its own lock needs atomic operations, so this file repeats the calls that it makes while it holds the
    //! lock.

    use core::{alloc::Layout, ptr::NonNull};

    use picoalloc::{Allocator, Array, ArrayPointer, Size};

    use crate::{
        heap::{self, SIZE},
        one_hart::Heap,
    };

    pub type Picoalloc = Allocator<ArrayPointer<SIZE>>;

    pub const fn new() -> Picoalloc {
        // SAFETY: nothing else uses the heap, and it is aligned more than the array is.
        Allocator::new(unsafe { ArrayPointer::new(heap::start().cast::<Array<SIZE>>()) })
    }

    fn sizes(layout: Layout) -> Option<[Size; 2]> {
        Some([Size::from_bytes_usize(layout.align())?, Size::from_bytes_usize(layout.size())?])
    }

    impl Heap for Picoalloc {
        fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
            let [align, size] = sizes(layout)?;
            self.alloc(align, size)
        }

        unsafe fn free(&mut self, block: NonNull<u8>, _: Layout) {
            // SAFETY: the caller keeps the same contract.
            unsafe { Allocator::free(self, block) }
        }

        fn allocate_zeroed(&mut self, layout: Layout) -> Option<NonNull<u8>> {
            let [align, size] = sizes(layout)?;
            self.alloc_zeroed(align, size)
        }

        unsafe fn reallocate(
            &mut self,
            block: NonNull<u8>,
            layout: Layout,
            new_size: usize,
        ) -> Option<NonNull<u8>> {
            let [align, _] = sizes(layout)?;
            // SAFETY: the caller keeps the same contract.
            unsafe { self.realloc(block, align, Size::from_bytes_usize(new_size)?) }
        }
    }
}

#[cfg(feature = "buddy_system_allocator")]
pub mod buddy {
    //! Its heap without the lock, which needs atomic operations.

    use core::{alloc::Layout, ptr::NonNull};

    use crate::{
        heap::{self, SIZE},
        one_hart::{Heap, OneHart},
    };

    pub type Buddy = buddy_system_allocator::Heap<32>;

    /// Gives it the heap.
    pub fn start(heap: &OneHart<Buddy>) {
        // SAFETY: nothing else uses the heap.
        heap.with(|heap| unsafe { heap.init(heap::start().addr(), SIZE) });
    }

    impl Heap for Buddy {
        fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
            self.alloc(layout).ok()
        }

        unsafe fn free(&mut self, block: NonNull<u8>, layout: Layout) {
            // SAFETY: the caller keeps the same contract.
            unsafe { self.dealloc(block, layout) }
        }
    }
}

#[cfg(feature = "linked_list_allocator")]
pub mod linked_list {
    //! Its heap without the lock, which needs atomic operations.

    use core::{alloc::Layout, ptr::NonNull};

    use crate::{
        heap::{self, SIZE},
        one_hart::{Heap, OneHart},
    };

    pub type LinkedList = linked_list_allocator::Heap;

    /// Gives it the heap.
    pub fn start(heap: &OneHart<LinkedList>) {
        // SAFETY: nothing else uses the heap.
        heap.with(|heap| unsafe { heap.init(heap::start(), SIZE) });
    }

    impl Heap for LinkedList {
        fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
            self.allocate_first_fit(layout).ok()
        }

        unsafe fn free(&mut self, block: NonNull<u8>, layout: Layout) {
            // SAFETY: the caller keeps the same contract.
            unsafe { self.deallocate(block, layout) }
        }
    }
}

#[cfg(feature = "never-freed")]
pub mod never_freed {
    //! The minimal allocator: it bumps a pointer and frees nothing. It is the default of zero-knowledge virtual machines.

    use core::{alloc::Layout, ptr::NonNull};

    use crate::{
        heap::{self, SIZE},
        one_hart::Heap,
    };

    pub struct NeverFreed {
        used: usize,
    }

    pub const fn new() -> NeverFreed {
        NeverFreed { used: 0 }
    }

    impl Heap for NeverFreed {
        fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
            // The alignment of the heap is larger than any requested one.
            let start = self.used.wrapping_add(layout.align() - 1) & !(layout.align() - 1);
            let end = start.checked_add(layout.size()).filter(|&end| end <= SIZE)?;
            self.used = end;
            NonNull::new(heap::start().wrapping_add(start))
        }

        unsafe fn free(&mut self, _: NonNull<u8>, _: Layout) {}

        /// The heap holds zeros, and nothing is used twice.
        fn allocate_zeroed(&mut self, layout: Layout) -> Option<NonNull<u8>> {
            self.allocate(layout)
        }
    }
}
