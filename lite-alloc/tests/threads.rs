//! On targets other than wasm, threads share the heaps, and the four heaps share the memory of the platform with calls of
//! `grow_memory`: no two of them may get the same bytes.

#![cfg(not(target_arch = "wasm32"))]

use std::{
    alloc::{GlobalAlloc, Layout},
    ops::Range,
    sync::Barrier,
    thread,
};

use lite_alloc::{
    PAGE_SIZE, grow_memory, reset_heap,
    single_threaded::{
        BoundaryTagAllocator, BumpFreeListAllocator, FreeListAllocator, SegregatedBumpAllocator,
    },
};

/// Blocks of each thread in a round: few enough that a round fits in the memory.
const BLOCKS: usize = if cfg!(miri) { 2 } else { 200 };
const ROUNDS: usize = if cfg!(miri) { 1 } else { 100 };

/// Allocates blocks of about a page, so that nearly every one makes the memory grow. Some of them then grow.
fn blocks(allocator: &impl GlobalAlloc) -> Vec<Range<usize>> {
    let one = |index: usize| {
        let size = PAGE_SIZE - 100 * (index % 3);
        let layout = Layout::from_size_align(size, 16).unwrap();
        // SAFETY: neither size is 0, and the block is live.
        let block = unsafe {
            let block = allocator.alloc(layout);
            assert!(!block.is_null());
            if index.is_multiple_of(4) { allocator.realloc(block, layout, size + 200) } else { block }
        };
        assert!(!block.is_null());
        block.addr()..block.addr() + size
    };
    (0..BLOCKS).map(one).collect()
}

/// Takes pages as code that is not an allocator does.
fn pages() -> Vec<Range<usize>> {
    let one = |_| {
        // SAFETY: the page is not used.
        let page = unsafe { grow_memory(1) };
        assert_ne!(page, usize::MAX);
        page * PAGE_SIZE..(page + 1) * PAGE_SIZE
    };
    (0..BLOCKS).map(one).collect()
}

#[test]
fn heaps_on_one_memory_do_not_overlap() {
    for round in 0..ROUNDS {
        // SAFETY: no block of the previous round is used.
        unsafe {
            BumpFreeListAllocator::reset();
            SegregatedBumpAllocator::reset();
            FreeListAllocator::reset();
            BoundaryTagAllocator::reset();
        }
        reset_heap();
        let start = Barrier::new(5);
        let mut taken: Vec<_> = thread::scope(|scope| {
            let run = |work: fn() -> Vec<Range<usize>>| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    work()
                })
            };
            let threads = [
                run(|| blocks(&BumpFreeListAllocator)),
                run(|| blocks(&SegregatedBumpAllocator)),
                run(|| blocks(&FreeListAllocator)),
                run(|| blocks(&BoundaryTagAllocator)),
                run(pages),
            ];
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        taken.sort_by_key(|range| range.start);
        for pair in taken.windows(2) {
            assert!(pair[0].end <= pair[1].start, "round {round}: {:x?} and {:x?}", pair[0], pair[1]);
        }
    }
}
