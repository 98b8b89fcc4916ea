//! What the `size_*` examples share: three exported functions that call the allocator.
//!
//! Size and alignment are known only at run time, so the compiler cannot evaluate any of the allocator in advance.

use core::{
    alloc::{GlobalAlloc, Layout},
    arch::wasm32,
    panic::PanicInfo,
};

use super::ALLOCATOR;

/// # Safety
/// `size` is not 0, `align` is a power of two, and both make a valid layout.
#[unsafe(no_mangle)]
unsafe extern "C" fn alloc(size: usize, align: usize) -> *mut u8 {
    // SAFETY: same contract as the caller's.
    unsafe { ALLOCATOR.alloc(Layout::from_size_align_unchecked(size, align)) }
}

/// # Safety
/// `block` is a live block of this size and alignment.
#[unsafe(no_mangle)]
unsafe extern "C" fn dealloc(block: *mut u8, size: usize, align: usize) {
    // SAFETY: same contract as the caller's.
    unsafe { ALLOCATOR.dealloc(block, Layout::from_size_align_unchecked(size, align)) }
}

/// # Safety
/// `block` is a live block of this size and alignment; `new_size` is not 0 and makes a valid layout with `align`.
#[unsafe(no_mangle)]
unsafe extern "C" fn realloc(block: *mut u8, size: usize, align: usize, new_size: usize) -> *mut u8 {
    // SAFETY: same contract as the caller's.
    unsafe { ALLOCATOR.realloc(block, Layout::from_size_align_unchecked(size, align), new_size) }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    wasm32::unreachable()
}
