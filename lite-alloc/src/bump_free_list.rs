//! [`BumpFreeList`]: a bump pointer and one unordered free list.
//!
//! [`BumpFreeList`]：碰撞指针加一个无序空闲链表。

use core::{alloc::Layout, ops::Range, ptr::NonNull};

use crate::{
    align::granules,
    allocate::{self, Allocate},
    block::Free,
    bump::Bump,
    inspect::{Fault, FreeBlock, Inspect},
    list::{List, check_disjoint},
    memory::Memory,
    observe::{Event, Observer, tell},
};

/// A bump pointer with one unordered free list.
///
/// ```text
///   head --> [ 32 ] --> [ 16 ] --> [ 96 ] --> null        freed blocks, the last one first
///
///   +----+----+----+----+---------+------------------+
///   | live, and the free blocks   | bump space       |
///   +----+----+----+----+---------+------------------+
///                                 bump pointer       end
/// ```
///
/// - **Allocate**: the first block of the list that has just the size, else the first that is large enough, O(n); what
///   is left of it in front and behind stays in the list. If there is none, the bump pointer moves up, O(1).
/// - **Free**: the block becomes the first of the list, O(1). Neighbours are never merged.
/// - **Reallocate**: the block below the bump pointer grows and shrinks in place, O(1). Any other shrinks in place, its
///   end becoming the first of the list, and is moved to grow.
/// - Every byte that is not live can be used again, but only in pieces as large as they once were cut. Looking for the
///   right size first keeps large pieces whole: by first fit alone the same work again and again, with a thousand live
///   blocks, left twenty-five thousand free ones more each time.
///
/// n is the number of free blocks.
///
/// 碰撞指针加一个无序空闲链表，n 为空闲块数。
/// - **分配**：先找链表中第一个大小正好的块，没有则取第一个足够大的块（首次适应），O(n)，前后余下的部分留在链表中；没有合适的块则上移碰撞指针，O(1)。
/// - **释放**：块放到链表头部，O(1)；从不合并相邻的块。
/// - **重新分配**：紧邻碰撞指针之下的块原地增长或缩小，O(1)；其他块原地缩小（让出的末尾放到链表头部），增长则需搬移。
/// - 不再存活的字节都能再次使用，但每一片都不会大于它当初被切成的大小。优先选用大小正好的块，使大块保持完整，
///   链表不至于被碎片淤塞。
#[derive(Debug)]
pub struct BumpFreeList<M, O = ()> {
    free: List,
    bump: Bump,
    memory: M,
    observer: O,
}

/// The roots of a [`BumpFreeList`]: what it keeps outside the heap's own bytes.
///
/// [`BumpFreeList`] 的根：它保存在堆自身字节之外的内容。
#[derive(Clone, Copy, Debug)]
pub struct Roots {
    head: *mut Free,
    bump: Bump,
}

// SAFETY: the pointers lead only into pages that belong to this allocator, and go wherever it goes.
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
    /// The same, its steps told to `observer`.
    ///
    /// 同上，并把每一步告知 `observer`。
    pub const fn with_observer(memory: M, observer: O) -> Self {
        Self { free: List::new(), bump: Bump::new(), memory, observer }
    }

    /// A block, and how many of its first bytes may differ from zero.
    #[inline(always)]
    fn take(&mut self, layout: Layout) -> Option<(NonNull<u8>, usize)> {
        let (size, align) = (granules(layout), layout.align());
        // SAFETY: the blocks of the list are free, and the link that is found is this list's.
        unsafe {
            let found = self.free.first_fit::<true, O>(size, align, &mut self.observer);
            if found.fits {
                let block = self.free.carve(found.link, size, align, &mut self.observer);
                return Some((NonNull::new_unchecked(block), size));
            }
        }
        let bumped = self.bump.take(size, align, &mut self.memory, &mut self.observer)?;
        // SAFETY: what was left behind at the bump pointer is whole granules that nobody uses.
        unsafe {
            self.push(bumped.tail, bumped.tail_size);
            self.push(bumped.block.byte_sub(bumped.gap), bumped.gap);
        }
        let dirty = self.bump.dirty::<M>(bumped.block, size);
        // SAFETY: a block is never at address 0.
        Some((unsafe { NonNull::new_unchecked(bumped.block) }, dirty))
    }

    /// Puts `size` bytes, if any, first in the list. O(1).
    ///
    /// # Safety
    /// They are whole granules of this heap that nobody uses.
    #[inline(never)]
    unsafe fn push(&mut self, start: *mut u8, size: usize) {
        if size != 0 {
            let block = start.cast::<Free>();
            // SAFETY: there is at least a granule, enough for a header.
            unsafe { block.write(Free { next: self.free.head(), size }) };
            self.free.set_head(block);
            tell!(&mut self.observer, Event::Inserted { block: block.addr(), size, after: None });
        }
    }
}

// SAFETY: a block comes from the list, which holds only memory given back, or from the bump space, which holds only
// memory never handed out; both cut it to size and alignment. Nothing changes before the memory has grown.
unsafe impl<M: Memory, O: Observer> Allocate for BumpFreeList<M, O> {
    type Memory = M;

    const OBSERVED: bool = O::LISTENS;

    fn memory(&self) -> &M {
        &self.memory
    }

    unsafe fn memory_mut(&mut self) -> &mut M {
        &mut self.memory
    }

    fn block_size(layout: Layout) -> usize {
        granules(layout)
    }

    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        self.take(layout).map(|(block, _)| block)
    }

    fn allocate_zeroed(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        let (block, dirty) = self.take(layout)?;
        // SAFETY: `dirty` is at most the size of the block.
        unsafe { block.write_bytes(0, dirty) };
        Some(block)
    }

    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
        // SAFETY: the caller gives the block up, and it has this many bytes. The pointer is made anew because the
        // caller's may be good for fewer bytes than the block has.
        unsafe { self.push(self.memory.at(block.addr().get()), granules(layout)) };
    }

    #[cfg(feature = "realloc")]
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: by the caller's promise these make a layout.
        let to = granules(unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) });
        let from = granules(layout);
        let start = self.memory.at(block.addr().get());
        if self.bump.resize(start, from, to, &mut self.memory, &mut self.observer) {
            return Some(block);
        }
        if to > from {
            // SAFETY: the caller's promises are the same.
            return unsafe { self.relocate(block, layout, new_size) };
        }
        tell!(&mut self.observer, Event::Resized { block: start.addr(), from, to });
        // SAFETY: the block's end is no longer the program's.
        unsafe { self.push(start.byte_add(to), from - to) };
        Some(block)
    }

    fn observe(&mut self, event: Event) {
        tell!(&mut self.observer, event);
    }

    fn misuse(&self, block: NonNull<u8>, layout: Layout) -> Option<Fault> {
        allocate::misuse(self, block, layout)
    }
}

impl<M: Memory, O: Observer> Inspect for BumpFreeList<M, O> {
    type Roots = Roots;

    const BINS: &'static [usize] = &[];

    fn roots(&self) -> Roots {
        Roots { head: self.free.head(), bump: self.bump }
    }

    unsafe fn set_roots(&mut self, roots: Roots) {
        self.free.set_head(roots.head);
        self.bump = roots.bump;
    }

    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        self.free.blocks(visit);
    }

    fn bump(&self) -> Range<usize> {
        self.bump.space()
    }

    fn check(&self) -> Result<(), Fault> {
        self.bump.check(&self.memory)?;
        check_disjoint(|visit| self.free.blocks(visit))?;
        allocate::check_free_of_bump(self)
    }
}
