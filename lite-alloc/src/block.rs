//! The header that a free block carries in its own first bytes, in the allocators without boundary tags.
//!
//! ```text
//!   free block, `size` bytes            live block
//!   +------+------+-------------+       +---------------------------+
//!   | next | size |  (anything) |       |  the program's            |
//!   +------+------+-------------+       +---------------------------+
//!   one granule                          no header: its size is that of its layout
//! ```

use core::mem::{align_of, size_of};

use crate::{align::GRANULE, inspect::FreeBlock};

/// A free block. Where a bin holds blocks of one size only, `size` stays unwritten.
#[repr(C)]
pub(crate) struct Free {
    /// The next free block in the list, or null. First, so that a link's address is its block's.
    pub(crate) next: *mut Free,
    /// Bytes, header included: always a multiple of the granule, and at least one.
    pub(crate) size: usize,
}

const _: () = assert!(size_of::<Free>() <= GRANULE && align_of::<Free>() <= GRANULE);

/// Visits the blocks of a list of blocks of one size, from `first` on, until `visit` returns false. Returns whether it
/// never did. O(n).
///
/// # Safety
/// `first` is null, or it and all that follow it are free memory with a valid `next`.
pub(crate) unsafe fn visit(
    first: *mut Free,
    bin: usize,
    size: usize,
    visit: &mut dyn FnMut(FreeBlock) -> bool,
) -> bool {
    let mut block = first;
    while !block.is_null() {
        // SAFETY: by the contract. The header is read before `visit` may do anything.
        let next = unsafe { (*block).next };
        if !visit(FreeBlock { address: block.addr(), size, bin }) {
            return false;
        }
        block = next;
    }
    true
}
