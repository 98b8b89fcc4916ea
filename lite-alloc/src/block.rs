//! The header that a free block carries in its own first bytes.
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

/// A free block. The bins of [`crate::segregated_bump`] leave `size` unwritten: there the bin tells it.
#[repr(C)]
pub(crate) struct Free {
    /// The next free block in the list, or null. First, so that a link's address is its block's.
    pub(crate) next: *mut Free,
    /// Bytes, header included: always a multiple of the granule, and at least one.
    pub(crate) size: usize,
}

const _: () = assert!(size_of::<Free>() <= GRANULE && align_of::<Free>() <= GRANULE);

/// Visits the blocks of a list from `block` on, as long as `visit` returns true, and says whether it always did. O(n).
///
/// # Safety
/// They are free memory with valid headers, the last one's `next` is null, and so may `block` be.
pub(crate) unsafe fn visit_list(mut block: *mut Free, visit: &mut dyn FnMut(FreeBlock) -> bool) -> bool {
    while !block.is_null() {
        // SAFETY: by the contract. The header is read before `visit` may do anything.
        let (next, size) = unsafe { ((*block).next, (*block).size) };
        if !visit(FreeBlock { address: block.addr(), size, bin: 0 }) {
            return false;
        }
        block = next;
    }
    true
}
