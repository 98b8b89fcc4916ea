//! The heap: an allocator on the range of RAM that `memory.x` reserves for it.

#[cfg(feature = "boundary-tag")]
use lite_alloc::boundary_tag::BoundaryTag as Allocator;
#[cfg(feature = "bump-free-list")]
use lite_alloc::bump_free_list::BumpFreeList as Allocator;
#[cfg(feature = "free-list")]
use lite_alloc::free_list::FreeList as Allocator;
#[cfg(feature = "segregated-bump")]
use lite_alloc::segregated_bump::SegregatedBump as Allocator;
use lite_alloc::{global::Global, memory::region::Region};

/// The heap grows through the range in pages of this size. The smaller they are, the less is left over.
const PAGE: usize = 1024;

unsafe extern "C" {
    /// From `memory.x`: the start of the heap, and its end (exclusive). Only their addresses are meaningful.
    static mut _heap_start: u8;
    static mut _heap_end: u8;
}

/// `Region` rather than `Region<true>`: nothing zeroes this RAM before main.
#[global_allocator]
static HEAP: Global<Allocator<Region>> =
    // SAFETY: the linker script uses this range for nothing else, and both ends are multiples of 16.
    Global::new(Allocator::new(unsafe {
        Region::between(&raw mut _heap_start, &raw mut _heap_end, PAGE)
    }));
