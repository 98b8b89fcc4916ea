//! The bins of the allocators that have them: their order, what a heap stores for them, and that `BoundaryTag` finds a
//! free block in any bin.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::alloc::Layout;

use lite_alloc::{
    GRANULE, allocate::Allocate, boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, inspect::Inspect,
    segregated_bump::SegregatedBump,
};
use support::{arena::Arena, log::Log, shadow::Shadow, subject::Subject};

type Heap = BoundaryTag<Arena<true>, Log>;

/// The layout of a block that occupies `size` bytes, its tag included.
fn block(size: usize) -> Layout {
    Layout::from_size_align(size - Heap::HEADER, 1).unwrap()
}

/// If there were a bin too many, its size would have overflowed.
#[test]
fn bins_are_in_ascending_order() {
    fn ascending<A: Inspect>() {
        assert_eq!(A::BINS[0], GRANULE);
        assert!(A::BINS.is_sorted_by(|one, next| one < next), "{:?}", A::BINS);
    }
    ascending::<BumpFreeList<Arena<true>>>();
    ascending::<SegregatedBump<Arena<true>>>();
    ascending::<BoundaryTag<Arena<true>>>();
}

/// The bits that mark non-empty bins are in two words. A search that continues at the wrong bit of the second word skips
/// its first bins, and takes new memory although a block of 640 KiB is free.
#[test]
fn a_block_in_any_bin_is_found() {
    let sizes: Vec<usize> = Heap::BINS.iter().copied().take_while(|&size| size <= 1 << 21).collect();
    assert!(sizes.len() > 64, "both words of the bits are in use");
    for &size in sizes.iter().step_by(if cfg!(miri) { 20 } else { 1 }) {
        let mut heap = Heap::build(Arena::new(4096, 600, 0), Log::default());
        let first = heap.allocate(block(size)).expect("room for it");
        heap.allocate(block(16)).expect("room for a block after it");
        // SAFETY: the block is live.
        unsafe { heap.deallocate(first, block(size)) };
        let roots = heap.roots();
        // SAFETY: the heap has not changed since the roots were read.
        unsafe { heap.set_roots(roots) };
        assert_eq!(heap.check(), Ok(()), "the roots keep the bit of the bin of {size} bytes");
        for need in sizes.iter().copied().filter(|&need| need <= size) {
            assert_eq!(heap.allocate(block(need)), Some(first), "{need} bytes in a free block of {size}");
            // SAFETY: the block is live.
            unsafe { heap.deallocate(first, block(need)) };
        }
        assert_eq!(heap.check(), Ok(()));
    }
}

/// Small links refer to the heads of bins, and the first block starts right after the heads. With an off-by-one error, it is
/// mistaken for a head when the block after it in its bin is removed. (The model detects this from the events.)
#[test]
fn the_first_block_is_not_the_head_of_a_bin() {
    let mut shadow = Shadow::<Heap>::new(Arena::new(1024, 2, 0));
    let blocks = [(); 4].map(|()| shadow.allocate(block(64), true).expect("room for it"));
    let reserved = shadow.allocator.reserved();
    assert_eq!(blocks[0].range::<Heap>().start, reserved.end, "the first block follows the heads");
    for freed in [2, 0, 3] {
        let live = shadow.model.live.iter().position(|live| live.pointer == blocks[freed].pointer);
        shadow.deallocate(live.expect("it is live"));
    }
}

/// Programs store the heap in a static, and observers store its roots for each operation.
#[test]
fn the_heap_is_a_few_words() {
    const WORD: usize = size_of::<usize>();
    // Base, top and end, and a bit for each bin.
    let size = (3 * WORD + Heap::BINS.len().div_ceil(64) * 8).next_multiple_of(8);
    assert_eq!(size_of::<BoundaryTag<()>>(), size);
    let roots = Heap::build(Arena::new(16, 1, 0), Log::default()).roots();
    assert_eq!(roots.as_ref().len(), 3 + Heap::BINS.len().div_ceil(64) * 4 + Heap::BINS.len());
}
