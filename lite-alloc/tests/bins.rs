//! The bins of the allocators that have any: their order, what a heap keeps for them, and, where larger blocks are cut,
//! that a free block is found whichever bin it is in.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::alloc::Layout;

use lite_alloc::{
    GRANULE, allocate::Allocate, boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, inspect::Inspect,
    segregated_bump::SegregatedBump,
};
use support::{arena::Arena, log::Log, subject::Subject};

type Heap = BoundaryTag<Arena<true>, Log>;

/// A block of so many bytes, tag included.
fn block(size: usize) -> Layout {
    Layout::from_size_align(size - Heap::HEADER, 1).unwrap()
}

/// One bin too many would be one whose size is none.
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

/// The bits that mark bins with blocks are in two words. A search that comes to the second one at the wrong place passes
/// over the first bins there, and takes new memory although a block of 640 KiB is free.
#[test]
fn a_block_in_any_bin_is_found() {
    let sizes: Vec<usize> = Heap::BINS.iter().copied().take_while(|&size| size <= 1 << 21).collect();
    assert!(sizes.len() > 64, "both words of the bits are in use");
    for &size in sizes.iter().step_by(if cfg!(miri) { 20 } else { 1 }) {
        let mut heap = Heap::build(Arena::new(4096, 600, 0), Log::default());
        let first = heap.allocate(block(size)).expect("room for it");
        heap.allocate(block(16)).expect("room for a block behind it");
        // SAFETY: the block is live.
        unsafe { heap.deallocate(first, block(size)) };
        for need in sizes.iter().copied().filter(|&need| need <= size) {
            assert_eq!(heap.allocate(block(need)), Some(first), "{need} bytes in a free block of {size}");
            // SAFETY: the block is live.
            unsafe { heap.deallocate(first, block(need)) };
        }
        assert_eq!(heap.check(), Ok(()));
    }
}

/// Programs keep the heap in a static, and observers keep its roots for each operation.
#[test]
fn the_heap_is_a_few_words() {
    const WORD: usize = size_of::<usize>();
    // Base, top and end, and a bit for each bin.
    let size = (3 * WORD + Heap::BINS.len().div_ceil(64) * 8).next_multiple_of(8);
    assert_eq!(size_of::<BoundaryTag<()>>(), size);
    let roots = Heap::build(Arena::new(16, 1, 0), Log::default()).roots();
    assert_eq!(roots.as_ref().len(), 3 + Heap::BINS.len().div_ceil(64) * 4 + Heap::BINS.len());
}
