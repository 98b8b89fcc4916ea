//! A program with `SegregatedBumpAllocator` as its allocator, natively, with threads; the test harness uses it too.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/global.rs"]
mod global;
#[path = "support/program.rs"]
mod program;

#[global_allocator]
static ALLOCATOR: lite_alloc::single_threaded::SegregatedBumpAllocator =
    lite_alloc::single_threaded::SegregatedBumpAllocator::new();

global::suite!(ALLOCATOR);
