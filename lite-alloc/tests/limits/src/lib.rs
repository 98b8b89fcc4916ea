//! The allocators in a WebAssembly module that imports its memory: `limits.mjs` creates a memory with the size and limit that
//! a test needs, and checks what can be allocated there.
//!
//! Each instance of the module has fresh heaps, so each test uses a new instance.

#![cfg(target_family = "wasm")]
#![no_std]

use core::{
    alloc::{GlobalAlloc, Layout},
    panic::PanicInfo,
};

use lite_alloc::{
    boundary_tag::BoundaryTag,
    bump_free_list::BumpFreeList,
    free_list::FreeList,
    global::Global,
    memory::initial::Initial,
    segregated_bump::SegregatedBump,
    single_threaded::{
        BoundaryTagAllocator, BumpFreeListAllocator, FreeListAllocator, SegregatedBumpAllocator,
    },
};

macro_rules! on_initial_memory {
    ($allocator:ident) => {{
        static HEAP: Global<$allocator<Initial>> =
            // SAFETY: each test uses one heap on its own memory, and the module has no C code.
            Global::new($allocator::new(unsafe { Initial::new() }));
        &HEAP
    }};
}

/// The allocators, by the numbers that the tests use for them.
fn allocator(number: usize) -> &'static dyn GlobalAlloc {
    match number {
        0 => &BumpFreeListAllocator,
        1 => &SegregatedBumpAllocator,
        2 => &FreeListAllocator,
        3 => &BoundaryTagAllocator,
        4 => on_initial_memory!(BumpFreeList),
        5 => on_initial_memory!(SegregatedBump),
        6 => on_initial_memory!(FreeList),
        _ => on_initial_memory!(BoundaryTag),
    }
}

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size, 1).unwrap()
}

/// Writes to every byte, so that an address past the end of the memory traps.
unsafe fn touch(block: *mut u8, size: usize) -> *mut u8 {
    if !block.is_null() {
        // SAFETY: the block has `size` bytes.
        unsafe { block.write_bytes(0xAA, size) };
    }
    block
}

/// # Safety
/// `size` is not 0.
#[unsafe(no_mangle)]
unsafe extern "C" fn alloc(number: usize, size: usize) -> *mut u8 {
    // SAFETY: same contract as the caller's.
    unsafe { touch(allocator(number).alloc(layout(size)), size) }
}

/// # Safety
/// `block` is a live block of this allocator and size, and `new_size` is not 0.
#[unsafe(no_mangle)]
unsafe extern "C" fn realloc(number: usize, block: *mut u8, size: usize, new_size: usize) -> *mut u8 {
    // SAFETY: same contract as the caller's.
    unsafe { touch(allocator(number).realloc(block, layout(size), new_size), new_size) }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
