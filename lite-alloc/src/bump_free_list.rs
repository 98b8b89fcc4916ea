//! [`BumpFreeList`]: a bump pointer and one unordered free list of blocks that match again.
//!
//! [`BumpFreeList`]：碰撞指针加一个无序空闲链表，块大小均为 2 的幂，便于再次匹配。

mod by_size;

use core::{
    alloc::Layout,
    ops::Range,
    ptr::{self, NonNull},
};

use by_size::{Free, get, owner};

#[cfg(feature = "realloc")]
use crate::bump::OnBump;
use crate::{
    align::GRANULE,
    allocate::{self, Allocate},
    bump::Bump,
    inspect::{Fault, FreeBlock, Inspect, check_disjoint},
    memory::Memory,
    observe::{Event, Fit, Observer, tell},
};

/// A bump pointer with one unordered free list of blocks whose sizes are powers of two.
///
/// ```text
///   head --> [ 32 ] --> [ 16 ] --> [ 128 ] --> null       one block of each size; the last one freed
///              |                      |
///            [ 32 ]                [ 128 ]                the others of that size
///
///   +----+----+----+----+---------+------------------+
///   | live, and the free blocks   | bump space       |
///   +----+----+----+----+---------+------------------+
///                                 bump pointer       end
/// ```
///
/// - **Allocate**: the size is rounded up to a power of two, at least 16 bytes, so that blocks match again. The block
///   of just that size which was freed last is taken, and never cut; if there is none, the bump pointer moves up. O(k).
///   If it is not aligned as asked, which takes an alignment above 16, those below it are looked at too, O(k + n), n being the blocks of that size.
/// - **Free**: the block goes on top of those of its size, or to the end of the list, O(k); the one just below the bump
///   pointer takes it down again, O(1). Neighbours are never merged.
/// - **Reallocate**: within its rounded size a block stays as it is. Any other moves into a free block of its new size, if
///   there is one; if not, the one below the bump pointer grows and shrinks in place. O(k), but for copying.
/// - Lost for good: what the bump pointer skips for alignments above 16; the end of a region when the memory goes on
///   elsewhere, with the block below the bump pointer if it grows and moves there; and what a block gives up that shrinks
///   where it is because there is no memory for a smaller one. Rounding leaves just under half of a block unused at most,
///   or 15 of 16 bytes.
///
/// k is the number of different sizes among the free blocks: a handful, and at most 28 on a 32-bit target.
///
/// 碰撞指针加一个无序空闲链表，块大小均为 2 的幂。
/// - **分配**：大小向上取整到 2 的幂（至少 16 字节），使块能够再次匹配；取大小正好、最后释放的块，从不分割；没有这样的块则
///   上移碰撞指针。O(k)。若该块不满足所要求的对齐（只在对齐大于 16 时），则继续查看其下同样大小的块，
///   O(k + n)，n 为该大小的块数。
/// - **释放**：块放到同样大小的块之上，或放到链表末尾，O(k)；紧邻碰撞指针之下的块则使碰撞指针下移，O(1)。从不合并相邻的块。
/// - **重新分配**：在取整后的大小之内，块保持不动；否则有新大小的空闲块就搬移过去，没有时，紧邻碰撞指针之下的块
///   原地增长或缩小。除复制外为 O(k)。
/// - 永久丢失的有：碰撞指针为大于 16 的对齐而跳过的字节；内存在别处继续增长时原区域的末尾（若碰撞指针之下的块因增长而
///   搬走，也包括它）；以及没有内存可供更小的块、只能原地缩小时让出的字节。取整使一个块最多有将近一半（或 16 字节中的 15
///   字节）未被使用。
///
/// k 为空闲块中不同大小的个数：通常只有几个，在 32 位目标上最多 28 个。
#[derive(Debug)]
pub struct BumpFreeList<M, O = ()> {
    head: *mut Free,
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

/// Bytes of a block for `layout`: its size rounded up to a power of two, at least a granule.
#[inline(always)]
const fn class(layout: Layout) -> usize {
    let last = layout.size().saturating_sub(1) | (GRANULE - 1);
    // 1 shifted left by the number of bits of `last`, without working that out.
    1_usize.rotate_right(last.leading_zeros())
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
        Self { head: ptr::null_mut(), bump: Bump::new(), memory, observer }
    }
}

// SAFETY: a block comes from the list, which holds only memory given back, or from the bump space, which holds only
// memory never handed out or taken back; both cut it to size and alignment. Nothing changes before the memory has grown.
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
        let suits = |block: *mut Free, free| {
            let fit = match block.addr() & (align - 1) == 0 {
                _ if free < size => Fit::TooSmall,
                _ if free > size => Fit::Larger,
                true => Fit::Fits,
                false => Fit::Misaligned,
            };
            tell!(&mut self.observer, Event::Probed { block: block.addr(), size: free, fit });
            fit == Fit::Fits
        };
        // SAFETY: the blocks of the list are free memory with valid headers.
        unsafe {
            let place = by_size::find(&raw mut self.head, size, suits);
            let block = get(place);
            if !block.is_null() {
                let below = by_size::remove(place);
                let after = owner(place, &self.head);
                tell!(&mut self.observer, Event::Taken { block: block.addr(), size, after });
                if !below.is_null() {
                    tell!(&mut self.observer, Event::Replaced { block: block.addr(), by: below.addr() });
                }
                return NonNull::new(block.cast());
            }
        }
        self.bump.take(size, align, &mut self.memory, &mut self.observer)
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
        let suits = |other: *mut Free, free| {
            if free != size {
                tell!(&mut self.observer, Event::Passed { block: other.addr(), size: free });
            }
            true
        };
        // SAFETY: as in `allocate`. The caller gives the block up, and it has this many bytes, enough for a header.
        unsafe {
            let place = by_size::find(&raw mut self.head, size, suits);
            let below = by_size::insert(place, block, size);
            let after = owner(place, &self.head);
            tell!(&mut self.observer, Event::Inserted { block: block.addr(), size, after });
            if !below.is_null() {
                tell!(&mut self.observer, Event::Replaced { block: below.addr(), by: block.addr() });
            }
        }
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
    fn parts(&mut self) -> (&mut Bump, &mut O) {
        (&mut self.bump, &mut self.observer)
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
        Roots { head: self.head, bump: self.bump }
    }

    unsafe fn set_roots(&mut self, roots: Roots) {
        self.head = roots.head;
        self.bump = roots.bump;
    }

    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        // SAFETY: the blocks of the list are free memory with valid headers.
        unsafe { by_size::visit(self.head, visit) };
    }

    fn bump(&self) -> Range<usize> {
        self.bump.space()
    }

    fn check(&self) -> Result<(), Fault> {
        self.bump.check(&self.memory)?;
        // SAFETY: as in `free_blocks`.
        unsafe { by_size::check(self.head) }?;
        check_disjoint(|visit| self.free_blocks(visit))?;
        allocate::check_free_of_bump(self)
    }
}
