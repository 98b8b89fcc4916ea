//! [`BumpFreeList`]: a bump pointer and one unordered free list of blocks that match again.
//!
//! [`BumpFreeList`]：碰撞指针加一个无序空闲链表，块大小均为 2 的幂，便于再次匹配。

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
    block::{Free, visit_list},
    bump::Bump,
    inspect::{Fault, FreeBlock, Inspect, check_disjoint},
    memory::Memory,
    observe::{Event, Fit, Observer, tell},
};

/// A bump pointer with one unordered free list of blocks whose sizes are powers of two.
///
/// ```text
///   head --> [ 32 ] --> [ 16 ] --> [ 128 ] --> null       freed blocks, the last one first
///
///   +----+----+----+----+---------+------------------+
///   | live, and the free blocks   | bump space       |
///   +----+----+----+----+---------+------------------+
///                                 bump pointer       end
/// ```
///
/// - **Allocate**: the size is rounded up to a power of two, at least 16 bytes, so that blocks match again. The first
///   block of just that size is taken, and never cut. A search looks at 64 blocks at most: if none of them will do, they
///   go to the end of the list, and the bump pointer moves up. O(1). Only when the memory cannot grow does the search go
///   on to the end of the list, O(n).
/// - **Free**: the block becomes the first of the list; the one just below the bump pointer takes it down again. O(1).
///   Neighbours are never merged.
/// - **Reallocate**: within its rounded size a block stays as it is, and the one below the bump pointer grows and shrinks
///   in place. Any other moves into a block of its new size. O(1), but for copying.
/// - Lost for good: what the bump pointer skips for alignments above 16, and the unused end of a region when the memory
///   goes on elsewhere. Rounding leaves at most half of a block unused.
///
/// n is the number of free blocks.
///
/// 碰撞指针加一个无序空闲链表，块大小均为 2 的幂，n 为空闲块数。
/// - **分配**：大小向上取整到 2 的幂（至少 16 字节），使块能够再次匹配；取链表中第一个大小正好的块，从不分割。一次查找最多
///   查看 64 个块：都不合用时，它们被移到链表末尾，并上移碰撞指针，O(1)。只有内存无法增长时，才查找到链表末尾，O(n)。
/// - **释放**：块放到链表头部；紧邻碰撞指针之下的块则使碰撞指针下移。O(1)；从不合并相邻的块。
/// - **重新分配**：在取整后的大小之内，块保持不动；紧邻碰撞指针之下的块原地增长或缩小；其他块搬移到新大小的块中。
///   除复制外为 O(1)。
/// - 永久丢失的有：碰撞指针为大于 16 的对齐而跳过的字节，以及内存在别处继续增长时原区域未用完的末尾。取整使一个块最多
///   有一半未被使用。
#[derive(Debug)]
pub struct BumpFreeList<M, O = ()> {
    /// A block of no bytes before the first. The walk leads to it while the list itself is borrowed again, so it is a
    /// cell.
    root: UnsafeCell<Free>,
    /// The rest of the list: blocks that a search looked at in vain. A search that comes to null goes on here.
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

/// How many blocks a search looks at before it asks for memory.
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
        // What was looked at in vain becomes the last part of the list.
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
        // SAFETY: the blocks of both parts are free memory with valid headers.
        let _ = unsafe { visit_list(roots.head, visit) && visit_list(roots.aside, visit) };
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
