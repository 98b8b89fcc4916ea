//! An allocator's functions as the exports of a module, for `run.mjs`, which calls them up to the limit of the memory.

use std::alloc::{GlobalAlloc, Layout};

#[cfg(feature = "bump-free-list")]
use lite_alloc::single_threaded::BumpFreeListAllocator as Allocator;
#[cfg(feature = "free-list")]
use lite_alloc::single_threaded::FreeListAllocator as Allocator;
#[cfg(feature = "segregated-bump")]
use lite_alloc::single_threaded::SegregatedBumpAllocator as Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator::new();

/// The alignment of all blocks.
const ALIGN: usize = 8;

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size, ALIGN).expect("a size below 2 GiB")
}

/// Null if it is refused.
///
/// # Safety
/// `size` is not 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn allocate(size: usize) -> *mut u8 {
    // SAFETY: by the caller's promise.
    unsafe { ALLOCATOR.alloc(layout(size)) }
}

/// # Safety
/// `block` is live and `size` bytes long.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(block: *mut u8, size: usize) {
    // SAFETY: by the caller's promise.
    unsafe { ALLOCATOR.dealloc(block, layout(size)) }
}

/// Null if it is refused; the block stays as it is then.
///
/// # Safety
/// `block` is live and `size` bytes long, and `new_size` is not 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn reallocate(block: *mut u8, size: usize, new_size: usize) -> *mut u8 {
    // SAFETY: by the caller's promise.
    unsafe { ALLOCATOR.realloc(block, layout(size), new_size) }
}

/// How many bytes a vector that begins with `capacity` takes, pushed to until it can't grow any more.
#[unsafe(no_mangle)]
pub extern "C" fn fill_vector(capacity: usize) -> usize {
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(capacity).is_err() {
        return 0;
    }
    while bytes.len() < bytes.capacity() || bytes.try_reserve(1).is_ok() {
        bytes.push(bytes.len() as u8);
    }
    bytes.iter().enumerate().take_while(|&(index, &byte)| byte == index as u8).count()
}
