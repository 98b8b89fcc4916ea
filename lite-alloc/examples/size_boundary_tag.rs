//! A wasm module that holds [`BoundaryTagAllocator`] and nothing else: its code is what the allocator costs.
#![cfg(target_arch = "wasm32")]
#![no_std]

use lite_alloc::single_threaded::BoundaryTagAllocator;

#[path = "size/exports.rs"]
mod exports;

static ALLOCATOR: BoundaryTagAllocator = BoundaryTagAllocator::new();
