//! [`BumpFreeList`]: a bump pointer and one unordered free list.
//!
//! [`BumpFreeList`]：碰撞指针加一个无序空闲链表。

use core::{
    alloc::Layout,
    cell::UnsafeCell,
    ops::Range,
    ptr::{self, NonNull},
};

#[cfg(feature = "realloc")]
use crate::bump::OnBump;
use crate::{
    align::GRANULE,
    allocate::{self, Allocate},
    block::Free,
    bump::Bump,
    inspect::{Fault, FreeBlock, Inspect, check_disjoint},
    memory::Memory,
    observe::{Event, Fit, Observer, tell},
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
    /// A block of no bytes before the first. The walk leads to it while the list itself is borrowed again, so it is a
    /// cell.
    root: UnsafeCell<Free>,
    /// The end of the list: blocks that a search looked at in vain.
    aside: *mut Free,
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
    aside: *mut Free,
    bump: Bump,
}

const PROBES: usize = 64;

/// Bytes of a block for `layout`: its size rounded up to a power of two, at least a granule.
#[inline(always)]
const fn class(layout: Layout) -> usize {
    let last = layout.size().saturating_sub(1) | (GRANULE - 1);
    (usize::MAX >> last.leading_zeros()) + 1
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
        Self {
            root: UnsafeCell::new(Free { next: ptr::null_mut(), size: 0 }),
            aside: ptr::null_mut(),
            bump: Bump::new(),
            memory,
            observer,
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
        class(layout)
    }

    #[inline(never)]
    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        let (size, align) = (class(layout), layout.align());
        let root = self.root.get();
        let mut before = root;
        let mut left = PROBES;
        let block = loop {
            while left != 0 {
                // SAFETY: the root and the blocks of the list are free memory with valid headers.
                unsafe {
                    let mut block = (*before).next;
                    if block.is_null() {
                        block = self.aside;
                        if block.is_null() {
                            break;
                        }
                        self.aside = ptr::null_mut();
                        (*before).next = block;
                    }
                    let fits = (*block).size == size && block.addr() & (align - 1) == 0;
                    tell!(&mut self.observer, {
                        let free = (*block).size;
                        let fit = match fits {
                            true => Fit::Fits,
                            false if free < size => Fit::TooSmall,
                            false if free > size => Fit::Larger,
                            false => Fit::Misaligned,
                        };
                        Event::Probed { block: block.addr(), size: free, fit }
                    });
                    if fits {
                        (*before).next = (*block).next;
                        let after = (before != root).then(|| before.addr());
                        tell!(&mut self.observer, Event::Taken { block: block.addr(), size, after });
                        return Some(NonNull::new_unchecked(block.cast()));
                    }
                    before = block;
                }
                left -= 1;
            }
            match self.bump.take(size, align, &mut self.memory, &mut self.observer) {
                Some(block) => break block,
                // Without memory, the search goes on to the end of the list.
                None if left == 0 => left = usize::MAX,
                None => return None,
            }
        };
        // SAFETY: as above. `before` is the last block that was looked at, or the root.
        unsafe {
            let first = (*root).next;
            let next = (*before).next;
            (*root).next = next;
            (*before).next = self.aside;
            self.aside = first;
            if !next.is_null() {
                tell!(
                    &mut self.observer,
                    Event::Rotated { first: first.addr(), last: before.addr(), head: next.addr() }
                );
            }
        }
        Some(block)
    }

    #[inline(never)]
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
        let size = class(layout);
        // The pointer is made anew because the caller's may be good for fewer bytes than the block has.
        let start = self.memory.at(block.addr().get());
        if self.bump.is_at(start.addr() + size) {
            self.bump.lower(start, &mut self.observer);
            return;
        }
        let block = start.cast::<Free>();
        let root = self.root.get_mut();
        // SAFETY: the caller gives the block up, and it has this many bytes, enough for a header.
        unsafe { block.write(Free { next: root.next, size }) };
        root.next = block;
        tell!(&mut self.observer, Event::Inserted { block: block.addr(), size, after: None });
    }

    #[cfg(feature = "realloc")]
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: the caller's promises are the same.
        unsafe { self.resize(block, layout, new_size) }
    }

    fn observe(&mut self, event: Event) {
        tell!(&mut self.observer, event);
    }

    fn misuse(&self, block: NonNull<u8>, layout: Layout) -> Option<Fault> {
        allocate::misuse(self, block, layout)
    }
}

#[cfg(feature = "realloc")]
impl<M: Memory, O: Observer> OnBump for BumpFreeList<M, O> {
    type Observer = O;

    #[inline(always)]
    fn parts(&mut self) -> (&mut Bump, &M, &mut O) {
        (&mut self.bump, &self.memory, &mut self.observer)
    }

    #[inline(always)]
    fn reuses(_: usize) -> bool {
        true
    }
}

impl<M: Memory, O: Observer> Inspect for BumpFreeList<M, O> {
    type Roots = Roots;

    const BINS: &'static [usize] = &[];

    fn roots(&self) -> Roots {
        // SAFETY: nobody refers to the root for longer than it takes to read or write it.
        Roots { head: unsafe { (*self.root.get()).next }, aside: self.aside, bump: self.bump }
    }

    unsafe fn set_roots(&mut self, roots: Roots) {
        self.root.get_mut().next = roots.head;
        self.aside = roots.aside;
        self.bump = roots.bump;
    }

    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        let roots = self.roots();
        for mut block in [roots.head, roots.aside] {
            while !block.is_null() {
                // SAFETY: the blocks of the list are free memory with valid headers.
                let (next, size) = unsafe { ((*block).next, (*block).size) };
                if !visit(FreeBlock { address: block.addr(), size, bin: 0 }) {
                    return;
                }
                block = next;
            }
        }
    }

    fn bump(&self) -> Range<usize> {
        self.bump.space()
    }

    fn check(&self) -> Result<(), Fault> {
        self.bump.check(&self.memory)?;
        check_disjoint(|visit| self.free_blocks(visit))?;
        allocate::check_free_of_bump(self)
    }
}
