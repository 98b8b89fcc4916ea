//! A snapshot of an allocator and its memory: [`Picture`].

use std::ops::Range;

use lite_alloc::{
    inspect::{FreeBlock, Inspect, Word},
    memory::Memory,
};

use super::arena::Host;

/// Heaps up to this many bytes are compared byte by byte.
const SMALL: usize = if cfg!(miri) { 2048 } else { 256 << 10 };

/// Everything that an operation may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The words outside the heap.
    pub roots: Vec<Word>,
    /// Where the next page would start, if other code can't change that.
    pub end: Option<usize>,
    /// The free blocks in list order.
    pub free: Vec<FreeBlock>,
    /// The memory from the bump pointer to the end of its region.
    pub bump: Range<usize>,
    /// The bytes of each run of pages, if the heap is small.
    pub bytes: Option<Vec<Vec<u8>>>,
}

impl Picture {
    /// A snapshot of `allocator`, which has been granted `pages`.
    pub fn of<A: Inspect<Memory: Host>>(allocator: &A, pages: &[Range<usize>]) -> Self {
        let small = pages.iter().map(Range::len).sum::<usize>() <= SMALL;
        Self {
            roots: allocator.roots().as_ref().to_vec(),
            end: A::Memory::ALONE.then(|| allocator.memory().end()),
            free: free(allocator),
            bump: allocator.bump(),
            bytes: small.then(|| pages.iter().map(|run| bytes(allocator.memory(), run)).collect()),
        }
    }

    /// Addresses whose bytes differ between `self` and `later`; `pages` are those of `self`.
    pub fn changed<'a>(
        &'a self,
        later: &'a Self,
        pages: &'a [Range<usize>],
    ) -> impl Iterator<Item = usize> + 'a {
        let (before, after) = (self.bytes.iter().flatten(), later.bytes.iter().flatten());
        pages.iter().zip(before.zip(after)).flat_map(|(run, (before, after))| {
            let differs = before.iter().zip(after).enumerate().filter(|(_, (old, new))| old != new);
            differs.map(|(at, _)| run.start + at)
        })
    }
}

/// The free blocks of `allocator` in list order.
pub fn free<A: Inspect>(allocator: &A) -> Vec<FreeBlock> {
    let mut free = Vec::new();
    allocator.free_blocks(&mut |block| {
        free.push(block);
        true
    });
    free
}

/// A copy of the bytes of `memory` at the addresses `run`, all of which it granted.
pub fn bytes<M: Memory>(memory: &M, run: &Range<usize>) -> Vec<u8> {
    // SAFETY: granted pages are initialised in every memory of these tests, and nothing writes to them during the copy.
    unsafe { std::slice::from_raw_parts(memory.at(run.start), run.len()) }.to_vec()
}
