//! What a block looks like in memory, and in which bin it belongs. Nothing here knows of lists or of the allocator.
//!
//! ```text
//!   live block                              free block
//!   +-----+------------------------+        +------+------+------+--------------+--------+
//!   | tag | payload                |        | size | next | link |  (anything)  | footer |
//!   +-----+------------------------+        +------+------+------+--------------+--------+
//!         address handed out                  size | FREE                         size
//! ```
//!
//! Every field has 32 bits on every target, so that a heap looks the same on all of them.

use core::alloc::Layout;

use crate::align::GRANULE;

/// Bytes of a tag: those of a live block that are not payload.
pub(super) const TAG: usize = size_of::<u32>();

/// Bit of a tag: the block is free, and the rest of the tag is its size in bytes.
pub(super) const FREE: u32 = 1;

/// Bit of the tag of a live block: the block before it is free.
pub(super) const PREV: u32 = 2;

/// The first words of a block. Blocks start one tag below a multiple of the granule.
#[repr(C)]
pub(super) struct Chunk {
    /// Of a free block, its size and [`FREE`]; of a live block, 0 or [`PREV`]. 0 in the block of no bytes that ends the
    /// lists.
    pub(super) tag: u32,
    /// The next block of the bin, as a link. Only in free blocks.
    pub(super) next: u32,
    /// The block before it in the bin, as a link; for the first block, what stands for the head of the bin. Only in
    /// free blocks.
    pub(super) link: u32,
}

/// The number of bins: four for each doubling of the size, from the granule up to 4 GiB.
pub(super) const BINS: usize = 4 * (u32::BITS - GRANULE.trailing_zeros()) as usize;

/// The number of the first bin: so many words of the heap come before its head.
pub(super) const FIRST: usize = size_of::<Chunk>() / size_of::<u32>();

/// The number of the last doubling's first bin, less the 4 that its sizes start with.
const LARGEST: u32 = (FIRST + BINS - 8) as u32;

/// The smallest size that belongs in each bin, in the order of their numbers.
pub(super) const SIZES: [usize; BINS] = {
    let mut sizes = [0; BINS];
    let mut bin = 0;
    while bin < BINS {
        // Where the address space is smaller, the upper bins stay empty.
        let size = (4 + bin as u64 % 4) << (bin / 4) << 2;
        sizes[bin] = if size > usize::MAX as u64 { usize::MAX } else { size as usize };
        bin += 1;
    }
    sizes
};

/// The number of the bin of a block of `size` bytes: that of the last one whose smallest size is not above it.
#[inline(always)]
pub(super) const fn bin(size: u32) -> usize {
    let zeros = size.leading_zeros();
    // The two bits below the highest one choose between the four bins of a doubling.
    ((size << zeros >> 29) + LARGEST - 4 * zeros) as usize
}

/// Bytes of the block that a request needs, tag included.
#[inline(always)]
pub(super) const fn block_size(layout: Layout) -> usize {
    // At least a granule also if the size is 0; and no layout is so large that this wraps.
    (layout.size() + TAG + GRANULE - 1) & !(GRANULE - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_has_room_for_its_tag_and_its_payload() {
        let size = |size| block_size(Layout::from_size_align(size, 1).unwrap());
        assert_eq!([0, 1, 12, 13, 28, 29].map(size), [16, 16, 16, 32, 32, 48]);
    }

    #[test]
    fn every_size_is_in_the_last_bin_that_starts_at_or_below_it() {
        let most = if cfg!(miri) { 2_000 } else { 70_000 };
        let sizes = (16..most).step_by(16).chain((4..32).flat_map(|log| {
            let size = 1_u32 << log;
            [size, size | (size >> 1), size | (size - 16)]
        }));
        for size in sizes {
            let expected = SIZES.iter().rposition(|&smallest| smallest <= size as usize);
            assert_eq!(Some(bin(size) - FIRST), expected, "{size} bytes");
        }
    }

    #[test]
    fn small_sizes_have_bins_of_their_own() {
        assert!((16..=112).step_by(16).map(bin).is_sorted_by(|one, next| one < next));
    }
}
