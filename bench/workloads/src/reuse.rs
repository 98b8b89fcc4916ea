//! How much of a heap can be used again after everything in it was freed in random order.

use alloc::{
    alloc::{Layout, alloc, dealloc, handle_alloc_error},
    vec::Vec,
};

use crate::random::Random;

/// Bytes that are allocated and freed before a question.
pub const TOTAL: usize = 8 << 20;

const SIZES: core::ops::RangeInclusive<usize> = 1..=10_000;

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size, 8).unwrap_or(Layout::new::<u64>())
}

/// Allocates blocks of random sizes up to [`TOTAL`] and frees them in random order.
pub fn fill_and_free(seed: u32) {
    let mut random = Random::new(seed);
    let mut live = Vec::with_capacity(TOTAL / 1000);
    let mut sum = 0;
    while sum < TOTAL {
        let layout = layout(random.within(SIZES));
        // SAFETY: the size is not 0.
        let block = unsafe { alloc(layout) };
        if block.is_null() {
            handle_alloc_error(layout);
        }
        // SAFETY: the block has at least one byte.
        unsafe { block.write(1) };
        live.push((block, layout));
        sum += layout.size();
    }
    while !live.is_empty() {
        let any = random.below(live.len());
        let (block, layout) = live.swap_remove(any);
        // SAFETY: the block is live and has this layout.
        unsafe { dealloc(block, layout) };
    }
}

/// The bytes that can be allocated in blocks of random sizes until the number of `pages` grows.
pub fn again(seed: u32, pages: impl Fn() -> usize) -> u32 {
    let mut random = Random::new(seed);
    let before = pages();
    let mut sum = 0;
    loop {
        let size = random.within(SIZES);
        if !fits(size, before, &pages) {
            return sum;
        }
        sum += size as u32;
    }
}

/// Whether a block of this size can be allocated without growing the memory.
pub fn fits(size: usize, before: usize, pages: impl Fn() -> usize) -> bool {
    // SAFETY: the size is not 0.
    let block = unsafe { alloc(layout(size)) };
    if !block.is_null() {
        // SAFETY: the block has at least one byte. The write keeps the compiler from removing the request.
        unsafe { block.write_volatile(1) };
    }
    !block.is_null() && pages() == before
}
