//! A singly linked list of free blocks of any size: the search by exact or first fit, and cutting a block out of it.
//!
//! In which order blocks stand in the list is its owner's business: [`crate::bump_free_list`] puts a block first,
//! [`crate::free_list`] keeps the order of addresses.

use core::{cell::UnsafeCell, ptr};

use crate::{
    align::{GRANULE, gap},
    block::{Free, Link},
    inspect::{Fault, FreeBlock},
    observe::{Event, Fit, Observer, tell},
};

/// The list. Its blocks never overlap, and each carries its size.
#[derive(Debug)]
pub(crate) struct List {
    /// The first block, or null. Links lead to it while the list itself is borrowed again, so it is a cell.
    head: UnsafeCell<*mut Free>,
}

/// What a search found.
pub(crate) struct Found {
    /// The link to the block that was chosen; the link to the last block of the list if none does, or to the head
    /// of an empty one.
    pub(crate) link: Link,
    /// Whether it fits.
    pub(crate) fits: bool,
}

impl List {
    pub(crate) const fn new() -> Self {
        Self { head: UnsafeCell::new(ptr::null_mut()) }
    }

    /// The first block, or null.
    #[inline(always)]
    pub(crate) fn head(&self) -> *mut Free {
        // SAFETY: nobody refers to the head for longer than it takes to read or write it.
        unsafe { *self.head.get() }
    }

    /// Makes `block` the first.
    #[inline(always)]
    pub(crate) fn set_head(&mut self, block: *mut Free) {
        *self.head.get_mut() = block;
    }

    /// The first link.
    #[inline(always)]
    pub(crate) fn first(&self) -> Link {
        self.head.get()
    }

    /// The address of the block that `link` is part of, `None` if it is the head.
    #[inline(always)]
    pub(crate) fn owner(&self, link: Link) -> Option<usize> {
        (!ptr::eq(link, self.head.get())).then(|| link.addr())
    }

    /// Walks the list for the first block that holds `size` bytes at `align`. O(n).
    ///
    /// With `EXACT`, a block further on that need not be cut is preferred.
    ///
    /// # Safety
    /// The blocks of the list are free memory with valid headers.
    #[inline(always)]
    pub(crate) unsafe fn first_fit<const EXACT: bool, O: Observer>(
        &self,
        size: usize,
        align: usize,
        observer: &mut O,
    ) -> Found {
        let mut link = self.first();
        let mut last = link;
        let mut first: Link = ptr::null_mut();
        loop {
            // SAFETY: a link is the head or part of a block's header.
            let block = unsafe { *link };
            if block.is_null() {
                let fits = !first.is_null();
                return Found { link: if fits { first } else { last }, fits };
            }
            // SAFETY: by the contract, `block` has a valid header.
            let free = unsafe { (*block).size };
            let fits = size + gap(block.addr(), align) <= free;
            tell!(observer, {
                let fit = match fits {
                    true if EXACT && size != free => Fit::Larger,
                    true => Fit::Fits,
                    false if size > free => Fit::TooSmall,
                    false => Fit::Misaligned,
                };
                Event::Probed { block: block.addr(), size: free, fit }
            });
            last = link;
            if fits && (!EXACT || size == free) {
                return Found { link, fits };
            }
            if fits && first.is_null() {
                first = link;
            }
            // SAFETY: as above.
            link = unsafe { &raw mut (*block).next };
        }
    }

    /// Cuts `size` bytes at `align` out of the block at `link`. What is left of it in front and behind stays in the
    /// list, in its place. O(1).
    ///
    /// # Safety
    /// `link` belongs to this list and leads to a block that holds as much.
    #[inline(always)]
    pub(crate) unsafe fn carve<O: Observer>(
        &self,
        mut link: Link,
        size: usize,
        align: usize,
        observer: &mut O,
    ) -> *mut u8 {
        // SAFETY: the block at `link` is free and has at least `skip + size` bytes, so every address below lies in
        // it; `skip`, `size` and the block's size are whole granules, so each part that is left has room for a header.
        unsafe {
            let block = *link;
            let skip = gap(block.addr(), align);
            let start = block.byte_add(skip);
            let rest_size = (*block).size - skip - size;
            let mut next = (*block).next;
            if skip != 0 {
                (*block).size = skip;
                link = &raw mut (*block).next;
                tell!(
                    observer,
                    Event::Split {
                        block: start.addr(),
                        size: size + rest_size,
                        rest: block.addr(),
                        rest_size: skip
                    }
                );
            }
            if rest_size != 0 {
                let rest = start.byte_add(size);
                (*rest).next = next;
                (*rest).size = rest_size;
                next = rest;
                tell!(observer, Event::Split { block: start.addr(), size, rest: rest.addr(), rest_size });
            }
            *link = next;
            tell!(observer, Event::Taken { block: start.addr(), size, after: self.owner(link) });
            start.cast()
        }
    }

    /// Visits the blocks in list order until `visit` returns false.
    pub(crate) fn blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        let mut block = self.head();
        while !block.is_null() {
            // SAFETY: the blocks of a list are free memory with valid headers.
            let (next, size) = unsafe { ((*block).next, (*block).size) };
            if !visit(FreeBlock { address: block.addr(), size, bin: 0 }) {
                return;
            }
            block = next;
        }
    }
}

/// The invariants that any free block obeys, whatever list it is in.
pub(crate) fn check_block(block: FreeBlock) -> Result<(), Fault> {
    let fault = |what| Err(Fault { what, address: block.address });
    if !block.address.is_multiple_of(GRANULE) {
        fault("a free block does not start at a multiple of the granule")
    } else if block.size < GRANULE || !block.size.is_multiple_of(GRANULE) {
        fault("a free block is not a whole number of granules long")
    } else if block.address.checked_add(block.size).is_none() {
        fault("a free block reaches past the end of the address space")
    } else {
        Ok(())
    }
}

/// The invariant that no two blocks that `blocks` visits overlap. O(n^2), in constant space.
pub(crate) fn check_disjoint(blocks: impl Fn(&mut dyn FnMut(FreeBlock) -> bool)) -> Result<(), Fault> {
    let mut result = Ok(());
    let mut index = 0;
    blocks(&mut |block| {
        result = check_block(block);
        let mut others = 0;
        blocks(&mut |other| {
            if result.is_ok() && others < index && overlap(block, other.address, other.size) {
                result = Err(Fault { what: "two free blocks overlap", address: block.address });
            }
            others += 1;
            others < index && result.is_ok()
        });
        index += 1;
        result.is_ok()
    });
    result
}

/// Whether `block` shares a byte with the `size` bytes from `address`.
pub(crate) fn overlap(block: FreeBlock, address: usize, size: usize) -> bool {
    block.address < address.saturating_add(size) && address < block.address.saturating_add(block.size)
}
