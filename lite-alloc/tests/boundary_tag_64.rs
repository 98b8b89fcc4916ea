//! `BoundaryTag` on 64-bit targets, where a memory can be larger than its links of 32 bits can count.

#![cfg(target_pointer_width = "64")]

mod support;

use std::{alloc::Layout, ptr::NonNull};

use lite_alloc::{
    allocate::Allocate,
    boundary_tag::BoundaryTag,
    inspect::Inspect,
    memory::{Memory, Pages},
    observe::{Event, Loss},
};
use support::log::Log;

const GIB: usize = 1 << 30;

/// The most bytes that a heap has: the largest number of 32 bits that is a whole number of granules.
const MOST: usize = 4 * GIB - 16;

/// What the heap keeps of them: its bins, and the tag that ends the memory.
const RESERVED: usize = 464;

/// A memory that says it has `page` bytes for each growth. Only its first bytes are there, so a test may not let more be
/// touched.
struct Vast {
    bytes: NonNull<u8>,
    real: Layout,
    end: usize,
    page: usize,
}

const REAL: Layout = Layout::new::<[u128; 4096]>();

impl Vast {
    fn new(page: usize) -> Self {
        Self::with_real(page, REAL).unwrap()
    }

    fn with_real(page: usize, real: Layout) -> Option<Self> {
        // SAFETY: the size is not 0.
        let bytes = NonNull::new(unsafe { std::alloc::alloc_zeroed(real) })?;
        Some(Self { bytes, real, end: bytes.addr().get(), page })
    }
}

impl Drop for Vast {
    fn drop(&mut self) {
        // SAFETY: allocated in `with_real` with this layout.
        unsafe { std::alloc::dealloc(self.bytes.as_ptr(), self.real) };
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
    let log = Log::default();
    let mut heap = BoundaryTag::with_observer(Vast::new(5 * GIB), log.clone());
    heap.allocate(layout(100)).unwrap();
    let end = heap.reserved().start + MOST;
    assert_eq!(heap.bump().end, end, "the heap ends where links do");
    let lost = Event::Lost { start: end, size: 5 * GIB - MOST, reason: Loss::Tail };
    assert!(log.take().contains(&lost), "what is above is told of");
    assert_eq!(heap.allocate(layout(4 * GIB - 512)), None);
    heap.check().unwrap();
}

/// A block of so many bytes, tag included.
fn block(size: usize) -> Layout {
    layout(size - size_of::<u32>())
}

/// A granule more than links can count is refused, and so is a block that alone is as large as the largest heap.
#[test]
fn more_than_the_largest_heap_has() {
    let log = Log::default();
    for size in [MOST - RESERVED + 16, MOST - 16, MOST] {
        let mut heap = BoundaryTag::with_observer(Vast::new(16), log.clone());
        assert_eq!(heap.allocate(block(size)), None, "{size} bytes");
        let refused = Event::Refused { bytes: size + RESERVED };
        assert_eq!(log.take(), [refused], "what would be needed is told");
    }
}

/// All that links count can be had. (The system has no such memory, but it gives out the addresses until they are used.
/// Miri does not.)
#[cfg(not(miri))]
#[test]
fn the_largest_heap() {
    let real = Layout::from_size_align(4 * GIB, 16).unwrap();
    let Some(memory) = Vast::with_real(16, real) else {
        return eprintln!("this system has no 4 GiB of addresses to give");
    };
    let log = Log::default();
    let mut heap = BoundaryTag::with_observer(memory, log.clone());
    assert!(heap.allocate(block(MOST - RESERVED)).is_some());
    assert_eq!(heap.bump().end - heap.reserved().start, MOST);
    let lost = log.take().into_iter().find(|event| matches!(event, Event::Lost { .. }));
    assert_eq!(lost, None, "nothing lies above");
    heap.check().unwrap();
}

/// The memory was started anew below the heap, as off WebAssembly it can be. No link leads there.
#[test]
fn pages_below_the_heap() {
    let mut heap = BoundaryTag::new(Vast::new(4096));
    let block = heap.allocate(layout(1000)).unwrap();
    // SAFETY: no page of the heap is touched.
    unsafe { heap.memory_mut() }.end -= 1 << 20;
    assert_eq!(heap.allocate(layout(10_000)), None);
    // SAFETY: the block is live.
    assert_eq!(unsafe { heap.reallocate(block, layout(1000), 10_000) }, None);
    assert!(heap.allocate(layout(1000)).is_some(), "what the heap has is still used");
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
