//! A global allocator that counts live bytes and forwards every call.

use std::{
    alloc::{GlobalAlloc, Layout},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use subject::ALLOCATOR;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

struct Counting;

#[global_allocator]
static GLOBAL: Counting = Counting;

/// The peak of live bytes.
#[unsafe(no_mangle)]
extern "C" fn peak() -> usize {
    PEAK.load(Relaxed)
}

fn count(allocated: usize, freed: usize) {
    let live = LIVE.load(Relaxed) + allocated - freed;
    LIVE.store(live, Relaxed);
    PEAK.fetch_max(live, Relaxed);
}

// SAFETY: the allocator to which it forwards keeps the contract.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(0, layout.size());
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.dealloc(block, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        count(new_size, layout.size());
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.realloc(block, layout, new_size) }
    }
}
