//! The bins of a [`BoundaryTag`]: inserting free blocks, removing them, and finding one that is large enough. Callers decide
//! which bytes are free, and deal with the neighbours.

use core::ptr::NonNull;

use super::{
    BoundaryTag, WORDS,
    chunk::{BINS, Chunk, FIRST, FREE, bin},
    root,
};
use crate::{
    memory::Memory,
    observe::{Event, Fit, Observer, Tag, emit},
};

/// The bit of a bin in its word.
#[inline(always)]
pub(super) const fn bit(bin: usize) -> u64 {
    1 << (bin % u64::BITS as usize)
}

impl<M: Memory, O: Observer> BoundaryTag<M, O> {
    /// The word with the bit of a bin.
    #[inline(always)]
    fn word(&mut self, bin: usize) -> &mut u64 {
        // The remainder never changes the index, but proves to the compiler that it is in bounds.
        &mut self.filled[bin / u64::BITS as usize % WORDS]
    }

    /// The address of the block that a link refers to, `None` for the head of a bin.
    fn address_of(&self, link: u32) -> Option<usize> {
        root::bin(link).is_none().then(|| self.base + link as usize)
    }

    /// Removes a free block from its bin. O(1).
    ///
    /// # Safety
    /// It is in a bin.
    #[inline]
    pub(super) unsafe fn unlink(&mut self, chunk: *mut Chunk) {
        let root = self.root();
        // SAFETY: its links refer to blocks of the bin, to the head of the bin, or to the end of all lists.
        unsafe {
            let Chunk { tag, next, link } = chunk.read();
            (*root::at(root, next)).link = link;
            (*root::at(root, link)).next = next;
            if next == 0
                && let Some(bin) = root::bin(link)
            {
                *self.word(bin) &= !bit(bin);
            }
            let (size, after) = ((tag - FREE) as usize, self.address_of(link));
            emit!(&mut self.observer, Event::Taken { block: chunk.addr(), size, after });
            if next != 0 {
                emit!(&mut self.observer, Event::Relinked { block: self.base + next as usize, after });
            }
        }
    }

    /// Makes a free block of `size` bytes and pushes it onto its bin. O(1).
    ///
    /// # Safety
    /// The bytes are not in use. The tag of the block after them says that the block before it is free.
    #[inline]
    pub(super) unsafe fn insert(&mut self, chunk: *mut Chunk, size: u32) {
        let (bin, root) = (bin(size), self.root());
        *self.word(bin) |= bit(bin);
        // SAFETY: a block has room for header and footer; a head refers to a block or to the end of all lists.
        unsafe {
            let head = root::head(root, bin);
            let next = *head;
            let link = (chunk.addr() - root.addr()) as u32;
            *head = link;
            (*root::at(root, next)).link = link;
            chunk.write(Chunk { tag: size | FREE, next, link: root::head_link(bin) });
            let footer = chunk.byte_add(size as usize).cast::<u32>().sub(1);
            *footer = size;
            emit!(
                &mut self.observer,
                Event::Inserted { block: chunk.addr(), size: size as usize, after: None }
            );
            if next != 0 {
                let block = self.base + next as usize;
                emit!(&mut self.observer, Event::Relinked { block, after: Some(chunk.addr()) });
            }
            emit!(&mut self.observer, Event::Tagged { at: footer.addr(), tag: Tag::Footer(size as usize) });
        }
    }

    /// A free block of at least `need` bytes: the first of the bin for that size if it is large enough, otherwise the first of
    /// the next non-empty bin, whose blocks are all large enough. O(1): probes at most two blocks.
    #[inline(always)]
    pub(super) fn find(&mut self, need: u32) -> Option<NonNull<Chunk>> {
        let mut bin = bin(need);
        while bin < FIRST + BINS {
            let bits = *self.word(bin) >> (bin % u64::BITS as usize);
            if bits == 0 {
                bin |= u64::BITS as usize - 1;
            } else {
                bin += bits.trailing_zeros() as usize;
                let root = self.root();
                // SAFETY: the head of a non-empty bin refers to a block.
                let (chunk, tag) = unsafe {
                    let chunk = root::at(root, *root::head(root, bin));
                    (chunk, (*chunk).tag)
                };
                let fit = if tag > need { Fit::Fits } else { Fit::TooSmall };
                emit!(
                    &mut self.observer,
                    Event::Probed { block: chunk.addr(), size: (tag - FREE) as usize, fit }
                );
                if fit == Fit::Fits {
                    return NonNull::new(chunk);
                }
            }
            bin += 1;
        }
        None
    }
}
