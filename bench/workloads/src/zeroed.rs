//! Large zeroed blocks. An allocator that knows that memory is fresh need not clear it.

use alloc::{
    alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error},
    vec::Vec,
};
use core::{hint::black_box, slice};

use crate::random::{Checksum, Random};

/// Only one byte in this many is checked and written: reading every byte would take as long as clearing it.
const STEP: usize = 512;

struct Zeroed(*mut u8, Layout);

impl Zeroed {
    fn new(random: &mut Random) -> Self {
        let Ok(layout) = Layout::from_size_align(random.within(64 << 10..=512 << 10), 8) else {
            unreachable!()
        };
        // SAFETY: the size is not 0.
        let start = black_box(unsafe { alloc_zeroed(layout) });
        if start.is_null() {
            handle_alloc_error(layout);
        }
        Self(start, layout)
    }

    /// Checks that the block is zero, writes other bytes, and returns its size.
    fn soil(&mut self, from: usize) -> u32 {
        // SAFETY: the allocator initialised all bytes of the block, and no other code uses it.
        let bytes = unsafe { slice::from_raw_parts_mut(self.0, self.1.size()) };
        for byte in bytes.iter_mut().skip(from).step_by(STEP) {
            assert!(*byte == 0, "a block isn't zero");
            *byte = 0xa5;
        }
        self.1.size() as u32
    }
}

impl Drop for Zeroed {
    fn drop(&mut self) {
        // SAFETY: the block is live and has this layout.
        unsafe { dealloc(self.0, self.1) }
    }
}

pub fn fresh(operations: u32, seed: u32) -> u32 {
    let mut random = Random::new(seed);
    let mut checksum = Checksum::default();
    let mut kept = Vec::with_capacity(operations as usize);
    for _ in 0..operations {
        let mut block = Zeroed::new(&mut random);
        checksum.add(block.soil(0));
        kept.push(block);
    }
    checksum.finish()
}

pub fn reused(operations: u32, seed: u32) -> u32 {
    let mut random = Random::new(seed);
    let mut checksum = Checksum::default();
    for _ in 0..operations {
        let from = random.below(STEP);
        checksum.add(Zeroed::new(&mut random).soil(from));
    }
    checksum.finish()
}
