//! The end of the address space. The memory of this module grows to the full 4 GiB, of which only the last pages are used, and
//! each allocator allocates these, up to the last byte that Rust allows.
//!
//! This is a single test in its own module, because no memory is left afterwards.

#![cfg(target_arch = "wasm32")]

mod support;

use std::{alloc::Layout, ptr::NonNull};

use lite_alloc::{
    GRANULE, PAGE_SIZE,
    boundary_tag::BoundaryTag,
    bump_free_list::BumpFreeList,
    free_list::FreeList,
    grow_memory,
    inspect::Inspect,
    memory::{Memory, Pages, platform::Platform},
    segregated_bump::SegregatedBump,
};
use support::pattern;
use wasm_bindgen_test::wasm_bindgen_test;

/// Pages of the whole address space.
const ALL: usize = 1 << 16;

/// Pages that the heaps share at the end.
const LEFT: usize = 4;

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size, 1).unwrap()
}

fn pages() -> usize {
    core::arch::wasm32::memory_size(0)
}

/// Sizes for which `address + size` wraps. At the end of the address space, even small sizes do.
fn impossible<A: Inspect>(heap: &mut A) {
    for size in [isize::MAX as usize, 1 << 30, 1 << 24, LEFT * PAGE_SIZE + 1] {
        assert_eq!(heap.allocate(layout(size)), None);
        assert_eq!(heap.allocate_zeroed(layout(size)), None);
    }
}

/// A block in the last pages can't grow past them, in place or by moving.
fn no_block_wraps<A: Inspect>(heap: &mut A) {
    let block = heap.allocate(layout(1000)).unwrap();
    // SAFETY: the block is live, and the sizes make layouts.
    unsafe {
        pattern::fill(block.as_ptr(), 1, 1000);
        let top = block.addr().get().wrapping_neg();
        for size in [top, top - 1, top - 15, top + 1, top + 1000, 1 << 30, isize::MAX as usize] {
            assert_eq!(heap.reallocate(block, layout(1000), size), None, "{size} bytes at {block:?}");
        }
        assert!(pattern::holds(block.as_ptr(), 1, 1000));
        heap.check().unwrap();
        heap.deallocate(block, layout(1000));
    }
    impossible(heap);
}

/// The last granule of the address space is never handed out, but all others are. A used block here is known not to be zero.
fn takes_the_last_page<A: Inspect>(heap: &mut A) {
    let all = PAGE_SIZE - GRANULE;
    assert_eq!(heap.allocate(layout(all + 1)), None, "a block that would end at 2^32");
    // If sizes are rounded up, or the page holds more than the block, the page is too small for a block of `all` bytes.
    let size = if A::block_size(layout(all)) == all { all } else { PAGE_SIZE / 2 };
    let block = heap.allocate(layout(size)).expect("all of the last page but its last granule");
    let first = (heap.reserved().len() + A::HEADER).next_multiple_of(GRANULE);
    assert_eq!(block.addr().get(), (ALL - 1).wrapping_mul(PAGE_SIZE) + first);
    assert_eq!(pages(), ALL);
    heap.check().unwrap();
    exhaust(heap);
    no_more(heap);
    // SAFETY: the block is live, and initialised when it is read.
    unsafe {
        assert_eq!(heap.reallocate(block, layout(size), size + GRANULE), None);
        pattern::fill(block.as_ptr(), 2, size);
        heap.deallocate(block, layout(size));
        heap.check().unwrap();
        let block = heap.allocate_zeroed(layout(size)).expect("the block was freed");
        assert!(pattern::is_zero(block.as_ptr(), size), "a used block was not cleared");
        heap.check().unwrap();
        heap.deallocate(block, layout(size));
    }
}

/// The end of a full memory wraps to address 0, so the allocator must not calculate with it.
fn no_more<A: Inspect>(heap: &mut A) {
    for size in [1, 16, 100, PAGE_SIZE, 1 << 30, isize::MAX as usize] {
        assert_eq!(heap.allocate(layout(size)), None, "{size}");
    }
}

/// Allocates everything that `heap` still has, block by block.
fn exhaust<A: Inspect>(heap: &mut A) {
    let mut size = PAGE_SIZE;
    while size != 0 {
        match heap.allocate(layout(size)) {
            Some(_) => heap.check().unwrap(),
            None => size /= 2,
        }
    }
}

/// Grants the last page again, for a heap after the one that the memory grew for.
struct LastPage {
    granted: bool,
}

// SAFETY: the page is granted once, and the heaps before this one are not used any more. Its last granule is left out.
unsafe impl Memory for LastPage {
    const ZEROED: bool = false;

    fn end(&self) -> usize {
        if self.granted { 0 } else { (ALL - 1) * PAGE_SIZE }
    }

    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        let size = PAGE_SIZE - GRANULE;
        if self.granted || bytes > size {
            return None;
        }
        let start = NonNull::new(Platform.at(self.end()))?;
        self.granted = true;
        Some(Pages { start, size })
    }

    fn at(&self, address: usize) -> *mut u8 {
        Platform.at(address)
    }
}

#[wasm_bindgen_test]
fn the_end_of_the_address_space() {
    // Reserves memory for later allocations of this program itself.
    drop(Vec::<u8>::with_capacity(16 << 20));

    // SAFETY: the pages are not used.
    let grow = |pages| unsafe { grow_memory(pages) };
    assert_ne!(grow(ALL - LEFT - pages()), usize::MAX, "the engine allows 4 GiB");

    no_block_wraps(&mut BumpFreeList::new(Platform));
    assert_eq!(pages(), ALL - LEFT + 1);
    no_block_wraps(&mut SegregatedBump::new(Platform));
    assert_eq!(pages(), ALL - LEFT + 2);
    no_block_wraps(&mut BoundaryTag::new(Platform));
    assert_eq!(pages(), ALL - LEFT + 3);
    takes_the_last_page(&mut FreeList::new(Platform));
    no_more(&mut FreeList::new(Platform));
    no_more(&mut BumpFreeList::new(Platform));
    no_more(&mut SegregatedBump::new(Platform));
    no_more(&mut BoundaryTag::new(Platform));

    takes_the_last_page(&mut BumpFreeList::new(LastPage { granted: false }));
    takes_the_last_page(&mut SegregatedBump::new(LastPage { granted: false }));
    takes_the_last_page(&mut FreeList::new(LastPage { granted: false }));
    takes_the_last_page(&mut BoundaryTag::new(LastPage { granted: false }));
}
