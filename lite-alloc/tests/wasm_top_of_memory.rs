//! The end of the address space. The memory of this module is grown to all of its 4 GiB, by pages that nobody touches
//! but the very last ones, and each allocator takes what is left, to the last byte that Rust allows.
//!
//! One test on purpose, in a module of its own: afterwards there is no memory left, for anybody.

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

/// Sizes with which `address + size` wraps, for blocks up here even small ones.
fn impossible<A: Inspect>(heap: &mut A) {
    for size in [isize::MAX as usize, 1 << 30, 1 << 24, LEFT * PAGE_SIZE + 1] {
        assert_eq!(heap.allocate(layout(size)), None);
        assert_eq!(heap.allocate_zeroed(layout(size)), None);
    }
}

/// A block in the last pages, which cannot grow beyond them, in place or by moving.
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

/// The last byte of the address space is never handed out, all others are; and what is dirty up here is known to be.
fn takes_the_last_page<A: Inspect>(heap: &mut A) {
    let all = PAGE_SIZE - GRANULE;
    assert_eq!(heap.allocate(layout(all + 1)), None, "a block that would end at 2^32");
    // Where sizes are rounded up, or the page holds more than the block, what is left is too little for all of it.
    let size = if A::block_size(layout(all)) == all { all } else { PAGE_SIZE / 2 };
    let block = heap.allocate(layout(size)).expect("all of the last page but its last granule");
    let first = (heap.reserved().len() + A::HEADER).next_multiple_of(GRANULE);
    assert_eq!(block.addr().get(), (ALL - 1).wrapping_mul(PAGE_SIZE) + first);
    assert_eq!(pages(), ALL);
    heap.check().unwrap();
    exhaust(heap);
    no_more(heap);
    // SAFETY: the block is live, and zeroed when it is said to be.
    unsafe {
        assert_eq!(heap.reallocate(block, layout(size), size + GRANULE), None);
        pattern::fill(block.as_ptr(), 2, size);
        heap.deallocate(block, layout(size));
        heap.check().unwrap();
        let block = heap.allocate_zeroed(layout(size)).expect("it was given back");
        assert!(pattern::is_zero(block.as_ptr(), size), "a used block, said to be zero");
        heap.check().unwrap();
        heap.deallocate(block, layout(size));
    }
}

/// A full memory has no pages and no end: nothing may be reckoned from it.
fn no_more<A: Inspect>(heap: &mut A) {
    for size in [1, 16, 100, PAGE_SIZE, 1 << 30, isize::MAX as usize] {
        assert_eq!(heap.allocate(layout(size)), None, "{size}");
    }
}

/// Takes what `heap` still has, block by block.
fn exhaust<A: Inspect>(heap: &mut A) {
    let mut size = PAGE_SIZE;
    while size != 0 {
        match heap.allocate(layout(size)) {
            Some(_) => heap.check().unwrap(),
            None => size /= 2,
        }
    }
}

/// The last page once more, for a heap that comes after the one that made the memory grow to it.
struct LastPage {
    granted: bool,
}

// SAFETY: the page is granted once, and no heap before this one is used any more. Its last granule is left out.
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
    // What this program itself allocates from here on comes out of this.
    drop(Vec::<u8>::with_capacity(16 << 20));

    // SAFETY: nothing is done with the pages.
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
