//! The heap: an allocator on the range of RAM that `memory.x` sets aside for it.

#[cfg(feature = "boundary-tag")]
use lite_alloc::boundary_tag::BoundaryTag as Allocator;
#[cfg(feature = "bump-free-list")]
use lite_alloc::bump_free_list::BumpFreeList as Allocator;
#[cfg(feature = "free-list")]
use lite_alloc::free_list::FreeList as Allocator;
#[cfg(feature = "segregated-bump")]
use lite_alloc::segregated_bump::SegregatedBump as Allocator;
use lite_alloc::{global::Global, memory::region::Region};

/// The allocator takes the range in pages of this size, one after the other. With small ones little is left over.
const PAGE: usize = 1024;

unsafe extern "C" {
    /// From `memory.x`: the first byte of the heap, and the first one behind it. Only their addresses mean something.
    static mut _heap_start: u8;
    static mut _heap_end: u8;
}

/// `Region` and not `Region<true>`: nobody fills this RAM with zeros before main.
#[global_allocator]
static HEAP: Global<Allocator<Region>> =
    // SAFETY: the linker script gives this range, whose ends are multiples of 16, to nothing else.
    Global::new(Allocator::new(unsafe {
        Region::between(&raw mut _heap_start, &raw mut _heap_end, PAGE)
    }));
