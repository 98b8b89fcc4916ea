//! A wasm module that holds [`FreeListAllocator`] and nothing else: its code is what the allocator costs.
#![cfg(target_arch = "wasm32")]
#![no_std]

use lite_alloc::single_threaded::FreeListAllocator;

#[path = "size/exports.rs"]
mod exports;

static ALLOCATOR: FreeListAllocator = FreeListAllocator::new();
