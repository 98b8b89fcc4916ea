//! [`BumpFreeList`]: a bump pointer and an unordered free list for each power of two.
//!
//! [`BumpFreeList`]：碰撞指针加若干无序空闲链表，每个 2 的幂一个。

use core::{
    alloc::Layout,
    ops::Range,
    ptr::{self, NonNull},
};

#[cfg(feature = "realloc")]
use crate::bump::OnBump;
use crate::{
    align::GRANULE,
    allocate::Allocate,
    block::{self, Free},
    bump::{self, Bump},
    inspect::{Fault, FreeBlock, Inspect, Word, check_disjoint, check_free_of_bump},
    memory::Memory,
    observe::{Event, Fit, Observer, emit},
};

/// The number of lists: one for each power of two, from the granule to half the address space.
const LISTS: usize = (usize::BITS - GRANULE.trailing_zeros()) as usize;

/// A bump pointer and an unordered free list for each power of two.
///
/// ```text
///    16: head --> [ ] --> [ ] --> null
///    32: head --> null
///    64: head --> [        ] --> null
///   ...
///
///   +-----------------------------+------------------+
///   | live, and the free blocks   | bump space       |
///   +-----------------------------+------------------+
///                                 bump pointer       end
/// ```
///
/// - **Allocate**: the size is rounded up to a power of two, at least 16 bytes. The first block of the list for that size
///   is popped if its address has the requested alignment, which it always has up to an alignment of 16. Otherwise the
///   bump pointer moves up. O(1).
/// - **Free**: the block is pushed onto the list of its size; the block directly below the bump pointer becomes bump space
///   again. O(1). Blocks are never split or merged.
/// - **Reallocate**: a block stays in place as long as its rounded size stays the same. Otherwise it moves into a free
///   block of its new size, if there is one; if not, the block directly below the bump pointer grows and shrinks in place.
///   O(1), plus copying.
/// - Permanently lost: what the bump pointer skips for alignments above 16; the end of a region when the memory continues
///   elsewhere, together with the last block if that block grows and moves there; and what a block gives up when it must
///   shrink in place because there is no memory for a smaller block. In the worst case rounding leaves almost half of a
///   block unused, and 15 of 16 bytes in the smallest.
///
/// 碰撞指针加若干无序空闲链表，每个 2 的幂一个。
/// - **分配**：大小向上取整到 2 的幂（至少 16 字节）；若该链表的第一个块满足所要求的对齐就取走它（对齐不超过 16 时总是满足），
///   否则上移碰撞指针。O(1)。
/// - **释放**：块放到所属链表的首位；紧邻碰撞指针之下的块则使碰撞指针下移。O(1)。块从不分割，也从不合并。
/// - **重新分配**：取整后的大小不变时，块保持不动；否则若有新大小的空闲块就搬移过去，没有时，紧邻碰撞指针之下的块原地增长或
///   缩小。除复制外为 O(1)。
/// - 永久丢失的有：碰撞指针为大于 16 的对齐而跳过的字节；内存在别处继续增长时原区域的末尾（若最后一块因增长而搬走，也包括
///   它）；以及没有内存可供更小的块、只能原地缩小时让出的字节。取整使一个块最多有将近一半未被使用，最小的块则为 16 字节中的
///   15 字节。
#[derive(Debug)]
pub struct BumpFreeList<M, O = ()> {
    /// The first free block of each size, largest size first: the index is the number of leading zeros of the size less 1.
    /// The first entry is never used; it saves the compiler a bounds check.
    heads: [*mut Free; LISTS + 1],
    bump: Bump,
    memory: M,
    observer: O,
}

/// The index in `heads` of the list for `layout`.
#[inline(always)]
const fn index(layout: Layout) -> usize {
    let last = layout.size().saturating_sub(1) | (GRANULE - 1);
    last.leading_zeros() as usize
}

/// The size in bytes of the blocks in the list with this index.
#[inline(always)]
const fn size(index: usize) -> usize {
    // 1 << (usize::BITS - index), without the subtraction.
    1_usize.rotate_right(index as u32)
}

/// Block sizes of the lists, smallest first.
const SIZES: [usize; LISTS] = {
    let mut sizes = [0; LISTS];
    let mut bin = 0;
    while bin < LISTS {
        sizes[bin] = size(LISTS - bin);
        bin += 1;
    }
    sizes
};

// SAFETY: all pointers point into pages that this allocator owns, so they can move between threads with it.
unsafe impl<M: Send, O: Send> Send for BumpFreeList<M, O> {}

impl<M: Memory> BumpFreeList<M> {
    /// An empty heap on `memory`. Takes no pages before the first allocation.
    ///
    /// 在 `memory` 上建立一个空堆；首次分配之前不占用任何页。
    pub const fn new(memory: M) -> Self {
        Self::with_observer(memory, ())
    }
}

impl<M: Memory, O: Observer> BumpFreeList<M, O> {
    /// Takes a block from the bump space. Not inlined, so that the fast path before it can be.
    #[inline(never)]
    fn take(&mut self, size: usize, align: usize) -> Option<NonNull<u8>> {
        self.bump.take(size, align, &mut self.memory, &mut self.observer)
    }

    /// An empty heap on `memory` that reports its steps to `observer`.
    ///
    /// 在 `memory` 上建立一个空堆，并把每一步报告给 `observer`。
    pub const fn with_observer(memory: M, observer: O) -> Self {
        Self { heads: [ptr::null_mut(); LISTS + 1], bump: Bump::new(), memory, observer }
    }
}

// SAFETY: a block comes from a list, which holds only freed memory and whose alignment is checked, or from the bump space,
// which holds only memory that was never handed out or was taken back. Nothing changes before the memory has grown.
unsafe impl<M: Memory, O: Observer> Allocate for BumpFreeList<M, O> {
    type Memory = M;

    fn memory(&self) -> &M {
        &self.memory
    }

    unsafe fn memory_mut(&mut self) -> &mut M {
        &mut self.memory
    }

    #[inline(always)]
    fn block_size(layout: Layout) -> usize {
        size(index(layout))
    }

    #[inline]
    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        let (index, align) = (index(layout), layout.align());
        let head = &mut self.heads[index];
        let block = *head;
        // Null passes as aligned.
        if block.addr() & (align - 1) != 0 {
            emit!(
                &mut self.observer,
                Event::Probed { block: block.addr(), size: size(index), fit: Fit::Misaligned }
            );
        } else if !block.is_null() {
            // SAFETY: the blocks of a list are free memory with a valid `next`.
            *head = unsafe { (*block).next };
            emit!(&mut self.observer, Event::Popped { bin: LISTS - index, block: block.addr() });
            return NonNull::new(block.cast());
        }
        self.take(size(index), align)
    }

    #[inline]
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
        let index = index(layout);
        // Re-derive the pointer: the caller's provenance may cover only `layout.size()` bytes.
        let start = self.memory.at(block.addr().get());
        if self.bump.is_at(start.addr() + size(index)) {
            self.bump.lower(start, &mut self.observer);
            return;
        }
        let block = start.cast::<Free>();
        // SAFETY: the caller no longer uses the block, and it is at least one granule, enough for a header.
        unsafe { (*block).next = self.heads[index] };
        self.heads[index] = block;
        emit!(&mut self.observer, Event::Pushed { bin: LISTS - index, block: block.addr() });
    }

    #[cfg(feature = "realloc")]
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: same contract as the caller's.
        unsafe { self.resize(block, layout, new_size) }
    }

    fn on_move(&mut self, from: NonNull<u8>, to: NonNull<u8>, size: usize) {
        let [from, to] = [from, to].map(|block| block.addr().get());
        emit!(&mut self.observer, Event::Moved { from, to, size });
    }
}

#[cfg(feature = "realloc")]
impl<M: Memory, O: Observer> OnBump<O> for BumpFreeList<M, O> {
    #[inline(always)]
    fn parts(&mut self) -> (&mut Bump, &mut O) {
        (&mut self.bump, &mut self.observer)
    }

    #[inline(always)]
    fn same_size(one: Layout, other: Layout) -> bool {
        index(one) == index(other)
    }

    #[inline(always)]
    fn reuses(_: usize) -> bool {
        true
    }
}

impl<M: Memory, O: Observer> Inspect for BumpFreeList<M, O> {
    type Roots = [Word; LISTS + bump::WORDS];

    const BINS: &'static [usize] = &SIZES;

    const OBSERVED: bool = O::LISTENS;

    fn roots(&self) -> Self::Roots {
        let mut roots = [ptr::null_mut(); LISTS + bump::WORDS];
        for (word, head) in roots.iter_mut().zip(&self.heads[1..]) {
            *word = head.cast();
        }
        roots[LISTS..].copy_from_slice(&self.bump.words());
        roots
    }

    unsafe fn set_roots(&mut self, roots: Self::Roots) {
        for (word, head) in roots.iter().zip(&mut self.heads[1..]) {
            *head = word.cast();
        }
        self.bump.set_words([roots[LISTS], roots[LISTS + 1]]);
    }

    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        let mut lists = SIZES.into_iter().enumerate();
        // SAFETY: the blocks of a list are free memory with a valid `next`.
        lists.all(|(bin, size)| unsafe { block::visit(self.heads[LISTS - bin], bin, size, visit) });
    }

    fn bump(&self) -> Range<usize> {
        self.bump.space()
    }

    fn check(&self) -> Result<(), Fault> {
        self.bump.check(&self.memory)?;
        check_disjoint(self)?;
        check_free_of_bump(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_the_list_of_the_next_power_of_two() {
        for bytes in 1..=4096 {
            let index = index(Layout::from_size_align(bytes, 1).unwrap());
            let expected = bytes.next_power_of_two().max(GRANULE);
            assert_eq!((size(index), SIZES[LISTS - index]), (expected, expected), "{bytes} bytes");
        }
        let most = index(Layout::from_size_align(isize::MAX as usize, 1).unwrap());
        assert_eq!((size(most), SIZES[LISTS - most]), (1 << (usize::BITS - 1), 1 << (usize::BITS - 1)));
    }
}
