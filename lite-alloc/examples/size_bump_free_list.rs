//! A wasm module that contains only [`BumpFreeListAllocator`], so that its size is the cost of the allocator.
#![cfg(target_arch = "wasm32")]
#![no_std]

use lite_alloc::single_threaded::BumpFreeListAllocator;

#[path = "size/exports.rs"]
mod exports;

static ALLOCATOR: BumpFreeListAllocator = BumpFreeListAllocator::new();
