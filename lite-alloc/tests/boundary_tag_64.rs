//! `BoundaryTag` on 64-bit targets, where a memory can be larger than its links of 32 bits can count.

#![cfg(target_pointer_width = "64")]

use std::{alloc::Layout, ptr::NonNull};

use lite_alloc::{
    allocate::Allocate,
    boundary_tag::BoundaryTag,
    inspect::Inspect,
    memory::{Memory, Pages},
};

const GIB: usize = 1 << 30;

/// A memory that says it has `page` bytes for each growth. Only its first bytes are there, so a test may not let more be
/// touched.
struct Vast {
    bytes: NonNull<u8>,
    end: usize,
    page: usize,
}

const REAL: Layout = Layout::new::<[u128; 4096]>();

impl Vast {
    fn new(page: usize) -> Self {
        // SAFETY: the size is not 0.
        let bytes = NonNull::new(unsafe { std::alloc::alloc_zeroed(REAL) }).unwrap();
        Self { end: bytes.addr().get(), bytes, page }
    }
}

impl Drop for Vast {
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with this layout.
        unsafe { std::alloc::dealloc(self.bytes.as_ptr(), REAL) };
    }
}

// SAFETY: not kept, on purpose: most of the pages are not there. The tests touch only those that are.
unsafe impl Memory for Vast {
    const ZEROED: bool = true;

    fn end(&self) -> usize {
        self.end
    }

    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        let size = bytes.next_multiple_of(self.page);
        let start = NonNull::new(self.at(self.end)).unwrap();
        self.end += size;
        Some(Pages { start, size })
    }

    fn at(&self, address: usize) -> *mut u8 {
        self.bytes.as_ptr().with_addr(address)
    }
}

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size, 16).unwrap()
}

/// A size of 33 bits is stored in 32, and the block becomes a small one.
#[test]
fn a_size_that_32_bits_cannot_hold() {
    let mut heap = BoundaryTag::new(Vast::new(65536));
    let block = heap.allocate(layout(100)).unwrap();
    let end = heap.memory().end();
    for size in [4 * GIB - 16, 4 * GIB, 4 * GIB + 100, 1 << 40, isize::MAX as usize - 15] {
        assert_eq!(heap.allocate(layout(size)), None, "{size} bytes");
        // SAFETY: the block is live, and the size makes a layout.
        assert_eq!(unsafe { heap.reallocate(block, layout(100), size) }, None, "in place, to {size} bytes");
    }
    for align in [4 * GIB, 1 << 40] {
        assert_eq!(heap.allocate(Layout::from_size_align(100, align).unwrap()), None, "at {align}");
    }
    assert_eq!(heap.memory().end(), end, "a refused request changes nothing");
    heap.check().unwrap();
}

/// A page is so large that the heap gets more than 4 GiB at once. What links can't count is left alone.
#[test]
fn pages_that_end_further_up_than_links_count() {
    let mut heap = BoundaryTag::new(Vast::new(5 * GIB));
    heap.allocate(layout(100)).unwrap();
    let base = heap.reserved().start;
    assert!(heap.bump().end - base < 4 * GIB, "the heap ends where links do");
    assert_eq!(heap.allocate(layout(4 * GIB - 512)), None);
    heap.check().unwrap();
}

/// Others took so many pages in between that the next ones lie out of reach.
#[test]
fn pages_that_start_further_up_than_links_count() {
    let mut heap = BoundaryTag::new(Vast::new(4096));
    heap.allocate(layout(1000)).unwrap();
    // SAFETY: no page of the heap is touched.
    unsafe { heap.memory_mut() }.end += 4 * GIB;
    let end = heap.memory().end();
    assert_eq!(heap.allocate(layout(10_000)), None);
    assert_eq!(heap.memory().end(), end, "it did not even ask for pages");
    assert!(heap.allocate(layout(1000)).is_some(), "what is in reach is still used");
    heap.check().unwrap();
}
