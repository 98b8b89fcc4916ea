//! A free list with one place for each size: the first block of a size is in the list, the others hang below it.
//!
//! ```text
//!   head --> [ 32 ] --next--> [ 16 ] --next--> [ 128 ] --next--> null
//!              |                |                 |
//!             same             same              same
//!              v                v                 v
//!            [ 32 ]            null            [ 128 ] --same--> null
//! ```

use core::ptr;

pub(super) use self::header::{Free, get, set};
use self::header::{size, write};
use crate::{
    align::GRANULE,
    inspect::{Fault, FreeBlock},
};

/// Where a link is kept: in the header of a block, or at the head of the list.
pub(super) type Place = *mut *mut Free;

const _: () = assert!(size_of::<Free>() <= GRANULE && align_of::<Free>() <= GRANULE);

/// The place that leads to the first block of `bytes` bytes that `suits`, or to null if there is none. `suits` is asked
/// of every block that is looked at, with its size; what it says of other sizes doesn't count. O(k) if the first of that
/// size suits, k being the number of different sizes in the list; O(k + n) if not, n being the blocks of that size.
///
/// # Safety
/// From `place` on, all places lead to free memory with valid headers or to null.
#[inline(always)]
pub(super) unsafe fn find(
    mut place: Place,
    bytes: usize,
    mut suits: impl FnMut(*mut Free, usize) -> bool,
) -> Place {
    loop {
        // SAFETY: by the contract.
        unsafe {
            let block = get(place);
            if block.is_null() {
                return place;
            }
            let found = size(block);
            let suits = suits(block, found);
            if found != bytes {
                place = next(block);
            } else if suits {
                return place;
            } else {
                place = same(block);
            }
        }
    }
}

/// The block that has the link at `place`, or `None` if that is `head`.
#[inline(always)]
pub(super) fn owner(place: Place, head: *const *mut Free) -> Option<usize> {
    (!ptr::eq(place, head)).then(|| place.addr() & !(GRANULE - 1))
}

/// Puts `block` in the list, on top of the first of its size if there is one, which is returned. O(1).
///
/// # Safety
/// `place` was found for the size, where any block suits. The block has so many bytes, and nobody uses it.
#[inline(always)]
pub(super) unsafe fn insert(place: Place, block: *mut Free, bytes: usize) -> *mut Free {
    // SAFETY: by the contract.
    unsafe {
        let below = get(place);
        let mut behind = below;
        if !below.is_null() {
            behind = get(next(below));
            set(next(below), ptr::null_mut());
        }
        write(block, behind, below, bytes);
        set(place, block);
        below
    }
}

/// Takes the block that `place` leads to out of the list. The one below it, if there is one, takes its place and is
/// returned. O(1).
///
/// # Safety
/// `place` was found, and leads to a block.
#[inline(always)]
pub(super) unsafe fn remove(place: Place) -> *mut Free {
    // SAFETY: by the contract.
    unsafe {
        let block = get(place);
        let below = get(same(block));
        set(place, below);
        // What is behind, null where the block is not the first of its size, goes to the heir if there is one.
        let last = if below.is_null() { place } else { next(below) };
        set(last, get(next(block)));
        below
    }
}

/// Visits the blocks from `first` on, size by size, as long as `visit` returns true. O(n).
///
/// # Safety
/// They are free memory with valid headers, and `first` is in the list or null.
pub(super) unsafe fn visit(mut first: *mut Free, visit: &mut dyn FnMut(FreeBlock) -> bool) {
    let mut bin = 0;
    while !first.is_null() {
        let mut block = first;
        // SAFETY: by the contract. The headers are read before `visit` may do anything.
        let behind = unsafe { get(next(first)) };
        while !block.is_null() {
            // SAFETY: as above.
            let (size, below) = unsafe { (size(block), get(same(block))) };
            if !visit(FreeBlock { address: block.addr(), size, bin }) {
                return;
            }
            block = below;
        }
        first = behind;
        bin += 1;
    }
}

/// The invariants of the list from `first` on. O(k^2 + n), in constant space.
///
/// # Safety
/// As for [`visit`].
pub(super) unsafe fn check(first: *mut Free) -> Result<(), Fault> {
    let fault = |what, block: *mut Free| Err(Fault { what, address: block.addr() });
    let mut top = first;
    while !top.is_null() {
        // SAFETY: by the contract.
        unsafe {
            let bytes = size(top);
            if !bytes.is_power_of_two() {
                return fault("the size of a free block is not a power of two", top);
            }
            let mut before = first;
            while before != top {
                if size(before) == bytes {
                    return fault("a size has two places in the list", top);
                }
                before = get(next(before));
            }
            let mut block = get(same(top));
            while !block.is_null() {
                if size(block) != bytes {
                    return fault("a free block is below one of another size", block);
                }
                if !get(next(block)).is_null() {
                    return fault("a free block below another leads to the next size", block);
                }
                block = get(same(block));
            }
            top = get(next(top));
        }
    }
    Ok(())
}

/// The place in `block` of the link to the first block of the next size.
#[inline(always)]
unsafe fn next(block: *mut Free) -> Place {
    // SAFETY: the caller has a block there.
    unsafe { &raw mut (*block).next }
}

/// The place in `block` of the link to the next block of its size.
#[inline(always)]
unsafe fn same(block: *mut Free) -> Place {
    // SAFETY: as above.
    unsafe { &raw mut (*block).same }
}

/// Three words, where a granule has room for them.
#[cfg(not(target_pointer_width = "64"))]
mod header {
    use super::Place;

    #[repr(C)]
    pub(in super::super) struct Free {
        /// The first block of the next size, or null; always null where the block is not the first of its own.
        pub(super) next: *mut Free,
        /// The next block of the same size, or null.
        pub(super) same: *mut Free,
        /// Bytes.
        size: usize,
    }

    /// Where `place` leads to.
    #[inline(always)]
    pub(in super::super) unsafe fn get(place: Place) -> *mut Free {
        // SAFETY: the caller knows the place.
        unsafe { *place }
    }

    /// Makes `place` lead to `block`.
    #[inline(always)]
    pub(in super::super) unsafe fn set(place: Place, block: *mut Free) {
        // SAFETY: as above.
        unsafe { *place = block };
    }

    #[inline(always)]
    pub(super) unsafe fn size(block: *mut Free) -> usize {
        // SAFETY: as above.
        unsafe { (*block).size }
    }

    #[inline(always)]
    pub(super) unsafe fn write(block: *mut Free, next: *mut Free, same: *mut Free, size: usize) {
        // SAFETY: as above.
        unsafe { block.write(Free { next, same, size }) };
    }
}

/// Where three words are more than a granule, the binary logarithm of the size is kept in those low bits of the two
/// links that an address leaves 0.
#[cfg(target_pointer_width = "64")]
mod header {
    use super::{GRANULE, Place};

    /// The bits of a link that are not its address.
    const LOW: usize = GRANULE - 1;

    #[repr(C)]
    pub(in super::super) struct Free {
        /// The first block of the next size, or null; always null where the block is not the first of its own. In the
        /// low bits, those of the logarithm.
        pub(super) next: *mut Free,
        /// The next block of the same size, or null. In the low bits, the high ones of the logarithm.
        pub(super) same: *mut Free,
    }

    /// Where `place` leads to.
    #[inline(always)]
    pub(in super::super) unsafe fn get(place: Place) -> *mut Free {
        // SAFETY: the caller knows the place.
        unsafe { *place }.map_addr(|address| address & !LOW)
    }

    /// Makes `place` lead to `block`.
    #[inline(always)]
    pub(in super::super) unsafe fn set(place: Place, block: *mut Free) {
        // SAFETY: as above.
        unsafe { *place = block.map_addr(|address| address | ((*place).addr() & LOW)) };
    }

    #[inline(always)]
    pub(super) unsafe fn size(block: *mut Free) -> usize {
        // SAFETY: as above.
        let (low, high) = unsafe { ((*block).next.addr() & LOW, (*block).same.addr() & LOW) };
        1 << (low | (high * GRANULE))
    }

    #[inline(always)]
    pub(super) unsafe fn write(block: *mut Free, next: *mut Free, same: *mut Free, size: usize) {
        let log = size.ilog2() as usize;
        let next = next.map_addr(|address| address | (log & LOW));
        let same = same.map_addr(|address| address | (log / GRANULE));
        // SAFETY: as above.
        unsafe { block.write(Free { next, same }) };
    }
}
