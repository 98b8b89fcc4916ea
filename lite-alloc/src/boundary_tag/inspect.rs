//! What a [`BoundaryTag`] holds, read from its tags, links and footers, and the checks of these.

use core::{alloc::Layout, ops::Range, ptr, ptr::NonNull};

use super::{
    BINS, BoundaryTag, RESERVED, WORDS,
    bins::bit,
    chunk::{Chunk, FIRST, FREE, PREV, SIZES, TAG, bin, block_size},
    root,
};
use crate::{
    align::GRANULE,
    inspect::{self, Fault, FreeBlock, Inspect, Word, check_disjoint, check_free_of_bump},
    memory::Memory,
    observe::Observer,
};

/// Words of the roots for base, top and end.
const ADDRESSES: usize = 3;

/// Words of the roots for the bits of the bins: 16 bits in each, which fit into a word on every target.
const BITS: usize = WORDS * (u64::BITS / u16::BITS) as usize;

impl<M: Memory, O: Observer> BoundaryTag<M, O> {
    /// Whether the bit of a bin is set.
    fn is_filled(&self, bin: usize) -> bool {
        self.filled[bin / u64::BITS as usize] & bit(bin) != 0
    }

    /// The bins whose bit is set.
    fn filled_bins(&self) -> impl Iterator<Item = usize> {
        self.filled.into_iter().enumerate().flat_map(|(word, mut bits)| {
            core::iter::from_fn(move || {
                let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(word * u64::BITS as usize + lowest)
            })
        })
    }

    /// Visits the blocks of a bin until `visit` returns false. Returns whether it never did.
    fn visit(&self, bin: usize, visit: &mut dyn FnMut(*mut Chunk) -> bool) -> bool {
        if self.base == 0 {
            return true;
        }
        let root = self.root();
        // SAFETY: there is a heap.
        let mut next = unsafe { *root::head(root, bin) };
        while next != 0 {
            let chunk = root::at(root, next);
            // SAFETY: links of a bin refer to free blocks. The link is read before `visit` runs.
            next = unsafe { (*chunk).next };
            if !visit(chunk) {
                return false;
            }
        }
        true
    }

    /// Checks a free block of bin `expected` whose predecessor has the link `link`.
    fn check_chunk(&self, chunk: *mut Chunk, expected: usize, link: u32) -> Result<(), Fault> {
        let fault = |what| Err(Fault { what, address: chunk.addr() });
        // SAFETY: a link of the bin refers to the block; the address after it is checked before it is read.
        unsafe {
            let tag = (*chunk).tag;
            let size = tag & !(FREE | PREV);
            if !(chunk.addr() + TAG).is_multiple_of(GRANULE) {
                return fault("a free block does not start one tag below a multiple of the granule");
            }
            if tag != size | FREE || size == 0 || !(size as usize).is_multiple_of(GRANULE) {
                return fault("the tag of a block in a bin is not that of a free block");
            }
            if bin(size) != expected {
                return fault("a free block is in the wrong bin");
            }
            if (*chunk).link != link {
                return fault("the back link of a free block does not lead to its predecessor");
            }
            let following = chunk.wrapping_byte_add(size as usize);
            if following == self.top {
                return fault("a free block touches the wilderness");
            }
            if self.memory.end() != 0 && following.addr() >= self.memory.end() {
                return fault("a free block reaches past the end of the memory");
            }
            if *chunk.byte_add(size as usize - TAG).cast::<u32>() != size {
                return fault("the footer of a free block is not its size");
            }
            if (*following).tag != PREV {
                return fault(
                    "the block after a free block is also free, or its tag does not say that this one is",
                );
            }
        }
        Ok(())
    }

    fn check_bin(&self, bin: usize) -> Result<(), Fault> {
        let mut result = Ok(());
        let mut link = root::head_link(bin);
        let mut empty = true;
        self.visit(bin, &mut |chunk| {
            result = self.check_chunk(chunk, bin, link);
            link = (chunk.addr() - self.base) as u32;
            empty = false;
            result.is_ok()
        });
        match result {
            Ok(()) if self.is_filled(bin) == empty => Err(Fault {
                what: "the bit of a bin does not say whether it holds blocks",
                address: self.base,
            }),
            result => result,
        }
    }

    fn check_ends(&self) -> Result<(), Fault> {
        let top = self.top.addr();
        let fault = |what, address| Err(Fault { what, address });
        if self.base == 0 {
            return match (top, self.end) {
                (0, 0) => Ok(()),
                _ => fault("there is a wilderness, but no heap", top),
            };
        }
        if top >= self.end || self.end - top < TAG {
            return fault("the wilderness leaves no room for the last tag of its region", top);
        }
        if !(top + TAG).is_multiple_of(GRANULE) || !self.end.is_multiple_of(GRANULE) {
            return fault("the wilderness does not start where a block can", top);
        }
        if self.end > self.memory.end() && self.memory.end() != 0 {
            return fault("the wilderness reaches past the end of the memory", self.end);
        }
        // SAFETY: the sentinel was written when the heap began.
        match unsafe { (*root::at(self.root(), 0)).tag } {
            0 => Ok(()),
            _ => fault("the sentinel that ends the lists has a size", self.base),
        }
    }
}

impl<M: Memory, O: Observer> Inspect for BoundaryTag<M, O> {
    type Roots = [Word; ADDRESSES + BITS + BINS];

    const BINS: &'static [usize] = &SIZES;

    const OBSERVED: bool = O::LISTENS;

    fn roots(&self) -> Self::Roots {
        let number = ptr::without_provenance_mut;
        let mut roots: Self::Roots = [ptr::null_mut(); ADDRESSES + BITS + BINS];
        roots[..ADDRESSES].copy_from_slice(&[number(self.base), self.top.cast(), number(self.end)]);
        let parts = self.filled.iter().flat_map(|word| word.to_le_bytes());
        for (byte, part) in parts.enumerate() {
            let root = &mut roots[ADDRESSES + byte / 2];
            *root = number(root.addr() | usize::from(part) << (byte % 2 * 8));
        }
        if self.base != 0 {
            for (bin, root) in (FIRST..).zip(&mut roots[ADDRESSES + BITS..]) {
                // SAFETY: there is a heap.
                *root = number(unsafe { *root::head(self.root(), bin) } as usize);
            }
        }
        roots
    }

    unsafe fn set_roots(&mut self, roots: Self::Roots) {
        let [base, top, end, ..] = roots;
        (self.base, self.top, self.end) = (base.addr(), top.cast(), end.addr());
        let part = |part: usize| roots[ADDRESSES + part].addr() as u64;
        self.filled = core::array::from_fn(|word| (0..4).map(|at| part(4 * word + at) << (16 * at)).sum());
        if self.base != 0 {
            for (bin, head) in (FIRST..).zip(&roots[ADDRESSES + BITS..]) {
                // SAFETY: there is a heap.
                unsafe { *root::head(self.root(), bin) = head.addr() as u32 };
            }
        }
    }

    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        self.filled_bins().all(|bin| {
            self.visit(bin, &mut |chunk| {
                // SAFETY: the block is in a bin, so it has a header.
                let size = unsafe { (*chunk).tag & !FREE } as usize;
                visit(FreeBlock { address: chunk.addr(), size, bin: Some(bin - FIRST) })
            })
        });
    }

    fn bump(&self) -> Range<usize> {
        self.top.addr()..self.end
    }

    fn reserved(&self) -> Range<usize> {
        if self.base == 0 { 0..0 } else { self.base..self.base + RESERVED }
    }

    fn check(&self) -> Result<(), Fault> {
        self.check_ends()?;
        (FIRST..FIRST + BINS).try_for_each(|bin| self.check_bin(bin))?;
        check_disjoint::<Self>(self)?;
        check_free_of_bump(self)
    }

    fn misuse(&self, block: NonNull<u8>, layout: Layout) -> Option<Fault> {
        if let Some(fault) = inspect::misuse(self, block, layout) {
            return Some(fault);
        }
        let fault = |what| Some(Fault { what, address: block.addr().get() });
        let chunk: *mut Chunk = self.memory.at(block.addr().get() - TAG).cast();
        let following = chunk.wrapping_byte_add(block_size(layout));
        // SAFETY: by the checks of `inspect::misuse` the whole block lies in the heap and is not free, so a tag or the wilderness
        // follows it.
        unsafe {
            if !matches!((*chunk).tag, 0 | PREV) {
                return fault(
                    "not a block, or its tag was overwritten: there is no tag of a live block before it",
                );
            }
            let tag = if following == self.top { 0 } else { (*following).tag };
            if tag & FREE == 0 && !matches!(tag, 0 | PREV) || tag == PREV {
                return fault("not a block of this layout, or the tag after it was overwritten");
            }
        }
        None
    }
}
