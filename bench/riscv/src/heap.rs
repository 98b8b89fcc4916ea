//! The heap that every allocator gets here: a fixed range of zeros, and the means to hand it out.

use core::cell::UnsafeCell;

/// Enough for all workloads, also where nothing is ever freed.
pub const SIZE: usize = 64 << 20;

#[repr(align(4096))]
struct Heap(UnsafeCell<[u8; SIZE]>);

// SAFETY: there is one processor, and nobody looks at it but the allocator.
unsafe impl Sync for Heap {}

static HEAP: Heap = Heap(UnsafeCell::new([0; SIZE]));

/// The first byte. Whoever the heap is given to has it alone.
pub const fn start() -> *mut u8 {
    HEAP.0.get().cast()
}

#[cfg(feature = "lite")]
pub use lite::{Lite, PAGES, Pages};

#[cfg(feature = "lite")]
mod lite {
    //! This repository's: behind a critical section, as there are no atomic operations.

    use lite_alloc::{global::Global, memory::region::Region};

    use super::{SIZE, start};

    pub type Lite<A> = Global<A>;
    pub type Pages = Region<true>;

    const PAGE: usize = 1024;

    // SAFETY: the range is aligned and zero, and nothing else uses it.
    pub const PAGES: Pages = unsafe { Region::new(start(), SIZE, PAGE) };
}

#[cfg(any(feature = "lite", feature = "embedded"))]
mod nobody_interrupts {
    //! The critical section of one processor without interrupts: nothing.

    struct Nothing;

    critical_section::set_impl!(Nothing);

    // SAFETY: there is one processor, and no interrupt is ever allowed.
    unsafe impl critical_section::Impl for Nothing {
        unsafe fn acquire() -> critical_section::RawRestoreState {}

        unsafe fn release(_: critical_section::RawRestoreState) {}
    }
}
