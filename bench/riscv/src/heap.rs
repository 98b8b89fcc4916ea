//! The heap that every allocator gets here: a fixed range of zeros.

use core::cell::UnsafeCell;

/// Enough for all workloads, even if nothing is freed.
pub const SIZE: usize = 64 << 20;

#[repr(align(4096))]
struct Heap(UnsafeCell<[u8; SIZE]>);

// SAFETY: there is one processor, and only the allocator uses the heap.
unsafe impl Sync for Heap {}

static HEAP: Heap = Heap(UnsafeCell::new([0; SIZE]));

/// The first byte. Only the allocator that gets the heap uses it.
pub const fn start() -> *mut u8 {
    HEAP.0.get().cast()
}

#[cfg(feature = "lite")]
pub use lite::{Lite, PAGES, Pages};

#[cfg(feature = "lite")]
mod lite {
    //! The allocators of this repository, behind a critical section because there are no atomic operations.

    use lite_alloc::{global::Global, memory::region::Region};

    use super::{SIZE, start};

    pub type Lite<A> = Global<A>;
    pub type Pages = Region<true>;

    const PAGE: usize = 1024;

    // SAFETY: the range is aligned and zero, and nothing else uses it.
    pub const PAGES: Pages = unsafe { Region::new(start(), SIZE, PAGE) };
}

#[cfg(any(feature = "lite", feature = "embedded"))]
mod no_interrupts {
    //! The critical section of one processor without interrupts: it does nothing.

    struct Nothing;

    critical_section::set_impl!(Nothing);

    // SAFETY: there is one processor, and interrupts are never enabled.
    unsafe impl critical_section::Impl for Nothing {
        unsafe fn acquire() -> critical_section::RawRestoreState {}

        unsafe fn release(_: critical_section::RawRestoreState) {}
    }
}
