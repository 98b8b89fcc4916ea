//! [`BoundaryTag`]: boundary tags and bins by size. General purpose, every operation in constant time.
//!
//! [`BoundaryTag`]：边界标记加按大小分的箱，适合通用场合，所有操作均为常数时间。

mod bins;
mod chunk;
mod inspect;
mod root;

use core::{
    alloc::Layout,
    ptr::{self, NonNull},
};

use self::{
    chunk::{BINS, Chunk, FIRST, FREE, PREV, TAG, block_size},
    root::Root,
};
use crate::{
    align::{GRANULE, gap},
    allocate::Allocate,
    memory::Memory,
    observe::{Event, Loss, Observer, Side, Tag, emit},
};

/// Boundary tags, with free blocks in bins by size: segregated good fit, immediate coalescing.
///
/// ```text
///   base                                                           top              end
///   +------+-------+-----+--------------+-----+-------------------+------------------+
///   | bins | tag   |     | free         | tag |                   | wilderness       |
///   |      | live block  |         size | P   | live block        |                  |
///   +------+-------------+--------------+-----+-------------------+------------------+
///      |                 ^          |     |
///      | bin of its size |          |     `-- PREV: the block before this one is free,
///      `-----------------'          `-------- and its last word, the footer, holds its size
/// ```
///
/// A live block has a tag of 4 bytes before its payload; one bit of the tag says whether the block before it is free. The
/// size is not stored, because `dealloc` is given the layout. A free block stores its size in its first word and in its
/// last one, the footer, and in between links to the next and the previous block of its bin. So freeing finds both
/// neighbours in constant time, and two free blocks never touch. There are four bins per doubling of the size, which
/// up to 112 bytes means one bin per size; one bit per bin says whether it holds blocks.
///
/// - **Allocate**: the first block of the bin of the requested size, if it is large enough; otherwise the first block of
///   the next non-empty bin, whose blocks are all large enough; otherwise from the wilderness, the untouched memory at the
///   top, which grows by the missing bytes. The remainder of a larger block stays free. O(1).
/// - **Free**: the block is merged with free neighbours on both sides, and with the wilderness if it reaches it. O(1).
/// - **Reallocate**: a block shrinks in place, and grows in place into a free block after it or into the wilderness and new
///   pages. Otherwise it moves. O(1), plus copying.
/// - A request with an alignment above 16 searches for `align - 16` more bytes, and frees those that it does not need. O(1).
/// - Good fit: a fitting block in the bin of the requested size is missed if it is not the first. The request then takes a
///   larger block, or new memory.
/// - The heap reserves 460 bytes at its start for the bins. If other code takes pages in between, 16 bytes are lost at each
///   border between two runs of pages. When everything is freed, the last run is untouched again, and each other run is
///   one free block.
/// - Sizes and links have 32 bits on every target, so on 64-bit targets the heap ends at most 4 GiB above its start.
///
/// 边界标记，空闲块按大小放在各箱中：分离的良好适应（good fit），立即合并。
///
/// 存活块在交给程序的地址之前有 4 字节的标记，其中一位表示前面的块是否空闲；块的大小并不保存，因为 `dealloc` 会得到布局。空闲块
/// 在第一个字和最后一个字（脚部）中保存大小，其间是指向所属箱中后一个与前一个块的链接。因此释放时能在常数时间内找到左右邻居，
/// 任何两个空闲块都不相接。大小每翻一倍有四个箱，112 字节以内每种大小各有一箱；每个箱有一位表示其中是否有块。
/// - **分配**：若请求所属箱的第一个块足够大就取走它；否则取下一个非空箱的第一个块（其中的块都足够大）；再否则从荒野
///   （顶端的未使用区）中取，荒野按所缺的字节数增长。较大的块的剩余部分仍然空闲。O(1)。
/// - **释放**：与两侧空闲的邻居合并，若到达荒野则并入荒野。O(1)。
/// - **重新分配**：块原地缩小；后面的空闲块或荒野与新页足够时原地增长；否则搬移。除复制外为 O(1)。
/// - 大于 16 的对齐会多找 `align - 16` 个字节，并释放其中用不到的部分。O(1)。
/// - 良好适应：所属箱中合适的块若不是第一个，就可能被错过，此时取更大的块或新内存。
/// - 堆的开头有 460 字节用于各箱。若其他代码在中间取走了页，每段连续页的边界处会丢失 16 字节。全部释放之后，最后一段重新成为
///   未使用区，其余每段各为一个空闲块。
/// - 在所有目标上大小与链接都是 32 位：64 位目标上，堆的末尾至多在其开头之上 4 GiB。
#[derive(Debug)]
pub struct BoundaryTag<M, O = ()> {
    /// The address of the heap and of its bins, from which links are offsets; 0 before the first growth.
    base: usize,
    /// The first byte of the wilderness. The block before it is always live.
    top: *mut Chunk,
    /// One past the last byte of the region that ends with the wilderness; 0 before the first growth.
    end: usize,
    /// One bit per bin, at the number of the bin: set iff the bin holds a block.
    filled: [u64; WORDS],
    memory: M,
    observer: O,
}

/// The number of words that have a bit for each bin.
const WORDS: usize = (FIRST + BINS).div_ceil(u64::BITS as usize);

/// Bytes that the heap reserves at its start.
const RESERVED: usize = size_of::<Root>();

/// Bytes before the first block of a region, so that payloads start at multiples of the granule.
const LEAD: usize = GRANULE - TAG;

/// The largest size, and the largest offset from the base, that fit into 32 bits.
const LIMIT: usize = (u32::MAX as usize) & !(GRANULE - 1);

const _: () = assert!(RESERVED % GRANULE == LEAD && size_of::<Chunk>() == LEAD);

// SAFETY: all pointers point into pages that this allocator owns, so they can move between threads with it.
unsafe impl<M: Send, O: Send> Send for BoundaryTag<M, O> {}

impl<M: Memory> BoundaryTag<M> {
    /// An empty heap on `memory`. Takes no pages before the first allocation.
    ///
    /// 在 `memory` 上建立一个空堆；首次分配之前不占用任何页。
    pub const fn new(memory: M) -> Self {
        Self::with_observer(memory, ())
    }
}

impl<M: Memory, O: Observer> BoundaryTag<M, O> {
    /// An empty heap on `memory` that reports its steps to `observer`.
    ///
    /// 在 `memory` 上建立一个空堆，并把每一步报告给 `observer`。
    pub const fn with_observer(memory: M, observer: O) -> Self {
        Self { base: 0, top: ptr::null_mut(), end: 0, filled: [0; WORDS], memory, observer }
    }

    /// The root at the start of the heap. Invalid before the first growth.
    #[inline(always)]
    fn root(&self) -> *mut Root {
        self.memory.at(self.base).cast()
    }

    /// Allocates a block of `need` bytes, tag included, and returns its payload. O(1).
    #[inline(never)]
    fn take(&mut self, need: usize) -> Option<NonNull<u8>> {
        if usize::BITS > 32 && need > LIMIT {
            emit!(&mut self.observer, Event::Refused { bytes: need });
            return None;
        }
        let chunk;
        // SAFETY: a block that was found is in its bin and has at least `need` bytes, and a tag follows each free block. The
        // wilderness has room for `need` bytes and for the tag that ends a region.
        unsafe {
            if let Some(found) = self.find(need as u32) {
                chunk = found.as_ptr();
                let rest_size = ((*chunk).tag - FREE) as usize - need;
                self.unlink(chunk);
                let rest = chunk.byte_add(need);
                if rest_size != 0 {
                    emit!(
                        &mut self.observer,
                        Event::Split { block: chunk.addr(), size: need, rest: rest.addr(), rest_size }
                    );
                    self.insert(rest, rest_size as u32);
                } else {
                    (*rest).tag = 0;
                    emit!(&mut self.observer, Event::Tagged { at: rest.addr(), tag: Tag::PreviousLive });
                }
            } else {
                if need > self.end - self.top.addr() && self.grow(need).is_none() {
                    let bytes = self.missing(need, self.lead());
                    emit!(&mut self.observer, Event::Refused { bytes });
                    return None;
                }
                chunk = self.top;
                self.top = chunk.byte_add(need);
                emit!(&mut self.observer, Event::Bumped { block: chunk.addr(), size: need, gap: 0 });
            }
            (*chunk).tag = 0;
            Some(NonNull::new_unchecked(chunk.cast::<u8>().add(TAG)))
        }
    }

    /// Bytes before the first block of the next region.
    #[inline(always)]
    fn lead(&self) -> usize {
        if self.end == 0 { RESERVED } else { LEAD }
    }

    /// Bytes by which the memory must grow for a wilderness of `need` bytes, which is now smaller.
    #[inline(always)]
    fn missing(&self, need: usize, lead: usize) -> usize {
        // The current wilderness counts if the new pages follow it.
        let more = if self.memory.end() == self.end { self.top.addr().wrapping_sub(self.end) } else { lead };
        need.wrapping_add(more) + TAG
    }

    /// Grows the memory by exactly the missing bytes, until the wilderness has `need` bytes.
    #[inline(never)]
    fn grow(&mut self, need: usize) -> Option<()> {
        loop {
            let lead = self.lead();
            let bytes = self.missing(need, lead);
            if usize::BITS > 32 {
                let used = if self.base == 0 { 0 } else { self.memory.end().wrapping_sub(self.base) };
                // After `reset_heap` the memory may end below the heap. Then the sum overflows.
                if bytes.checked_add(used).is_none_or(|end| end > LIMIT) {
                    return None;
                }
            }
            let pages = self.memory.grow(bytes)?;
            let start = pages.start.addr().get();
            emit!(&mut self.observer, Event::Grown { start, size: pages.size });
            if start != self.end {
                self.begin_region(start, lead);
            }
            self.end = start + pages.size;
            if usize::BITS > 32 && self.end - self.base > LIMIT {
                let end = self.base + LIMIT;
                emit!(
                    &mut self.observer,
                    Event::Lost { start: end, size: self.end - end, reason: Loss::Tail }
                );
                self.end = end;
            }
            if !M::SHARED || need <= self.end - self.top.addr() {
                return Some(());
            }
        }
    }

    /// Begins a region at `start`. The rest of the old wilderness becomes a free block.
    #[inline(always)]
    fn begin_region(&mut self, start: usize, lead: usize) {
        let (rest, rest_end) = (self.top, self.end);
        self.top = self.memory.at(start + lead).cast();
        if rest_end == 0 {
            self.base = start;
            if !M::ZEROED {
                // SAFETY: the new pages have more bytes than that.
                unsafe { self.memory.at(start).write_bytes(0, RESERVED) };
            }
            return;
        }
        let last = rest_end - TAG;
        emit!(&mut self.observer, Event::Lost { start, size: LEAD, reason: Loss::Gap });
        emit!(&mut self.observer, Event::Lost { start: last, size: TAG, reason: Loss::Tail });
        // SAFETY: the region has room for a tag at its end, and the bytes before it are not in use.
        unsafe {
            (*self.memory.at(last).cast::<Chunk>()).tag = 0;
            self.trim(rest, last - rest.addr());
        }
    }

    /// Frees `size` bytes that follow a live block; does nothing if `size` is 0.
    ///
    /// # Safety
    /// As for [`release`](Self::release).
    #[inline]
    unsafe fn trim(&mut self, chunk: *mut Chunk, size: usize) {
        if size != 0 {
            // SAFETY: by the contract.
            unsafe { self.release(chunk, size, 0) };
        }
    }

    /// Frees `size` bytes, and merges them with free neighbours or with the wilderness. O(1).
    ///
    /// # Safety
    /// They are whole granules of this heap, not in use, and start where a block can start. `tag` is 0 if the block before
    /// them is live, otherwise [`PREV`]. A tag or the wilderness follows them.
    #[inline(never)]
    unsafe fn release(&mut self, mut chunk: *mut Chunk, size: usize, tag: u32) {
        // SAFETY: tags and footers locate the neighbours.
        unsafe {
            let following = chunk.byte_add(size);
            let mut size = size as u32;
            if tag != 0 {
                let block = chunk;
                let before = *chunk.cast::<u32>().sub(1);
                chunk = chunk.byte_sub(before as usize);
                size += before;
                self.unlink(chunk);
                let (block, neighbour, size) = (block.addr(), chunk.addr(), size as usize);
                emit!(&mut self.observer, Event::Merged { block, neighbour, side: Side::Left, size });
            }
            if following == self.top {
                emit!(&mut self.observer, Event::Lowered { block: chunk.addr(), size: size as usize });
                self.top = chunk;
                return;
            }
            let tag = (*following).tag;
            if tag > PREV {
                size += tag - FREE;
                self.unlink(following);
                let (block, neighbour, size) = (chunk.addr(), following.addr(), size as usize);
                emit!(&mut self.observer, Event::Merged { block, neighbour, side: Side::Right, size });
            } else {
                (*following).tag = PREV;
                emit!(&mut self.observer, Event::Tagged { at: following.addr(), tag: Tag::PreviousFree });
            }
            self.insert(chunk, size);
        }
    }

    /// Allocates a block of `need` bytes, tag included, and returns its payload, which starts at a multiple of `align`.
    /// `align` is larger than the granule. Takes a larger block, and frees the parts before and after. O(1).
    #[inline(never)]
    fn take_aligned(&mut self, need: usize, align: usize) -> Option<NonNull<u8>> {
        let more = align - GRANULE;
        let start = self.take(need + more)?;
        // SAFETY: all parts lie in the larger block.
        unsafe {
            let skip = gap(start.addr().get(), align);
            let block = start.add(skip);
            let chunk = chunk_of(block.as_ptr());
            (*chunk).tag = 0;
            self.trim(chunk.byte_add(need), more - skip);
            self.trim(chunk_of(start.as_ptr()), skip);
            Some(block)
        }
    }
}

/// The block that a payload belongs to.
#[inline(always)]
fn chunk_of(payload: *mut u8) -> *mut Chunk {
    payload.wrapping_sub(TAG).cast()
}

// SAFETY: a block comes from a bin, which holds only freed memory, or from the wilderness, which holds only memory that was
// never handed out or was taken back. It is cut to size and alignment. Nothing changes before the memory has grown.
unsafe impl<M: Memory, O: Observer> Allocate for BoundaryTag<M, O> {
    type Memory = M;

    const HEADER: usize = TAG;

    fn memory(&self) -> &M {
        &self.memory
    }

    unsafe fn memory_mut(&mut self) -> &mut M {
        &mut self.memory
    }

    #[inline(always)]
    fn block_size(layout: Layout) -> usize {
        block_size(layout)
    }

    #[inline]
    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>> {
        let (need, align) = (block_size(layout), layout.align());
        if align > GRANULE { self.take_aligned(need, align) } else { self.take(need) }
    }

    #[inline]
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
        // Re-derive the pointer: the caller's provenance may cover only `layout.size()` bytes.
        let chunk = chunk_of(self.memory.at(block.addr().get()));
        // SAFETY: the caller no longer uses the block, and a live block has a tag.
        unsafe { self.release(chunk, block_size(layout), (*chunk).tag) };
    }

    #[cfg(feature = "realloc")]
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: the contract makes this a valid layout.
        let to = block_size(unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) });
        let from = block_size(layout);
        let start = self.memory.at(block.addr().get());
        let chunk = chunk_of(start);
        let mut size = from;
        // SAFETY: the block is live, so a tag or the wilderness follows it. The bytes that it gains lie directly after it.
        // `relocate` has the same contract as the caller.
        unsafe {
            if to > from {
                let (following, more) = (chunk.byte_add(from), to - from);
                if following == self.top {
                    let room = self.end - following.addr();
                    if more > room
                        && (self.end != self.memory.end()
                            || self.grow(more).is_none()
                            || (M::SHARED && following != self.top))
                    {
                        return self.relocate(block, layout, new_size);
                    }
                    size = to;
                    self.top = chunk.byte_add(to);
                    emit!(&mut self.observer, Event::Bumped { block: following.addr(), size: more, gap: 0 });
                } else {
                    let tag = (*following).tag as usize;
                    // Also true for the tag of a live block, which is smaller than any difference of block sizes.
                    if tag <= more {
                        return self.relocate(block, layout, new_size);
                    }
                    size += tag - FREE as usize;
                    self.unlink(following);
                    let following = chunk.byte_add(size);
                    (*following).tag = 0;
                    emit!(&mut self.observer, Event::Tagged { at: following.addr(), tag: Tag::PreviousLive });
                }
            }
            emit!(&mut self.observer, Event::Resized { block: chunk.addr(), from, to });
            self.trim(chunk.byte_add(to), size - to);
            Some(NonNull::new_unchecked(start))
        }
    }

    fn on_move(&mut self, from: NonNull<u8>, to: NonNull<u8>, size: usize) {
        let [from, to] = [from, to].map(|block| block.addr().get() - TAG);
        emit!(&mut self.observer, Event::Moved { from, to, size });
    }
}
