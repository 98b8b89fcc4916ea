//! A global allocator that forwards every call and counts the instructions in it.

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
};

use riscv::ALLOCATOR;

use crate::machine::{end, instructions};

/// What was counted.
#[derive(Clone, Copy)]
pub struct Counts {
    /// Calls of the allocator.
    pub requests: u32,
    /// Instructions in these calls, including call and return.
    pub inside: u64,
}

struct Counted(Cell<Counts>);

// SAFETY: there is one processor and no interrupt.
unsafe impl Sync for Counted {}

#[global_allocator]
static GLOBAL: Counted = Counted(Cell::new(Counts { requests: 0, inside: 0 }));

/// The counts so far.
pub fn counts() -> Counts {
    GLOBAL.0.get()
}

impl Counted {
    #[inline(always)]
    fn call<T>(&self, call: impl FnOnce() -> T) -> T {
        if !cfg!(feature = "counting") {
            return call();
        }
        let before = instructions();
        let result = call();
        let after = instructions();
        let Counts { requests, inside } = self.0.get();
        // Reading the counter is an instruction too.
        let taken = after.wrapping_sub(before) - 1;
        self.0.set(Counts { requests: requests + 1, inside: inside + u64::from(taken) });
        result
    }

    #[inline(always)]
    fn call_for_block(&self, call: impl FnOnce() -> *mut u8) -> *mut u8 {
        let block = self.call(call);
        if block.is_null() {
            end("out of memory");
        }
        block
    }
}

/// The functions of the allocator, each compiled once and never inlined, so that every call has the same cost.
mod inside {
    use super::{ALLOCATOR, GlobalAlloc, Layout};

    #[inline(never)]
    pub unsafe fn alloc(layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.alloc(layout) }
    }

    #[inline(never)]
    pub unsafe fn dealloc(block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.dealloc(block, layout) }
    }

    #[inline(never)]
    pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.alloc_zeroed(layout) }
    }

    #[inline(never)]
    pub unsafe fn realloc(block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        unsafe { ALLOCATOR.realloc(block, layout, new_size) }
    }
}

// SAFETY: the allocator to which it forwards keeps the contract.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        self.call_for_block(|| unsafe { inside::alloc(layout) })
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the same contract.
        self.call(|| unsafe { inside::dealloc(block, layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        self.call_for_block(|| unsafe { inside::alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        self.call_for_block(|| unsafe { inside::realloc(block, layout, new_size) })
    }
}
