//! A program written for lite-alloc 0.1.0. It compiles without changes, and behaves as it did.

#![cfg(not(target_arch = "wasm32"))]

use std::{
    alloc::{GlobalAlloc, Layout},
    sync::{Mutex, MutexGuard},
};

use lite_alloc::{
    PAGE_SIZE, PageCount, grow_memory, reset_heap,
    single_threaded::{BumpFreeListAllocator, FreeListAllocator, SegregatedBumpAllocator},
};

/// With 0.1.0, tests that used the heaps had to run one at a time, and programs did this with a lock.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

static BUMP: BumpFreeListAllocator = BumpFreeListAllocator::new();
static BINS: SegregatedBumpAllocator = SegregatedBumpAllocator;
const LIST: FreeListAllocator = FreeListAllocator::new();

fn is_sync<T: Sync + Send + 'static>(_: &T) {}

fn round_trip(allocator: &dyn GlobalAlloc) {
    let layout = Layout::from_size_align(100, 8).unwrap();
    // SAFETY: blocks are used within their layout, and freed once.
    unsafe {
        let block = allocator.alloc(layout);
        assert!(!block.is_null());
        block.write_bytes(0xAA, 100);
        let block = allocator.realloc(block, layout, 300);
        assert_eq!(block.add(99).read(), 0xAA);
        let layout = Layout::from_size_align(300, 8).unwrap();
        allocator.dealloc(block, layout);
        let zeros = allocator.alloc_zeroed(layout);
        assert!((0..300).all(|at| zeros.add(at).read() == 0));
        allocator.dealloc(zeros, layout);
    }
}

#[test]
#[expect(clippy::default_constructed_unit_structs, reason = "`Default` is part of the old API")]
fn the_names_are_unit_structs_and_values() {
    let _alone = alone();
    is_sync(&BUMP);
    is_sync(&BINS);
    is_sync(&LIST);
    round_trip(&BUMP);
    round_trip(&BINS);
    round_trip(&LIST);
    let BumpFreeListAllocator = BumpFreeListAllocator;
    let SegregatedBumpAllocator = SegregatedBumpAllocator::new();
    let FreeListAllocator = FreeListAllocator::default();
    let (_, _) = (BumpFreeListAllocator::default(), SegregatedBumpAllocator::default());
}

/// A wrapper with the allocator inside, the usual way to test 0.1.0.
struct Wrapped {
    inner: FreeListAllocator,
    _alone: MutexGuard<'static, ()>,
}

impl Wrapped {
    fn new() -> Self {
        let guard = alone();
        unsafe_reset();
        Self { inner: FreeListAllocator::new(), _alone: guard }
    }
}

impl Drop for Wrapped {
    fn drop(&mut self) {
        unsafe_reset();
    }
}

fn unsafe_reset() {
    // SAFETY: no block is used afterwards.
    unsafe {
        BumpFreeListAllocator::reset();
        SegregatedBumpAllocator::reset();
        FreeListAllocator::reset();
        reset_heap();
    }
}

#[test]
fn reset_makes_the_memory_available_again() {
    let layout = Layout::from_size_align(40 * 1024, 16).unwrap();
    // On targets other than wasm, 0.1.0 had 128 MiB; without the reset, this would take 20 times as much.
    for _ in 0..20 {
        let wrapped = Wrapped::new();
        for _ in 0..128 * 1024 / 40 {
            // SAFETY: the size is not 0.
            assert!(!unsafe { wrapped.inner.alloc(layout) }.is_null());
        }
    }
}

/// An allocator that was not reset continues in its old memory. This memory was used, and may be above the end of the memory
/// after its reset, where fresh pages start.
#[test]
fn zeroed_blocks_are_zeroed_after_the_memory_was_reset() {
    let _alone = alone();
    unsafe_reset();
    let layout = Layout::from_size_align(4096, 16).unwrap();
    for _ in 0..3 {
        // SAFETY: the size is not 0, and the block is live until it is freed.
        unsafe {
            let block = FreeListAllocator.alloc_zeroed(layout);
            assert_eq!(std::slice::from_raw_parts(block, 4096), [0; 4096]);
            block.write_bytes(1, 4096);
            FreeListAllocator.dealloc(block, layout);
        }
        reset_heap();
    }
    unsafe_reset();
}

#[test]
fn pages_are_numbered() {
    let _alone = alone();
    assert_eq!(PAGE_SIZE, 65536);
    assert_eq!(PageCount(3).size_in_bytes(), 196_608);
    let PageCount(pages) = PageCount(2);
    assert_eq!(format!("{:?} {}", PageCount(1), PageCount(pages) == PageCount(2)), "PageCount(1) true");
    // SAFETY: no other code uses the pages.
    unsafe {
        let first = grow_memory(1);
        let second = grow_memory(2);
        assert_eq!(second, first + 1);
        let start = std::ptr::with_exposed_provenance_mut::<u8>(first * PAGE_SIZE);
        start.write_bytes(1, 3 * PAGE_SIZE);
        assert_eq!(grow_memory(usize::MAX), usize::MAX, "refused");
        assert_eq!(grow_memory(1 << 20), usize::MAX, "refused");
        assert_eq!(grow_memory(1), first + 3, "a refused request takes no pages");
    }
}
