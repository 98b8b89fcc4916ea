//! The header that a free block carries in its own first bytes. [`crate::bump_free_list`] has one of its own.
//!
//! ```text
//!   free block, `size` bytes            live block
//!   +------+------+-------------+       +---------------------------+
//!   | next | size |  (anything) |       |  the program's            |
//!   +------+------+-------------+       +---------------------------+
//!   one granule                          no header: its size is that of its layout
//! ```

use core::mem::{align_of, size_of};

use crate::align::GRANULE;

/// A free block. The bins of [`crate::segregated_bump`] leave `size` unwritten: there the bin tells it.
#[repr(C)]
pub(crate) struct Free {
    /// The next free block in the list, or null. First, so that a link's address is its block's.
    pub(crate) next: *mut Free,
    /// Bytes, header included: always a multiple of the granule, and at least one.
    pub(crate) size: usize,
}

const _: () = assert!(size_of::<Free>() <= GRANULE && align_of::<Free>() <= GRANULE);
