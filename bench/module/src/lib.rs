//! The workloads on one allocator, as a wasm module without imports. `node/` calls its functions.
#![cfg(target_family = "wasm")]

use std::arch::wasm32::memory_size;

use workloads::{ALL, reuse};

#[cfg(feature = "counting")]
mod counting;

/// Links the crate with the allocator, which is the global one.
#[cfg(not(feature = "counting"))]
use subject as _;

/// Runs the workload with this index in the list, and returns its checksum.
#[unsafe(no_mangle)]
extern "C" fn run(workload: usize, operations: u32, seed: u32) -> u32 {
    (ALL[workload].run)(operations, seed)
}

fn pages() -> usize {
    memory_size::<0>()
}

/// The bytes that can be allocated again in blocks of random sizes, after a heap was freed in random order.
#[unsafe(no_mangle)]
extern "C" fn reuse_again(seed: u32) -> u32 {
    reuse::fill_and_free(seed);
    reuse::again(seed + 1, pages)
}

/// Whether a block of this size can be allocated then without growth.
#[unsafe(no_mangle)]
extern "C" fn reuse_fits(seed: u32, size: usize) -> bool {
    reuse::fill_and_free(seed);
    reuse::fits(size, pages(), pages)
}
