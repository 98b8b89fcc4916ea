//! [`SegregatedBump`]: a bump pointer and four bins of fixed block sizes. Small blocks in constant time.
//!
//! [`SegregatedBump`]：四个固定块大小的箱加碰撞指针，小块的操作为常数时间。

use core::{alloc::Layout, ops::Range, ptr, ptr::NonNull};

#[cfg(feature = "realloc")]
use crate::bump::OnBump;
use crate::{
    align::GRANULE,
    allocate::Allocate,
    block::{self, Free},
    bump::{self, Bump},
    inspect::{Fault, FreeBlock, Inspect, Word, check_disjoint, check_free_of_bump},
    memory::Memory,
    observe::{Event, Fit, Loss, Observer, emit},
};

/// The block size of each bin, in bytes.
const BINS: [usize; 4] = [16, 32, 64, 128];

/// The size of the largest block that has a bin, in bytes.
const LARGEST: usize = BINS[BINS.len() - 1];

/// A bump pointer and four bins of fixed block sizes.
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
/// - **Allocate**: sizes up to 128 bytes are rounded up to the block size of a bin. Its first block is popped if its
///   address has the requested alignment; otherwise the bump pointer moves up. O(1).
/// - **Free**: the block is pushed onto its bin. A block larger than 128 bytes is lost, unless it is directly below the
///   bump pointer and becomes bump space again. O(1).
/// - **Reallocate**: a block stays in place as long as its size belongs to the same bin. Otherwise it moves into the first
///   block of its new bin, if there is one; if not, the block directly below the bump pointer grows and shrinks in place.
///   Any other block larger than 128 bytes shrinks in place and loses what it gives up; so does a smaller block if there is
///   no memory. O(1), plus copying.
/// - Blocks are never merged, and never change their bin.
/// - Also permanently lost: what the bump pointer skips for alignment, and the unused end of a region when the memory
///   continues elsewhere.
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

/// The size in bytes of a block of this layout, and the index of its bin, which is out of bounds if there is none.
#[inline(always)]
const fn class(layout: Layout) -> (usize, usize) {
    let last = layout.size().saturating_sub(1) | (GRANULE - 1);
    let bin = (usize::BITS - 4 - last.leading_zeros()) as usize;
    (if last < LARGEST { 1_usize.rotate_right(last.leading_zeros()) } else { last + 1 }, bin)
}

// SAFETY: all pointers point into pages that this allocator owns, so they can move between threads with it.
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
    /// An empty heap on `memory` that reports its steps to `observer`.
    ///
    /// 在 `memory` 上建立一个空堆，并把每一步报告给 `observer`。
    pub const fn with_observer(memory: M, observer: O) -> Self {
        Self { bins: [ptr::null_mut(); 4], bump: Bump::new(), memory, observer }
    }

    /// Takes a block from the bump space. Not inlined, so that the fast path before it can be.
    #[inline(never)]
    fn take(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        self.bump.take(Self::block_size(layout), layout.align(), &mut self.memory, &mut self.observer)
    }

    /// Frees a block that has no bin: it becomes bump space if it is the last block, otherwise it is lost. Not inlined,
    /// since it is rare. O(1).
    #[inline(never)]
    fn free_large(&mut self, start: *mut u8, layout: Layout) {
        if self.bump.ends(start.addr(), layout.size()) {
            self.bump.lower(start, &mut self.observer);
        } else {
            let size = Self::block_size(layout);
            emit!(&mut self.observer, Event::Lost { start: start.addr(), size, reason: Loss::Large });
        }
    }

    /// Pushes a block onto a bin. O(1).
    ///
    /// # Safety
    /// The block has the size of the bin, lies in this heap, and is not in use.
    #[inline(always)]
    unsafe fn push(&mut self, start: *mut u8, bin: usize) {
        let block = start.cast::<Free>();
        // SAFETY: the block is at least one granule, enough for a header.
        unsafe { (*block).next = self.bins[bin] };
        self.bins[bin] = block;
        emit!(&mut self.observer, Event::Pushed { bin, block: block.addr() });
    }

    fn blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        let mut bins = self.bins.iter().enumerate();
        // SAFETY: the blocks of a bin are free memory with a valid `next`.
        bins.all(|(bin, &head)| unsafe { block::visit(head, bin, BINS[bin], visit) });
    }
}

// SAFETY: a block comes from the bin of its size, which holds only freed memory and whose alignment is checked, or from the
// bump space, which holds only memory that was never handed out or was taken back. Nothing changes before the memory has
// grown.
unsafe impl<M: Memory, O: Observer> Allocate for SegregatedBump<M, O> {
    type Memory = M;

    fn memory(&self) -> &M {
        &self.memory
    }

    unsafe fn memory_mut(&mut self) -> &mut M {
        &mut self.memory
    }

    // Not inlined: there are three calls, one for the bump space and two in reallocation.
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
                    emit!(&mut self.observer, Event::Popped { bin, block: block.addr() });
                    return NonNull::new(block.cast());
                }
                emit!(
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
        // Re-derive the pointer: the caller's provenance may cover only `layout.size()` bytes.
        let start = self.memory.at(block.addr().get());
        if bin < BINS.len() {
            // SAFETY: the caller no longer uses the block, and it has the size of that bin.
            unsafe { self.push(start, bin) };
        } else {
            self.free_large(start, layout);
        }
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
impl<M: Memory, O: Observer> OnBump<O> for SegregatedBump<M, O> {
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

    const OBSERVED: bool = O::LISTENS;

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
        check_free_of_bump(self)
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
