//! `BoundaryTag` on 64-bit targets, where a memory can be larger than its 32-bit links can address.

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

/// The largest heap, in bytes: the largest multiple of the granule that fits in 32 bits.
const MOST: usize = 4 * GIB - 16;

/// The bytes of it that are not available for blocks: the bins, and the tag at the end of the memory.
const RESERVED: usize = 464;

/// A memory that claims to grow by pages of `page` bytes. Only its first bytes exist, so a test must make sure that nothing
/// else is accessed.
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

// SAFETY: violated on purpose: most of the pages do not exist. The tests access only those that do.
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

/// A 33-bit size is truncated to 32 bits, and the block becomes a small one.
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

/// A page is so large that the heap gets more than 4 GiB at once. What links can't address is not used.
#[test]
fn pages_that_end_out_of_reach_of_links() {
    let log = Log::default();
    let mut heap = BoundaryTag::with_observer(Vast::new(5 * GIB), log.clone());
    heap.allocate(layout(100)).unwrap();
    let end = heap.reserved().start + MOST;
    assert_eq!(heap.bump().end, end, "the heap ends where the range of links ends");
    let lost = Event::Lost { start: end, size: 5 * GIB - MOST, reason: Loss::Tail };
    assert!(log.take().contains(&lost), "the bytes above are reported as lost");
    assert_eq!(heap.allocate(layout(4 * GIB - 512)), None);
    heap.check().unwrap();
}

/// The layout of a block that occupies `size` bytes, its tag included.
fn block(size: usize) -> Layout {
    layout(size - size_of::<u32>())
}

/// A request for one granule more than links can address is refused, and so is a block as large as the largest heap.
#[test]
fn more_than_the_largest_heap_has() {
    let log = Log::default();
    for size in [MOST - RESERVED + 16, MOST - 16, MOST] {
        let mut heap = BoundaryTag::with_observer(Vast::new(16), log.clone());
        assert_eq!(heap.allocate(block(size)), None, "{size} bytes");
        let refused = Event::Refused { bytes: size + RESERVED };
        assert_eq!(log.take(), [refused], "the event has the bytes that would be needed");
    }
}

/// Everything that links can address can be allocated. (The system need not have that much memory: it reserves addresses,
/// and provides memory when they are used. Miri does not.)
#[cfg(not(miri))]
#[test]
fn the_largest_heap() {
    let real = Layout::from_size_align(4 * GIB, 16).unwrap();
    let Some(memory) = Vast::with_real(16, real) else {
        return eprintln!("skipped: this system can't reserve 4 GiB of addresses");
    };
    let log = Log::default();
    let mut heap = BoundaryTag::with_observer(memory, log.clone());
    assert!(heap.allocate(block(MOST - RESERVED)).is_some());
    assert_eq!(heap.bump().end - heap.reserved().start, MOST);
    let lost = log.take().into_iter().find(|event| matches!(event, Event::Lost { .. }));
    assert_eq!(lost, None, "nothing is out of reach");
    heap.check().unwrap();
}

/// The memory was reset to below the heap, which is possible on targets other than WebAssembly. No link can refer to
/// addresses there.
#[test]
fn pages_below_the_heap() {
    let mut heap = BoundaryTag::new(Vast::new(4096));
    let block = heap.allocate(layout(1000)).unwrap();
    // SAFETY: no page of the heap is accessed.
    unsafe { heap.memory_mut() }.end -= 1 << 20;
    assert_eq!(heap.allocate(layout(10_000)), None);
    // SAFETY: the block is live.
    assert_eq!(unsafe { heap.reallocate(block, layout(1000), 10_000) }, None);
    assert!(heap.allocate(layout(1000)).is_some(), "the pages of the heap can still be used");
}

/// Other code took so many pages in between that the next ones are out of reach.
#[test]
fn pages_that_start_out_of_reach_of_links() {
    let mut heap = BoundaryTag::new(Vast::new(4096));
    heap.allocate(layout(1000)).unwrap();
    // SAFETY: no page of the heap is accessed.
    unsafe { heap.memory_mut() }.end += 4 * GIB;
    let end = heap.memory().end();
    assert_eq!(heap.allocate(layout(10_000)), None);
    assert_eq!(heap.memory().end(), end, "the heap does not try to grow");
    assert!(heap.allocate(layout(1000)).is_some(), "the pages in reach can still be used");
    heap.check().unwrap();
}
