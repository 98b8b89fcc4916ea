//! What a heap keeps at its start: the heads of the bins. And links, which count from there.
//!
//! Links are offsets and not pointers: so they have 32 bits on every target, zeroed heads are empty bins, and the allocator
//! can be moved.

use core::mem::offset_of;

use super::chunk::{BINS, Chunk, FIRST};

/// The first bytes of a heap.
///
/// As an array of words it is what the numbers of bins count in.
#[repr(C)]
pub(super) struct Root {
    /// The block of no bytes that ends all lists. Its `link` is written when the last block of a list changes, and never
    /// read.
    end: Chunk,
    /// The first block of each bin, as a link.
    heads: [u32; BINS],
}

const _: () = assert!(offset_of!(Root, heads) == FIRST * size_of::<u32>());

/// The block that a link stands for.
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
    // SAFETY: by the contract, and the number of a bin is that of the word.
    unsafe { root.cast::<u32>().add(bin) }
}

/// The bin whose head a link stands for, `None` if it stands for a block.
#[inline(always)]
pub(super) const fn bin(link: u32) -> Option<usize> {
    if (link as usize) < size_of::<Root>() { Some(link as usize / size_of::<u32>() + 1) } else { None }
}

/// The link that stands for the head of a bin: that of a block whose `next` would be the head.
#[inline(always)]
pub(super) const fn head_link(bin: usize) -> u32 {
    (bin * size_of::<u32>() - offset_of!(Chunk, next)) as u32
}
