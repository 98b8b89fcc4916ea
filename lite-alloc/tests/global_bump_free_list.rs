//! A program with `BumpFreeListAllocator` as its allocator, natively, with threads; the test harness uses it too.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/global.rs"]
mod global;
#[path = "support/program.rs"]
mod program;

#[global_allocator]
static ALLOCATOR: lite_alloc::single_threaded::BumpFreeListAllocator =
    lite_alloc::single_threaded::BumpFreeListAllocator::new();

global::suite!(ALLOCATOR);
