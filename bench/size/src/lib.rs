//! A wasm module with one allocator and nothing else: its size is the cost of the allocator.
//!
//! Size and alignment are known only at run time, so the compiler can't evaluate any of the allocator. Without the feature
//! `allocator` the same functions are exported with trivial bodies; the size of that module is subtracted.
#![cfg(target_family = "wasm")]
#![no_std]

use core::{arch::wasm32, panic::PanicInfo};

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    wasm32::unreachable()
}

#[cfg(feature = "allocator")]
mod functions {
    //! These functions are never called, so their callers keep every contract.

    use core::alloc::{GlobalAlloc, Layout};

    use subject::ALLOCATOR;

    /// # Safety
    /// `size` is not 0, `align` a power of two, and they make a layout.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn alloc(size: usize, align: usize) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.alloc(Layout::from_size_align_unchecked(size, align)) }
    }

    /// # Safety
    /// `block` is a live block of this size and alignment.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn dealloc(block: *mut u8, size: usize, align: usize) {
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.dealloc(block, Layout::from_size_align_unchecked(size, align)) }
    }

    /// # Safety
    /// `block` is a live block of this size and alignment; `new_size` is not 0 and makes a layout with `align`.
    #[cfg(feature = "realloc")]
    #[unsafe(no_mangle)]
    unsafe extern "C" fn realloc(block: *mut u8, size: usize, align: usize, new_size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.realloc(block, Layout::from_size_align_unchecked(size, align), new_size) }
    }

    /// # Safety
    /// `size` is not 0, `align` a power of two, and they make a layout.
    #[cfg(feature = "zeroed")]
    #[unsafe(no_mangle)]
    unsafe extern "C" fn alloc_zeroed(size: usize, align: usize) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.alloc_zeroed(Layout::from_size_align_unchecked(size, align)) }
    }
}

#[cfg(not(feature = "allocator"))]
mod functions {
    use core::ptr::null_mut;

    #[unsafe(no_mangle)]
    extern "C" fn alloc(_: usize, _: usize) -> *mut u8 {
        null_mut()
    }

    #[unsafe(no_mangle)]
    extern "C" fn dealloc(_: *mut u8, _: usize, _: usize) {}

    #[cfg(feature = "realloc")]
    #[unsafe(no_mangle)]
    extern "C" fn realloc(_: *mut u8, _: usize, _: usize, _: usize) -> *mut u8 {
        null_mut()
    }

    #[cfg(feature = "zeroed")]
    #[unsafe(no_mangle)]
    extern "C" fn alloc_zeroed(_: usize, _: usize) -> *mut u8 {
        null_mut()
    }
}
