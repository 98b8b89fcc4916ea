//! [`FreeList`]: one free list in address order, with splitting and coalescing. General purpose.
//!
//! [`FreeList`]：按地址排序的单个空闲链表，支持分割与合并，适合通用场合。

#[cfg(feature = "realloc")]
use core::hint::assert_unchecked;
use core::{
    alloc::Layout,
    cell::UnsafeCell,
    ops::Range,
    ptr::{self, NonNull},
};

use crate::{
    align::{gap, granules},
    allocate::Allocate,
    block::Free,
    inspect::{Fault, FreeBlock, Inspect, Word, check_block},
    memory::Memory,
    observe::{Event, Fit, Observer, Side, emit},
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
/// - **Allocate**: first fit, the block at the lowest address that is large enough, O(n). The remainders before and after
///   it stay free. If no block fits, the memory grows by the missing bytes, counting a free block at its end.
/// - **Free**: the block is inserted in address order and merged with free neighbours on both sides, O(n).
/// - **Reallocate**: a block grows in place into a free block and new pages directly after it. It shrinks in place, and its
///   end is freed. O(n). If it cannot grow in place, it moves.
/// - Two free blocks never touch, so freed memory can be allocated again in one piece. No byte is ever lost.
///
/// n is the number of free blocks.
///
/// 按地址排序的单个空闲链表，支持分割与合并，n 为空闲块数。
/// - **分配**：取地址最低的足够大的块（首次适应，O(n)），前后的剩余部分仍然空闲；没有合适的块则按所缺的字节数增长内存，
///   内存末尾的空闲块也计算在内。
/// - **释放**：按地址插入，并与两侧相邻的空闲块合并，O(n)。
/// - **重新分配**：块原地缩小，让出的末尾被释放；紧随其后的空闲块与新页足够时原地增长，O(n)；否则需搬移才能增长。
/// - 任何两个空闲块都不相接，因此释放的空间能够整块地再次分配；没有字节会丢失。
#[derive(Debug)]
pub struct FreeList<M, O = ()> {
    list: List,
    memory: M,
    observer: O,
}

/// The list. It starts with a block of size 0, the root, so that every free block has a predecessor.
#[derive(Debug)]
struct List {
    /// A cell, because walks return a pointer to it while the list is borrowed.
    root: UnsafeCell<Free>,
}

impl List {
    /// The first block, or null.
    fn head(&self) -> *mut Free {
        // SAFETY: no reference to the root outlives a single read or write.
        unsafe { (*self.root.get()).next }
    }

    /// The last block before `address`, or the root. O(n).
    #[inline(always)]
    fn before<O: Observer>(&self, address: usize, observer: &mut O) -> *mut Free {
        let mut block = self.root.get();
        loop {
            // SAFETY: the root and free blocks have valid headers; `next` leads to a free block, or is null.
            unsafe {
                let next = (*block).next;
                // Null wraps to the highest address, which ends the walk.
                if next.addr().wrapping_sub(1) >= address {
                    return block;
                }
                emit!(observer, Event::Passed { block: next.addr(), size: (*next).size });
                block = next;
            }
        }
    }

    /// The address of a block of the list, `None` for the root.
    #[inline(always)]
    fn address_of(&self, block: *mut Free) -> Option<usize> {
        (!ptr::eq(block, self.root.get())).then(|| block.addr())
    }

    /// Inserts the bytes from `start` to `end` in address order, and merges them with free neighbours. O(n).
    ///
    /// # Safety
    /// They are whole granules of this heap, at least one, and not in use.
    #[inline(never)]
    unsafe fn insert<O: Observer>(&self, start: *mut u8, end: usize, observer: &mut O) {
        let mut block = start.cast::<Free>();
        let before = self.before(block.addr(), observer);
        // SAFETY: `before` links to the next free block or to null. Blocks that touch lie in contiguous pages, so one pointer
        // is valid for both. The root has size 0 and lies outside the heap, so it touches no block.
        unsafe {
            let mut next = (*before).next;
            // Added to the size last: the next allocation waits for the sum.
            let mut gained = 0;
            if end == next.addr() {
                gained = (*next).size;
                emit!(
                    observer,
                    Event::Merged {
                        block: block.addr(),
                        neighbour: next.addr(),
                        side: Side::Right,
                        size: end - block.addr() + gained
                    }
                );
                next = (*next).next;
            }
            if before.addr() + (*before).size == block.addr() {
                block = before;
                emit!(
                    observer,
                    Event::Merged {
                        block: start.addr(),
                        neighbour: block.addr(),
                        side: Side::Left,
                        size: end - block.addr() + gained
                    }
                );
            } else {
                (*before).next = block;
                let (size, after) = (end - block.addr() + gained, self.address_of(before));
                emit!(observer, Event::Inserted { block: block.addr(), size, after });
            }
            block.write(Free { next, size: end - block.addr() + gained });
        }
    }

    /// Cuts `size` bytes out of the successor of `before`, starting at `skip` bytes. The remainders before and after them
    /// stay in the list, at the same position. O(1).
    ///
    /// # Safety
    /// `before` is the root or a block of the list, and its successor has at least `skip + size` bytes. Both numbers are
    /// whole granules.
    #[inline(always)]
    unsafe fn carve<O: Observer>(
        &self,
        mut before: *mut Free,
        skip: usize,
        size: usize,
        observer: &mut O,
    ) -> NonNull<u8> {
        // SAFETY: every address below lies in the block, and each remainder has room for a header.
        unsafe {
            let block = (*before).next;
            let start = block.byte_add(skip);
            let rest_size = (*block).size - skip - size;
            let mut next = (*block).next;
            if skip != 0 {
                (*block).size = skip;
                before = block;
                emit!(
                    observer,
                    Event::Split {
                        block: start.addr(),
                        size: size + rest_size,
                        rest: block.addr(),
                        rest_size: skip
                    }
                );
            }
            if rest_size != 0 {
                let rest = start.byte_add(size);
                rest.write(Free { next, size: rest_size });
                next = rest;
                emit!(observer, Event::Split { block: start.addr(), size, rest: rest.addr(), rest_size });
            }
            (*before).next = next;
            let after = self.address_of(before);
            emit!(observer, Event::Taken { block: start.addr(), size, after });
            NonNull::new_unchecked(start.cast())
        }
    }
}

// SAFETY: all pointers point into pages that this allocator owns, so they can move between threads with it.
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
    /// An empty heap on `memory` that reports its steps to `observer`.
    ///
    /// 在 `memory` 上建立一个空堆，并把每一步报告给 `observer`。
    pub const fn with_observer(memory: M, observer: O) -> Self {
        let root = UnsafeCell::new(Free { next: ptr::null_mut(), size: 0 });
        Self { list: List { root }, memory, observer }
    }

    /// Grows the memory by the bytes that are missing for `size` bytes aligned to `align`. `last` and `last_size` are the
    /// address and the size of the last free block. Not inlined, so that the search before it can be.
    #[inline(never)]
    fn grow_for(&mut self, last: usize, last_size: usize, size: usize, align: usize) -> Option<()> {
        // The new pages will merge with the last block if it ends where they start.
        let end = self.memory.end();
        let joined = if last + last_size == end { last_size } else { 0 };
        // Add before subtracting: `joined` may exceed `size`, since alignment can make a large block too small.
        let bytes = gap(end - joined, align) + size - joined;
        let grown = self.grow(bytes);
        if grown.is_none() {
            emit!(&mut self.observer, Event::Refused { bytes });
        }
        grown
    }

    /// Grows the memory by at least `bytes` and inserts the pages into the list.
    #[inline]
    fn grow(&mut self, bytes: usize) -> Option<()> {
        self.memory.grow(bytes).map(|pages| {
            let start = pages.start.addr().get();
            emit!(&mut self.observer, Event::Grown { start, size: pages.size });
            // SAFETY: new pages are not in use.
            unsafe { self.list.insert(pages.start.as_ptr(), start + pages.size, &mut self.observer) };
        })
    }
}

// SAFETY: a block comes from the list, which holds only freed memory and fresh pages, and is cut to size and alignment.
// Nothing changes before the memory has grown.
unsafe impl<M: Memory, O: Observer> Allocate for FreeList<M, O> {
    type Memory = M;

    fn memory(&self) -> &M {
        &self.memory
    }

    unsafe fn memory_mut(&mut self) -> &mut M {
        &mut self.memory
    }

    fn block_size(layout: Layout) -> usize {
        granules(layout)
    }

    #[inline]
    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        let (size, align) = (granules(layout), layout.align());
        loop {
            let mut before = self.list.root.get();
            // SAFETY: the root and the blocks of the list have valid headers.
            let (last, last_size) = unsafe {
                loop {
                    let block = (*before).next;
                    if block.is_null() {
                        break (before.addr(), (*before).size);
                    }
                    let (skip, free) = (gap(block.addr(), align), (*block).size);
                    let fit = match skip + size <= free {
                        true => Fit::Fits,
                        false if size > free => Fit::TooSmall,
                        false => Fit::Misaligned,
                    };
                    emit!(&mut self.observer, Event::Probed { block: block.addr(), size: free, fit });
                    if fit == Fit::Fits {
                        return Some(self.list.carve(before, skip, size, &mut self.observer));
                    }
                    before = block;
                }
            };
            self.grow_for(last, last_size, size, align)?;
        }
    }

    #[inline]
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
        // Re-derive the pointer: the caller's provenance may cover only `layout.size()` bytes.
        let start = self.memory.at(block.addr().get());
        // SAFETY: the caller no longer uses the block, and it has this many bytes.
        unsafe { self.list.insert(start, start.addr() + granules(layout), &mut self.observer) };
    }

    #[cfg(feature = "realloc")]
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: the contract makes this a valid layout.
        let to = granules(unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) });
        let from = granules(layout);
        let address = block.addr().get();
        let mut size = from;
        // The block first takes in the free block after it and new pages, then frees what it does not need.
        while size < to {
            let before = self.list.before(address, &mut self.observer);
            // SAFETY: `before` links to the first free block after this one, or to null. `relocate` has the same contract as
            // the caller. In this loop the block has to grow.
            unsafe {
                let next = (*before).next;
                size = from;
                // For null the difference wraps to an address that no block has.
                if next.addr().wrapping_sub(from) == address {
                    size += (*next).size;
                }
                if size >= to {
                    (*before).next = (*next).next;
                    let after = self.list.address_of(before);
                    emit!(&mut self.observer, Event::Taken { block: next.addr(), size: size - from, after });
                    break;
                }
                if address + size != self.memory.end() || self.grow(to - size).is_none() {
                    assert_unchecked(new_size > layout.size());
                    return self.relocate(block, layout, new_size);
                }
            }
        }
        emit!(&mut self.observer, Event::Resized { block: address, from, to });
        if to < size {
            // SAFETY: the program no longer uses the bytes from there on.
            unsafe { self.list.insert(self.memory.at(address + to), address + size, &mut self.observer) };
        }
        // Re-derive the pointer: the caller's provenance may cover only `layout.size()` bytes.
        NonNull::new(self.memory.at(address))
    }

    fn on_move(&mut self, from: NonNull<u8>, to: NonNull<u8>, size: usize) {
        let [from, to] = [from, to].map(|block| block.addr().get());
        emit!(&mut self.observer, Event::Moved { from, to, size });
    }
}

impl<M: Memory, O: Observer> Inspect for FreeList<M, O> {
    type Roots = [Word; 1];

    const BINS: &'static [usize] = &[];

    const OBSERVED: bool = O::LISTENS;

    fn roots(&self) -> Self::Roots {
        [self.list.head().cast()]
    }

    unsafe fn set_roots(&mut self, [head]: Self::Roots) {
        self.list.root.get_mut().next = head.cast();
    }

    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        let mut block = self.list.head();
        while !block.is_null() {
            // SAFETY: the blocks of the list have valid headers. The header is read before `visit` runs.
            let (next, size) = unsafe { ((*block).next, (*block).size) };
            if !visit(FreeBlock { address: block.addr(), size, bin: None }) {
                return;
            }
            block = next;
        }
    }

    fn bump(&self) -> Range<usize> {
        0..0
    }

    fn check(&self) -> Result<(), Fault> {
        let mut end = 0;
        let mut result = Ok(());
        self.free_blocks(&mut |block| {
            let fault = |what| Err(Fault { what, address: block.address });
            result = check_block::<Self>(block).and_then(|()| match block.address {
                address if address < end => fault("the free blocks are not in address order"),
                address if address == end => fault("two free blocks touch"),
                _ => Ok(()),
            });
            end = block.address.wrapping_add(block.size);
            result.is_ok()
        });
        result
    }
}
