//! A wasm module that holds [`BumpFreeListAllocator`] and nothing else: its code is what the allocator costs.
#![cfg(target_arch = "wasm32")]
#![no_std]

use lite_alloc::single_threaded::BumpFreeListAllocator;

#[path = "size/exports.rs"]
mod exports;

static ALLOCATOR: BumpFreeListAllocator = BumpFreeListAllocator::new();
