//! The bins of a [`BoundaryTag`]: putting free blocks in, taking them out, and finding one that is large enough. Which bytes are
//! free, and what becomes of neighbours, is the business of those who call.

use core::ptr::NonNull;

use super::{
    BoundaryTag, WORDS,
    chunk::{BINS, Chunk, FIRST, FREE, bin},
    root,
};
use crate::{
    memory::Memory,
    observe::{Event, Fit, Observer, Tag, tell},
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
        // The remainder changes nothing, but shows the compiler that there is such a word.
        &mut self.filled[bin / u64::BITS as usize % WORDS]
    }

    /// The address of the block that a link stands for, `None` for the head of a bin.
    fn name(&self, link: u32) -> Option<usize> {
        root::bin(link).is_none().then(|| self.base + link as usize)
    }

    /// Takes a free block out of its bin. O(1).
    ///
    /// # Safety
    /// It is in a bin.
    #[inline]
    pub(super) unsafe fn unlink(&mut self, chunk: *mut Chunk) {
        let root = self.root();
        // SAFETY: its links lead to blocks of the bin, to the head of the bin, or to the end of all lists.
        unsafe {
            let Chunk { tag, next, link } = chunk.read();
            (*root::at(root, next)).link = link;
            (*root::at(root, link)).next = next;
            if next == 0
                && let Some(bin) = root::bin(link)
            {
                *self.word(bin) &= !bit(bin);
            }
            let (size, after) = ((tag - FREE) as usize, self.name(link));
            tell!(&mut self.observer, Event::Taken { block: chunk.addr(), size, after });
            if next != 0 {
                tell!(&mut self.observer, Event::Relinked { block: self.base + next as usize, after });
            }
        }
    }

    /// Makes a free block of `size` bytes and puts it first in its bin. O(1).
    ///
    /// # Safety
    /// Nobody uses the bytes. The tag of the block behind says that the one before it is free.
    #[inline]
    pub(super) unsafe fn file(&mut self, chunk: *mut Chunk, size: u32) {
        let (bin, root) = (bin(size), self.root());
        *self.word(bin) |= bit(bin);
        // SAFETY: the bytes are a block's, and so have room for header and footer; a head leads to a block or to the end
        // of all lists.
        unsafe {
            let head = root::head(root, bin);
            let next = *head;
            let link = (chunk.addr() - root.addr()) as u32;
            *head = link;
            (*root::at(root, next)).link = link;
            chunk.write(Chunk { tag: size | FREE, next, link: root::head_link(bin) });
            let footer = chunk.byte_add(size as usize).cast::<u32>().sub(1);
            *footer = size;
            tell!(
                &mut self.observer,
                Event::Inserted { block: chunk.addr(), size: size as usize, after: None }
            );
            if next != 0 {
                let block = self.base + next as usize;
                tell!(&mut self.observer, Event::Relinked { block, after: Some(chunk.addr()) });
            }
            tell!(&mut self.observer, Event::Tagged { at: footer.addr(), tag: Tag::Footer(size as usize) });
        }
    }

    /// A free block of at least `need` bytes: the first of the bin where such a block belongs if it is large enough, else
    /// the first of the next bin with blocks, which are all large enough. O(1): it looks at two blocks at most.
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
                // SAFETY: the head of a bin that is not empty leads to a block.
                let (chunk, tag) = unsafe {
                    let chunk = root::at(root, *root::head(root, bin));
                    (chunk, (*chunk).tag)
                };
                let fit = if tag > need { Fit::Fits } else { Fit::TooSmall };
                tell!(
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
