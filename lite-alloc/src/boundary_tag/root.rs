//! The start of a heap, where the heads of its bins are, and links, which are offsets from there.
//!
//! As offsets rather than pointers, links have 32 bits on every target, zeroed heads are empty bins, and the allocator can be
//! moved.

use core::mem::offset_of;

use super::chunk::{BINS, Chunk, FIRST};

/// The first bytes of a heap.
///
/// Read as an array of 32-bit words, the number of a bin is the index of its head.
#[repr(C)]
pub(super) struct Root {
    /// The sentinel that ends all lists, a block of size 0. Its `link` is written when the last block of a list changes, but
    /// never read.
    end: Chunk,
    /// The first block of each bin, as a link.
    heads: [u32; BINS],
}

const _: () = assert!(offset_of!(Root, heads) == FIRST * size_of::<u32>());

/// The block that a link refers to.
#[inline(always)]
pub(super) fn at(root: *mut Root, link: u32) -> *mut Chunk {
    root.wrapping_byte_add(link as usize).cast()
}

/// The head of a bin.
///
/// # Safety
/// There is a heap at `root`, and such a bin.
#[inline(always)]
pub(super) unsafe fn head(root: *mut Root, bin: usize) -> *mut u32 {
    // SAFETY: by the contract; the number of a bin is the index of its word.
    unsafe { root.cast::<u32>().add(bin) }
}

/// The bin whose head a link refers to, `None` if it refers to a block.
#[inline(always)]
pub(super) const fn bin(link: u32) -> Option<usize> {
    if (link as usize) < size_of::<Root>() { Some(link as usize / size_of::<u32>() + 1) } else { None }
}

/// The link to the head of a bin: as if there was a block whose `next` is the head.
#[inline(always)]
pub(super) const fn head_link(bin: usize) -> u32 {
    (bin * size_of::<u32>() - offset_of!(Chunk, next)) as u32
}
