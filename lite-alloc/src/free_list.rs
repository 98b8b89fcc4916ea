//! [`FreeList`]: one free list in address order, with splitting and coalescing. General purpose.
//!
//! [`FreeList`]：按地址排序的单个空闲链表，支持分割与合并，适合通用场合。

use core::{alloc::Layout, ops::Range, ptr::NonNull};

use crate::{
    align::{GRANULE, gap, granules},
    allocate::{self, Allocate},
    block::{Free, Link},
    inspect::{Fault, FreeBlock, Inspect},
    list::{List, check_block},
    memory::{Memory, Pages},
    observe::{Event, Observer, Side, tell},
};

/// One free list in address order, with splitting and coalescing.
///
/// ```text
///   head ----+              +------------------+          +--> null
///            v              |                  v          |
///   +------+----------------|--+-------------+------------|--------+
///   | live | free: next, size  | live | live | free: next, size    |
///   +------+-------------------+-------------+---------------------+
///                                                                  memory.end()
/// ```
///
/// - **Allocate**: the first block by address that is large enough, O(n); what is left of it in front and behind
///   stays free. If there is none, the memory grows by what is short, together with a free block at its end.
/// - **Free**: the block takes its place by address and becomes one with free neighbours on both sides, O(n).
/// - **Reallocate**: a block shrinks in place, its end being freed, and grows in place into a free block and new pages
///   just behind it, O(n). Otherwise it is moved to grow.
/// - Two free blocks never touch, so what was freed can be allocated again in one piece. No byte is ever lost.
///
/// n is the number of free blocks.
///
/// 按地址排序的单个空闲链表，支持分割与合并，n 为空闲块数。
/// - **分配**：取地址最低的足够大的块（首次适应，O(n)），前后余下的部分仍然空闲；没有合适的块则按所缺的字节数增长内存，
///   并与内存末尾的空闲块一同使用。
/// - **释放**：按地址插入，并与两侧相邻的空闲块合并，O(n)。
/// - **重新分配**：块原地缩小，让出的末尾被释放；紧随其后的空闲块与新页足够时原地增长，O(n)；否则需搬移才能增长。
/// - 任何两个空闲块都不相接，因此释放的空间能够整块地再次分配；没有字节会丢失。
#[derive(Debug)]
pub struct FreeList<M, O = ()> {
    free: List,
    /// No byte at or above this address has ever been in a live block, so all there is zero as far as it was when
    /// fresh, but for headers: of blocks that are free now, and, just here, of one that was merged.
    fresh: usize,
    memory: M,
    observer: O,
}

/// The roots of a [`FreeList`]: what it keeps outside the heap's own bytes.
///
/// [`FreeList`] 的根：它保存在堆自身字节之外的内容。
#[derive(Clone, Copy, Debug)]
pub struct Roots {
    head: *mut Free,
    fresh: usize,
}

/// A place in the list.
struct Place {
    /// The link to the block before; meaningless at the head.
    before: Link,
    /// The link in between: part of the block before, or the head.
    link: Link,
}

// SAFETY: the pointers lead only into pages that belong to this allocator, and go wherever it goes.
unsafe impl<M: Send, O: Send> Send for FreeList<M, O> {}

impl<M: Memory> FreeList<M> {
    /// An empty heap on `memory`. Takes no pages before the first allocation.
    ///
    /// 在 `memory` 上建立一个空堆；首次分配之前不占用任何页。
    pub const fn new(memory: M) -> Self {
        Self::with_observer(memory, ())
    }
}

impl<M: Memory, O: Observer> FreeList<M, O> {
    /// The same, its steps told to `observer`.
    ///
    /// 同上，并把每一步告知 `observer`。
    pub const fn with_observer(memory: M, observer: O) -> Self {
        Self { free: List::new(), fresh: 0, memory, observer }
    }

    /// A block, and how many of its first bytes may differ from zero.
    #[inline(always)]
    fn take(&mut self, layout: Layout) -> Option<(NonNull<u8>, usize)> {
        let (size, align) = (granules(layout), layout.align());
        let Self { free, memory, observer, .. } = self;
        // SAFETY: the blocks of the list are free, and the links are this list's.
        let block = unsafe {
            let found = free.first_fit::<false, O>(size, align, observer);
            let link = match found.fits {
                true => found.link,
                false => Self::grow_for(free, memory, observer, found.link, size, align)?,
            };
            free.carve(link, size, align, observer)
        };
        // The first granule held a header, be it this block's own or one that a merge left behind at `fresh`.
        let dirty =
            if M::ZEROED { (self.fresh.saturating_sub(block.addr()) + GRANULE).min(size) } else { size };
        self.used_up_to(block.addr() + size);
        // SAFETY: a block is never at address 0.
        Some((unsafe { NonNull::new_unchecked(block) }, dirty))
    }

    /// Notes that a live block ends here.
    #[inline(always)]
    fn used_up_to(&mut self, end: usize) {
        self.fresh = self.fresh.max(end);
    }

    /// Grows the memory so that the last free block holds `size` bytes at `align`, and returns the link to it.
    ///
    /// # Safety
    /// `last` is the link to the last block of this list, or the head if it is empty, and no block fits.
    #[inline(always)]
    unsafe fn grow_for(
        free: &List,
        memory: &mut M,
        observer: &mut O,
        last: Link,
        size: usize,
        align: usize,
    ) -> Option<Link> {
        // SAFETY: a link leads to a free block or is null.
        let block = unsafe { *last };
        let (end, base, link, pages) = loop {
            let end = memory.end();
            let mut base = end;
            let mut link = last;
            if !block.is_null() {
                // SAFETY: it has a valid header.
                unsafe {
                    if block.addr() + (*block).size == end {
                        base = block.addr();
                    } else {
                        link = &raw mut (*block).next;
                    }
                }
            }
            let bytes = gap(base, align) + size - (end - base);
            let Some(pages) = memory.grow(bytes) else {
                tell!(observer, Event::Refused { bytes });
                return None;
            };
            if !M::SHARED || pages.start.addr().get() == end {
                break (end, base, link, pages);
            }
        };
        let joins = base != end;
        let start = pages.start.addr().get();
        tell!(observer, Event::Grown { start, size: pages.size, contiguous: joins });
        // SAFETY: the new pages are nobody's, and follow the block at `link` if `base` is its address.
        unsafe { Self::adopt(free, observer, pages, link, joins) };
        Some(link)
    }

    /// Puts new pages into the list: as a part of the block at `link` if they join it, else by themselves, there.
    ///
    /// # Safety
    /// The pages are nobody's. They follow the block at `link` if they join it, and else belong there by their address.
    #[inline(always)]
    unsafe fn adopt(free: &List, observer: &mut O, pages: Pages, link: Link, joins: bool) {
        let start = pages.start.as_ptr().cast::<Free>();
        // SAFETY: by the contract.
        unsafe {
            if joins {
                let left = *link;
                (*left).size += pages.size;
                tell!(
                    observer,
                    Event::Merged {
                        block: start.addr(),
                        neighbour: left.addr(),
                        side: Side::Left,
                        size: (*left).size
                    }
                );
            } else {
                Self::put(free, observer, start, pages.size, link);
            }
        }
    }

    /// Puts a block into the list at `link`, by itself.
    ///
    /// # Safety
    /// The block is nobody's, and belongs there by its address.
    #[inline(always)]
    unsafe fn put(free: &List, observer: &mut O, block: *mut Free, size: usize, link: Link) {
        // SAFETY: by the contract.
        unsafe {
            block.write(Free { next: *link, size });
            *link = block;
        }
        tell!(observer, Event::Inserted { block: block.addr(), size, after: free.owner(link) });
    }

    /// Where a block at `address` belongs. O(n).
    #[inline(always)]
    fn place(free: &List, observer: &mut O, address: usize) -> Place {
        let mut before = free.first();
        let mut link = before;
        loop {
            // SAFETY: a link is the head or part of a valid header, and leads to a block with one or is null.
            unsafe {
                let block = *link;
                if block.is_null() || block.addr() > address {
                    return Place { before, link };
                }
                tell!(observer, Event::Passed { block: block.addr(), size: (*block).size });
                before = link;
                link = &raw mut (*block).next;
            }
        }
    }

    /// Puts `size` bytes in their place, one with their free neighbours. O(n).
    ///
    /// # Safety
    /// They are whole granules of this heap, at least one, that nobody uses.
    #[inline(never)]
    unsafe fn insert(&mut self, start: *mut u8, mut size: usize) {
        let Self { free, observer, .. } = self;
        let Place { before, link } = Self::place(free, observer, start.addr());
        let block = start.cast::<Free>();
        // SAFETY: `link` leads to the free block behind or is null; if it is not the head, `before` leads to the free
        // block in front. Blocks that touch lie in pages that follow each other, so one pointer is good for both.
        unsafe {
            let mut next = *link;
            if block.addr() + size == next.addr() {
                size += (*next).size;
                tell!(
                    observer,
                    Event::Merged { block: block.addr(), neighbour: next.addr(), side: Side::Right, size }
                );
                next = (*next).next;
            }
            if let Some(left) = free.owner(link)
                && left + (**before).size == block.addr()
            {
                let left = *before;
                (*left).size += size;
                (*left).next = next;
                tell!(
                    observer,
                    Event::Merged {
                        block: block.addr(),
                        neighbour: left.addr(),
                        side: Side::Left,
                        size: (*left).size
                    }
                );
            } else {
                *link = next;
                Self::put(free, observer, block, size, link);
            }
        }
    }

    /// Takes the `extra` bytes behind a block that ends at `end`: of a free block there, of new pages, or of both.
    /// Changes nothing if there are not as many.
    #[cfg(feature = "realloc")]
    #[inline(always)]
    fn extend(&mut self, end: usize, extra: usize) -> bool {
        let Self { free: list, memory, observer, .. } = self;
        let link = Self::place(list, observer, end - 1).link;
        // SAFETY: `link` leads to the free block behind the place, or is null.
        unsafe {
            let next = *link;
            let free = if next.addr() == end { (*next).size } else { 0 };
            if free < extra {
                if end + free != memory.end() {
                    return false;
                }
                let Some(pages) = memory.grow(extra - free) else {
                    return false;
                };
                if M::SHARED && pages.start.addr().get() != end + free {
                    return false;
                }
                let start = pages.start.addr().get();
                tell!(observer, Event::Grown { start, size: pages.size, contiguous: true });
                Self::adopt(list, observer, pages, link, free != 0);
            }
            list.carve(link, extra, GRANULE, observer);
        }
        self.used_up_to(end + extra);
        true
    }
}

// SAFETY: a block comes from the list, which holds only memory given back and fresh pages, and is cut to size and
// alignment. Nothing changes before the memory has grown.
unsafe impl<M: Memory, O: Observer> Allocate for FreeList<M, O> {
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
        unsafe { self.insert(self.memory.at(block.addr().get()), granules(layout)) };
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
        let address = block.addr().get();
        if to > from && !self.extend(address + from, to - from) {
            // SAFETY: the caller's promises are the same.
            return unsafe { self.relocate(block, layout, new_size) };
        }
        tell!(&mut self.observer, Event::Resized { block: address, from, to });
        if to < from {
            // SAFETY: the block's end is no longer the program's.
            unsafe { self.insert(self.memory.at(address).byte_add(to), from - to) };
        }
        Some(block)
    }

    fn observe(&mut self, event: Event) {
        tell!(&mut self.observer, event);
    }

    fn misuse(&self, block: NonNull<u8>, layout: Layout) -> Option<Fault> {
        allocate::misuse(self, block, layout)
    }
}

impl<M: Memory, O: Observer> Inspect for FreeList<M, O> {
    type Roots = Roots;

    const BINS: &'static [usize] = &[];

    fn roots(&self) -> Roots {
        Roots { head: self.free.head(), fresh: self.fresh }
    }

    unsafe fn set_roots(&mut self, roots: Roots) {
        self.free.set_head(roots.head);
        self.fresh = roots.fresh;
    }

    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        self.free.blocks(visit);
    }

    fn bump(&self) -> Range<usize> {
        0..0
    }

    fn check(&self) -> Result<(), Fault> {
        let mut end = 0;
        let mut result = Ok(());
        self.free.blocks(&mut |block| {
            let fault = |what| Err(Fault { what, address: block.address });
            result = check_block(block).and_then(|()| match block.address {
                address if address < end => fault("a free block is out of the order of addresses"),
                address if address == end => fault("two free blocks touch"),
                _ => Ok(()),
            });
            end = block.address + block.size;
            result.is_ok()
        });
        result
    }
}
