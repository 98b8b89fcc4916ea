//! The layout of a block in memory, and the bin of its size. Nothing here depends on the lists or the allocator.
//!
//! ```text
//!   live block                              free block
//!   +-----+------------------------+        +------+------+------+--------------+--------+
//!   | tag | payload                |        | size | next | link |  (unused)    | footer |
//!   +-----+------------------------+        +------+------+------+--------------+--------+
//!         address handed out                  size | FREE                         size
//! ```
//!
//! Every field has 32 bits on every target, so that the layout of a heap is the same on all of them.

use core::alloc::Layout;

use crate::align::GRANULE;

/// Size of a tag in bytes. The rest of a live block is its payload.
pub(super) const TAG: usize = size_of::<u32>();

/// Bit of a tag: the block is free, and the other bits of the tag are its size in bytes.
pub(super) const FREE: u32 = 1;

/// Bit of the tag of a live block: the block before it is free.
pub(super) const PREV: u32 = 2;

/// The first words of a block. Blocks start one tag below a multiple of the granule.
#[repr(C)]
pub(super) struct Chunk {
    /// In a free block, its size and [`FREE`]; in a live block, 0 or [`PREV`]; in the sentinel that ends all lists, 0.
    pub(super) tag: u32,
    /// The next block of the bin, as a link. Only in free blocks.
    pub(super) next: u32,
    /// The previous block of the bin, as a link; in the first block, the link of the head of the bin. Only in free blocks.
    pub(super) link: u32,
}

/// The number of bins: four per doubling of the size, from the granule to 4 GiB.
pub(super) const BINS: usize = 4 * (u32::BITS - GRANULE.trailing_zeros()) as usize;

/// The number of the first bin. The number of a bin is the offset of its head from the start of the heap, in words.
pub(super) const FIRST: usize = size_of::<Chunk>() / size_of::<u32>();

/// The number of the first bin of the last doubling, less 4: the top three bits of a size, which [`bin`] adds, are 4 to 7.
const LARGEST: u32 = (FIRST + BINS - 8) as u32;

/// The smallest size of each bin, in the order of their numbers.
pub(super) const SIZES: [usize; BINS] = {
    let mut sizes = [0; BINS];
    let mut bin = 0;
    while bin < BINS {
        // If the address space is smaller, the upper bins stay empty.
        let size = (4 + bin as u64 % 4) << (bin / 4) << 2;
        sizes[bin] = if size > usize::MAX as u64 { usize::MAX } else { size as usize };
        bin += 1;
    }
    sizes
};

/// The number of the bin for blocks of `size` bytes: the last bin whose smallest size is not above it.
#[inline(always)]
pub(super) const fn bin(size: u32) -> usize {
    let zeros = size.leading_zeros();
    // The two bits below the highest one select one of the four bins of a doubling.
    ((size << zeros >> 29) + LARGEST - 4 * zeros) as usize
}

/// Size of the block for a layout, tag included, in bytes.
#[inline(always)]
pub(super) const fn block_size(layout: Layout) -> usize {
    // A granule if the size is 0. No layout is large enough for this to wrap.
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
