//! The header in the first bytes of a free block, for the allocators without boundary tags.
//!
//! ```text
//!   free block, `size` bytes            live block
//!   +------+------+-------------+       +---------------------------+
//!   | next | size |  (unused)   |       |  payload                  |
//!   +------+------+-------------+       +---------------------------+
//!   header, at most one granule          no header: the layout gives the size
//! ```

use core::mem::{align_of, size_of};

use crate::{align::GRANULE, inspect::FreeBlock};

/// The header of a free block. `size` is left unwritten in bins that hold blocks of a single size.
#[repr(C)]
pub(crate) struct Free {
    /// The next free block in the list, or null. The first field, so that a link has the address of its block.
    pub(crate) next: *mut Free,
    /// Size in bytes, header included: always a multiple of the granule, at least one.
    pub(crate) size: usize,
}

const _: () = assert!(size_of::<Free>() <= GRANULE && align_of::<Free>() <= GRANULE);

/// Visits the blocks of bin `bin`, all of `size` bytes, from `first` on, until `visit` returns false. Returns whether it
/// never did. O(n).
///
/// # Safety
/// `first` is null, or it and all blocks reachable from it are free memory with a valid `next`.
pub(crate) unsafe fn visit(
    first: *mut Free,
    bin: usize,
    size: usize,
    visit: &mut dyn FnMut(FreeBlock) -> bool,
) -> bool {
    let mut block = first;
    while !block.is_null() {
        // SAFETY: by the contract. The header is read before `visit` runs.
        let next = unsafe { (*block).next };
        if !visit(FreeBlock { address: block.addr(), size, bin: Some(bin) }) {
            return false;
        }
        block = next;
    }
    true
}
