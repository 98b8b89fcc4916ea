//! Rounding of sizes and addresses to the granule and to alignments, without overflow.

use core::alloc::Layout;

/// The granule, in bytes: the start and the size of every block are multiples of it.
///
/// It holds the header of a free block on both 32-bit and 64-bit targets, and is the alignment of a SIMD value.
///
/// 粒度（字节）：每个内存块的起始地址与长度都是它的整数倍。在 32 位和 64 位目标上它都放得下空闲块的头部，
/// 同时也是 SIMD 值的对齐。
pub const GRANULE: usize = 16;

/// `layout.size()` rounded up to whole granules, at least one. In bytes.
///
/// A layout's size, rounded up to its alignment, is at most `isize::MAX`, so this does not wrap.
#[inline(always)]
pub(crate) const fn granules(layout: Layout) -> usize {
    let size = layout.size();
    (size + (GRANULE - 1) + (size == 0) as usize) & !(GRANULE - 1)
}

/// Bytes to skip from `address` to the next multiple of `align`, a power of two.
///
/// The sum of this and [`granules`] of the same layout is at most `isize::MAX + GRANULE` and cannot wrap, but
/// `address + gap + size` could. So compare the sum with the distance to an end, not addresses.
#[inline(always)]
pub(crate) const fn gap(address: usize, align: usize) -> usize {
    address.wrapping_neg() & (align - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_whole_granules() {
        let granules = |size| granules(Layout::from_size_align(size, 1).unwrap());
        assert_eq!([0, 1, 15, 16, 17, 32].map(granules), [16, 16, 16, 16, 32, 32]);
        assert_eq!(granules(isize::MAX as usize), isize::MAX as usize + 1);
    }

    #[test]
    fn gap_reaches_the_next_multiple() {
        assert_eq!(gap(0x40, 64), 0);
        assert_eq!(gap(0x41, 64), 63);
        assert_eq!(gap(usize::MAX - 15, 4096), 16);
    }
}
