//! Zig's `std.heap.wasm_allocator` as a global allocator. The build script compiles the Zig source in this folder.
#![no_std]
#![cfg(target_family = "wasm")]

use core::{
    alloc::{GlobalAlloc, Layout},
    ptr,
};

// SAFETY: these are the functions that the Zig source exports.
unsafe extern "C" {
    fn zig_alloc(size: usize, align: usize) -> *mut u8;
    fn zig_free(block: *mut u8, size: usize, align: usize);
    fn zig_remap(block: *mut u8, size: usize, align: usize, new_size: usize) -> *mut u8;
}

pub struct WasmAllocator;

// SAFETY: Zig's allocator keeps the contract; there is one thread.
unsafe impl GlobalAlloc for WasmAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the size is not 0, and the alignment a power of two.
        unsafe { zig_alloc(layout.size(), layout.align()) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller frees a live block of this layout.
        unsafe { zig_free(block, layout.size(), layout.align()) }
    }

    /// As Zig's own `realloc`: in place if possible, otherwise by a copy.
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the block is live and has this layout; the new one is another block.
        unsafe {
            let resized = zig_remap(block, layout.size(), layout.align(), new_size);
            if !resized.is_null() {
                return resized;
            }
            let new = zig_alloc(new_size, layout.align());
            if !new.is_null() {
                ptr::copy_nonoverlapping(block, new, layout.size().min(new_size));
                zig_free(block, layout.size(), layout.align());
            }
            new
        }
    }
}
