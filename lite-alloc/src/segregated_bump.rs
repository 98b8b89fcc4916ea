//! [`SegregatedBump`]: four bins of fixed block sizes and a bump pointer. Small blocks in constant time.
//!
//! [`SegregatedBump`]：四个固定块大小的箱加碰撞指针，小块的操作为常数时间。

use core::{alloc::Layout, ops::Range, ptr, ptr::NonNull};

#[cfg(feature = "realloc")]
use crate::bump::OnBump;
use crate::{
    align::GRANULE,
    allocate::{self, Allocate},
    block::{self, Free},
    bump::{self, Bump},
    inspect::{Fault, FreeBlock, Inspect, Word, check_disjoint},
    memory::Memory,
    observe::{Event, Fit, Loss, Observer, tell},
};

/// Bytes of the blocks in each bin.
const BINS: [usize; 4] = [16, 32, 64, 128];

/// Bytes of the largest block that has a bin.
const LARGEST: usize = BINS[BINS.len() - 1];

/// Four bins of fixed block sizes, and a bump pointer.
///
/// ```text
///    16: head --> [ ] --> [ ] --> null
///    32: head --> null
///    64: head --> [        ] --> null
///   128: head --> [                ] --> [                ] --> null
///
///   +----------------------------+-------------------+
///   | live, free, lost           | bump space        |
///   +----------------------------+-------------------+
///                                bump pointer        end
/// ```
///
/// - **Allocate**: sizes up to 128 bytes are rounded up to a bin's, whose first block is taken if its address is
///   aligned as asked; otherwise the bump pointer moves up. O(1).
/// - **Free**: the block becomes the first of its bin, O(1). One larger than 128 bytes is lost, unless it is the last one
///   below the bump pointer, which goes down again then.
/// - **Reallocate**: within its bin a block stays as it is. Any other moves into the first block of its new bin, if that
///   has one; if not, the one below the bump pointer grows and shrinks in place. One larger than 128 bytes elsewhere shrinks
///   in place, what it gives up being lost, and so does a smaller one if there is no memory. O(1), but for copying.
/// - Blocks never merge, and never change their bin.
/// - Lost for good, too: what the bump pointer skips for alignment, and the unused end of a region when the memory
///   goes on elsewhere.
///
/// 四个固定块大小的箱（16、32、64、128 字节）加碰撞指针。
/// - **分配**：不超过 128 字节的请求向上取整到某个箱的大小，若箱中第一个块满足对齐就取走它，否则上移碰撞指针。O(1)。
/// - **释放**：块放到所属箱的首位，O(1)；大于 128 字节的块，若紧邻碰撞指针之下则使碰撞指针下移，否则永久丢失。
/// - **重新分配**：在所属的箱之内，块保持不动；否则若新大小的箱中有块就搬移过去，没有时，紧邻碰撞指针之下的块原地增长或
///   缩小。其他大于 128 字节的块原地缩小，让出的部分丢失；没有内存时，较小的块也是如此。除复制外为 O(1)。
/// - 块从不合并，也从不改换所属的箱。
/// - 同样永久丢失的还有：碰撞指针为对齐而跳过的字节，以及内存在别处继续增长时原区域未用完的末尾。
#[derive(Debug)]
pub struct SegregatedBump<M, O = ()> {
    bins: [*mut Free; 4],
    bump: Bump,
    memory: M,
    observer: O,
}

/// Bytes that a block of this layout takes, and its bin or a number past the last.
#[inline(always)]
const fn class(layout: Layout) -> (usize, usize) {
    let last = layout.size().saturating_sub(1) | (GRANULE - 1);
    let bin = (usize::BITS - 4 - last.leading_zeros()) as usize;
    (if last < LARGEST { 1_usize.rotate_right(last.leading_zeros()) } else { last + 1 }, bin)
}

// SAFETY: the pointers lead only into pages that belong to this allocator, and go wherever it goes.
unsafe impl<M: Send, O: Send> Send for SegregatedBump<M, O> {}

impl<M: Memory> SegregatedBump<M> {
    /// An empty heap on `memory`. Takes no pages before the first allocation.
    ///
    /// 在 `memory` 上建立一个空堆；首次分配之前不占用任何页。
    pub const fn new(memory: M) -> Self {
        Self::with_observer(memory, ())
    }
}

impl<M: Memory, O: Observer> SegregatedBump<M, O> {
    /// The same, its steps told to `observer`.
    ///
    /// 同上，并把每一步告知 `observer`。
    pub const fn with_observer(memory: M, observer: O) -> Self {
        Self { bins: [ptr::null_mut(); 4], bump: Bump::new(), memory, observer }
    }

    /// A block of the bump space. Not inlined, so that what is before it can be.
    #[inline(never)]
    fn take(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        self.bump.take(Self::block_size(layout), layout.align(), &mut self.memory, &mut self.observer)
    }

    /// Takes a block that has no bin back if it is the last one, else it is lost. Not inlined, as it is rare. O(1).
    #[inline(never)]
    fn give_up(&mut self, start: *mut u8, layout: Layout) {
        if self.bump.ends(start.addr(), layout.size()) {
            self.bump.lower(start, &mut self.observer);
        } else {
            let size = Self::block_size(layout);
            tell!(&mut self.observer, Event::Lost { start: start.addr(), size, reason: Loss::Large });
        }
    }

    /// Puts a block first in its bin. O(1).
    ///
    /// # Safety
    /// It has the size of the bin's blocks, lies in this heap, and nobody uses it.
    #[inline(always)]
    unsafe fn push(&mut self, start: *mut u8, bin: usize) {
        let block = start.cast::<Free>();
        // SAFETY: there is at least a granule, enough for a header.
        unsafe { (*block).next = self.bins[bin] };
        self.bins[bin] = block;
        tell!(&mut self.observer, Event::Pushed { bin, block: block.addr() });
    }

    fn blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        let mut bins = self.bins.iter().enumerate();
        // SAFETY: the blocks of a bin are free memory with a valid `next`.
        bins.all(|(bin, &head)| unsafe { block::visit(head, bin, BINS[bin], visit) });
    }
}

// SAFETY: a block comes from the bin of its size, which holds only memory given back and is checked for alignment, or
// from the bump space, which holds only memory never handed out or taken back. Nothing changes before the memory has grown.
unsafe impl<M: Memory, O: Observer> Allocate for SegregatedBump<M, O> {
    type Memory = M;

    const OBSERVED: bool = O::LISTENS;

    fn memory(&self) -> &M {
        &self.memory
    }

    unsafe fn memory_mut(&mut self) -> &mut M {
        &mut self.memory
    }

    // Not inlined: the bump space asks once, and reallocation twice.
    #[inline(never)]
    fn block_size(layout: Layout) -> usize {
        class(layout).0
    }

    #[inline]
    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        let align = layout.align();
        let (_, bin) = class(layout);
        if let Some(head) = self.bins.get_mut(bin) {
            let block = *head;
            if !block.is_null() {
                if block.addr() & (align - 1) == 0 {
                    // SAFETY: the blocks of a bin are free memory with a valid `next`.
                    *head = unsafe { (*block).next };
                    tell!(&mut self.observer, Event::Popped { bin, block: block.addr() });
                    return NonNull::new(block.cast());
                }
                tell!(
                    &mut self.observer,
                    Event::Probed { block: block.addr(), size: BINS[bin], fit: Fit::Misaligned }
                );
            }
        }
        self.take(layout)
    }

    #[inline]
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
        let (_, bin) = class(layout);
        // The pointer is made anew because the caller's may be good for fewer bytes than the block has.
        let start = self.memory.at(block.addr().get());
        if bin < BINS.len() {
            // SAFETY: the caller gives the block up, and it has the size of that bin.
            unsafe { self.push(start, bin) };
        } else {
            self.give_up(start, layout);
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
impl<M: Memory, O: Observer> OnBump for SegregatedBump<M, O> {
    type Observer = O;

    #[inline(always)]
    fn parts(&mut self) -> (&mut Bump, &mut O) {
        (&mut self.bump, &mut self.observer)
    }

    #[inline(always)]
    fn reuses(size: usize) -> bool {
        size <= LARGEST
    }
}

impl<M: Memory, O: Observer> Inspect for SegregatedBump<M, O> {
    type Roots = [Word; BINS.len() + bump::WORDS];

    const BINS: &'static [usize] = &BINS;

    fn roots(&self) -> Self::Roots {
        let [first, second, third, fourth] = self.bins.map(|head| head.cast());
        let [next, end] = self.bump.words();
        [first, second, third, fourth, next, end]
    }

    unsafe fn set_roots(&mut self, [first, second, third, fourth, next, end]: Self::Roots) {
        self.bins = [first, second, third, fourth].map(|head| head.cast());
        self.bump.set_words([next, end]);
    }

    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        self.blocks(visit);
    }

    fn bump(&self) -> Range<usize> {
        self.bump.space()
    }

    fn check(&self) -> Result<(), Fault> {
        self.bump.check(&self.memory)?;
        check_disjoint(self)?;
        allocate::check_free_of_bump(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_the_smallest_bin_that_holds_it() {
        for size in 1..=1024 {
            let expected = BINS.iter().position(|&bin| size <= bin);
            let (bytes, bin) = class(Layout::from_size_align(size, 1).unwrap());
            assert_eq!(bin.min(BINS.len()), expected.unwrap_or(BINS.len()), "size {size}");
            assert_eq!(
                bytes,
                expected.map_or(size.next_multiple_of(GRANULE), |bin| BINS[bin]),
                "size {size}"
            );
        }
    }
}
