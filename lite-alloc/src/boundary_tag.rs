//! [`BoundaryTag`]: boundary tags and bins by size. General purpose, every operation in constant time.
//!
//! [`BoundaryTag`]：边界标记加按大小分的箱，适合通用场合，所有操作均为常数时间。

mod chunk;
mod inspect;
mod root;

use core::{
    alloc::Layout,
    ptr::{self, NonNull},
};

use self::{
    chunk::{BINS, Chunk, FIRST, FREE, PREV, TAG, bin, block_size},
    root::Root,
};
use crate::{
    align::{GRANULE, gap},
    allocate::Allocate,
    inspect::Fault,
    memory::Memory,
    observe::{Event, Fit, Loss, Observer, Side, Tag, tell},
};

/// Boundary tags, with free blocks in bins by size: segregated good fit, coalescing at once.
///
/// ```text
///   base                                                           top              end
///   +------+-------+-----+--------------+-----+-------------------+------------------+
///   | bins | tag   |     | free         | tag |                   | wilderness       |
///   |      | live block  |         size | P   | live block        |                  |
///   +------+-------------+--------------+-----+-------------------+------------------+
///      |                 ^          |     |
///      | bin of its size |          |     `-- PREV: the block before this one is free,
///      `-----------------'          `-------- and its footer, the last word, tells where it starts
/// ```
///
/// A live block has a tag of 4 bytes in front of what the program gets: one bit of it says whether the block before it is
/// free. Its size is not stored, because `dealloc` is given the layout. A free block holds its size in its first word and
/// its last one, the footer, and links to the next and the previous block of its bin in between. So whoever frees a block
/// finds both neighbours in constant time, and two free blocks never touch. The bins are four for each doubling of the
/// size, exact up to 112 bytes; a bit for each says whether it may hold blocks.
///
/// - **Allocate**: the first block of the bin that the request belongs in, if it is large enough; else the first block of
///   the next bin with blocks, all of which are; else from the wilderness, the untouched memory at the top, which grows by
///   what is short. What is left of a larger block stays free. O(1).
/// - **Free**: the block becomes one with free neighbours on both sides, and with the wilderness if it reaches it. O(1).
/// - **Reallocate**: a block shrinks in place and grows in place into a free block behind it, or into the wilderness and new
///   pages. Otherwise it moves. O(1), plus copying.
/// - An alignment above 16 looks for `align - 16` more bytes, and gives back what it does not need of them. O(1).
/// - Good fit: a request can miss a block of its own bin that would do, if that is not the first. Then it takes a larger
///   block, or new memory.
/// - The heap keeps 460 bytes at its start, for the bins. Where other code took pages in between, 16 bytes are lost at the
///   border of each run of pages. When everything is freed, the last run is untouched again, and each other run is one
///   free block.
/// - Sizes and links have 32 bits on every target: on 64-bit targets the heap ends 4 GiB above its start.
///
/// 边界标记，空闲块按大小放在各箱中：分离的良好适应（good fit），立即合并。
///
/// 存活块在交给程序的地址之前有 4 字节的标记，其中一位表示前面的块是否空闲；块的大小并不保存，因为 `dealloc` 会得到布局。空闲块
/// 在第一个字和最后一个字（脚部）中保存大小，其间是指向所属箱中后一个与前一个块的链接。因此释放时能在常数时间内找到左右邻居，
/// 任何两个空闲块都不相接。大小每翻一倍有四个箱，112 字节以内每种大小各有一箱；每个箱有一位表示其中是否可能有块。
/// - **分配**：若请求所属箱的第一个块足够大就取走它；否则取下一个非空箱的第一个块（其中的块都足够大）；再否则从荒野
///   （顶端的未使用区）中取，荒野按所缺的字节数增长。较大的块余下的部分仍然空闲。O(1)。
/// - **释放**：与两侧空闲的邻居合并，若到达荒野则并入荒野。O(1)。
/// - **重新分配**：块原地缩小；后面的空闲块或荒野与新页足够时原地增长；否则搬移。除复制外为 O(1)。
/// - 大于 16 的对齐会多找 `align - 16` 个字节，并归还其中用不到的部分。O(1)。
/// - 良好适应：所属箱中合适的块若不是第一个，就可能被错过，此时取更大的块或新内存。
/// - 堆的开头有 460 字节用于各箱。若其他代码在中间取走了页，每段连续页的边界处会丢失 16 字节。全部释放之后，最后一段重新成为
///   未使用区，其余每段各为一个空闲块。
/// - 在所有目标上大小与链接都是 32 位：64 位目标上，堆的末尾至多在其开头之上 4 GiB。
#[derive(Debug)]
pub struct BoundaryTag<M, O = ()> {
    /// Where the heap starts, and with it the bins; 0 before the first growth. Links count from here.
    base: usize,
    /// The first byte of the wilderness. The block before it is always live.
    top: *mut Chunk,
    /// One past the last byte of the region that ends with the wilderness; 0 before the first growth.
    end: usize,
    /// One bit for each bin, at its number: set iff the bin holds a block.
    filled: [u64; WORDS],
    memory: M,
    observer: O,
}

/// Words with a bit for each bin.
const WORDS: usize = (FIRST + BINS).div_ceil(u64::BITS as usize);

/// Bytes that the heap keeps for itself at its start.
const RESERVED: usize = size_of::<Root>();

/// Bytes in front of the first block of a region, so that payloads start at multiples of the granule.
const LEAD: usize = GRANULE - TAG;

/// What is larger, or further above the base, has no room in 32 bits.
const LIMIT: usize = (u32::MAX as usize) & !(GRANULE - 1);

const _: () = assert!(RESERVED % GRANULE == LEAD && size_of::<Chunk>() == LEAD);

// SAFETY: the pointers lead only into pages that belong to this allocator, and go wherever it goes.
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
    /// The same, with its steps reported to `observer`.
    ///
    /// 同上，并把每一步告知 `observer`。
    pub const fn with_observer(memory: M, observer: O) -> Self {
        Self { base: 0, top: ptr::null_mut(), end: 0, filled: [0; WORDS], memory, observer }
    }

    /// The start of the heap. Only once there is one.
    #[inline(always)]
    fn root(&self) -> *mut Root {
        self.memory.at(self.base).cast()
    }

    /// The word with the bit of a bin.
    #[inline(always)]
    fn word(&mut self, bin: usize) -> &mut u64 {
        // The remainder changes nothing, but shows the compiler that there is such a word.
        &mut self.filled[bin / u64::BITS as usize % WORDS]
    }

    /// The address of the block that a link stands for, `None` for the head of a bin.
    fn name(&self, link: u32) -> Option<usize> {
        root::bin(link).is_none().then(|| self.base + link as usize)
    }

    /// Takes a free block out of its bin. O(1).
    ///
    /// # Safety
    /// It is in a bin.
    #[inline]
    unsafe fn unlink(&mut self, chunk: *mut Chunk) {
        let root = self.root();
        // SAFETY: its links lead to blocks of the bin, to the head of the bin, or to the end of all lists.
        unsafe {
            let Chunk { tag, next, link } = chunk.read();
            (*root::at(root, next)).link = link;
            (*root::at(root, link)).next = next;
            if next == 0
                && let Some(bin) = root::bin(link)
            {
                *self.word(bin) &= !bit(bin);
            }
            let (size, after) = ((tag - FREE) as usize, self.name(link));
            tell!(&mut self.observer, Event::Taken { block: chunk.addr(), size, after });
            if next != 0 {
                tell!(&mut self.observer, Event::Relinked { block: self.base + next as usize, after });
            }
        }
    }

    /// Makes a free block of `size` bytes and puts it first in its bin. O(1).
    ///
    /// # Safety
    /// Nobody uses the bytes. The tag of the block behind says that the one before it is free.
    #[inline]
    unsafe fn file(&mut self, chunk: *mut Chunk, size: u32) {
        let (bin, root) = (bin(size), self.root());
        *self.word(bin) |= bit(bin);
        // SAFETY: the bytes are a block's, and so have room for header and footer; a head leads to a block or to the end
        // of all lists.
        unsafe {
            let head = root::head(root, bin);
            let next = *head;
            let link = (chunk.addr() - root.addr()) as u32;
            *head = link;
            (*root::at(root, next)).link = link;
            chunk.write(Chunk { tag: size | FREE, next, link: root::head_link(bin) });
            let footer = chunk.byte_add(size as usize).cast::<u32>().sub(1);
            *footer = size;
            tell!(
                &mut self.observer,
                Event::Inserted { block: chunk.addr(), size: size as usize, after: None }
            );
            if next != 0 {
                let block = self.base + next as usize;
                tell!(&mut self.observer, Event::Relinked { block, after: Some(chunk.addr()) });
            }
            tell!(&mut self.observer, Event::Tagged { at: footer.addr(), tag: Tag::Footer(size as usize) });
        }
    }

    /// A free block of at least `need` bytes: the first of the bin where such a block belongs if it is large enough, else
    /// the first of the next bin with blocks, which are all large enough. O(1): it looks at two blocks at most.
    #[inline(always)]
    fn find(&mut self, need: u32) -> Option<NonNull<Chunk>> {
        let mut bin = bin(need);
        while bin < FIRST + BINS {
            let bits = *self.word(bin) >> (bin % u64::BITS as usize);
            if bits == 0 {
                bin |= u64::BITS as usize - 1;
            } else {
                bin += bits.trailing_zeros() as usize;
                let root = self.root();
                // SAFETY: the head of a bin that is not empty leads to a block.
                let (chunk, tag) = unsafe {
                    let chunk = root::at(root, *root::head(root, bin));
                    (chunk, (*chunk).tag)
                };
                let fit = if tag > need { Fit::Fits } else { Fit::TooSmall };
                tell!(
                    &mut self.observer,
                    Event::Probed { block: chunk.addr(), size: (tag - FREE) as usize, fit }
                );
                if fit == Fit::Fits {
                    return NonNull::new(chunk);
                }
            }
            bin += 1;
        }
        None
    }

    /// A live block of `need` bytes: where its payload starts. O(1).
    #[inline(never)]
    fn take(&mut self, need: usize) -> Option<NonNull<u8>> {
        if usize::BITS > 32 && need > LIMIT {
            tell!(&mut self.observer, Event::Refused { bytes: need });
            return None;
        }
        let chunk;
        // SAFETY: a block that was found is in its bin and has `need` bytes or more, and behind each free block is a tag.
        // The wilderness has `need` bytes and the tag that ends a region.
        unsafe {
            if let Some(found) = self.find(need as u32) {
                chunk = found.as_ptr();
                let rest_size = ((*chunk).tag - FREE) as usize - need;
                self.unlink(chunk);
                let rest = chunk.byte_add(need);
                if rest_size != 0 {
                    tell!(
                        &mut self.observer,
                        Event::Split { block: chunk.addr(), size: need, rest: rest.addr(), rest_size }
                    );
                    self.file(rest, rest_size as u32);
                } else {
                    (*rest).tag = 0;
                    tell!(&mut self.observer, Event::Tagged { at: rest.addr(), tag: Tag::PreviousLive });
                }
            } else {
                if need > self.end - self.top.addr() && self.grow(need).is_none() {
                    let bytes = self.short(need, self.lead());
                    tell!(&mut self.observer, Event::Refused { bytes });
                    return None;
                }
                chunk = self.top;
                self.top = chunk.byte_add(need);
                tell!(&mut self.observer, Event::Bumped { block: chunk.addr(), size: need, gap: 0 });
            }
            (*chunk).tag = 0;
            Some(NonNull::new_unchecked(chunk.cast::<u8>().add(TAG)))
        }
    }

    /// Bytes in front of the first block of the next region.
    #[inline(always)]
    fn lead(&self) -> usize {
        if self.end == 0 { RESERVED } else { LEAD }
    }

    /// Bytes by which the memory has to grow for a wilderness of `need` bytes, which it does not have.
    #[inline(always)]
    fn short(&self, need: usize, lead: usize) -> usize {
        // What the wilderness has counts if the new pages follow it.
        let more = if self.memory.end() == self.end { self.top.addr().wrapping_sub(self.end) } else { lead };
        need.wrapping_add(more) + TAG
    }

    /// Grows the memory until the wilderness has `need` bytes, by just what is short.
    #[inline(never)]
    fn grow(&mut self, need: usize) -> Option<()> {
        loop {
            let lead = self.lead();
            let bytes = self.short(need, lead);
            if usize::BITS > 32 {
                let used = if self.base == 0 { 0 } else { self.memory.end().wrapping_sub(self.base) };
                if bytes + used > LIMIT {
                    return None;
                }
            }
            let pages = self.memory.grow(bytes)?;
            let start = pages.start.addr().get();
            tell!(&mut self.observer, Event::Grown { start, size: pages.size });
            if start != self.end {
                self.open(start, lead);
            }
            self.end = start + pages.size;
            if usize::BITS > 32 && self.end - self.base > LIMIT {
                let end = self.base + LIMIT;
                tell!(
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

    /// Begins a region at `start`. What is left of the wilderness becomes a free block.
    #[inline(always)]
    fn open(&mut self, start: usize, lead: usize) {
        let (rest, rest_end) = (self.top, self.end);
        self.top = self.memory.at(start + lead).cast();
        if rest_end == 0 {
            self.base = start;
            if !M::ZEROED {
                // SAFETY: the new pages have so many bytes and more.
                unsafe { self.memory.at(start).write_bytes(0, RESERVED) };
            }
            return;
        }
        let last = rest_end - TAG;
        tell!(&mut self.observer, Event::Lost { start, size: LEAD, reason: Loss::Gap });
        tell!(&mut self.observer, Event::Lost { start: last, size: TAG, reason: Loss::Tail });
        // SAFETY: the region has room for a tag behind the last block, and nobody uses what is in between.
        unsafe {
            (*self.memory.at(last).cast::<Chunk>()).tag = 0;
            self.trim(rest, last - rest.addr());
        }
    }

    /// Frees `size` bytes that follow a live block, if there are any.
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

    /// Makes `size` bytes free, as one block with free neighbours, or with the wilderness. O(1).
    ///
    /// # Safety
    /// They are whole granules of this heap that nobody uses, from where a block can start. `tag` is 0 if the block before
    /// them is live, otherwise [`PREV`]. A tag or the wilderness is behind.
    #[inline(never)]
    unsafe fn release(&mut self, mut chunk: *mut Chunk, size: usize, tag: u32) {
        // SAFETY: tags and footers lead to the neighbours.
        unsafe {
            let behind = chunk.byte_add(size);
            let mut size = size as u32;
            if tag != 0 {
                let block = chunk;
                let before = *chunk.cast::<u32>().sub(1);
                chunk = chunk.byte_sub(before as usize);
                size += before;
                self.unlink(chunk);
                let (block, neighbour, size) = (block.addr(), chunk.addr(), size as usize);
                tell!(&mut self.observer, Event::Merged { block, neighbour, side: Side::Left, size });
            }
            if behind == self.top {
                tell!(&mut self.observer, Event::Lowered { block: chunk.addr(), size: size as usize });
                self.top = chunk;
                return;
            }
            let tag = (*behind).tag;
            if tag > PREV {
                size += tag - FREE;
                self.unlink(behind);
                let (block, neighbour, size) = (chunk.addr(), behind.addr(), size as usize);
                tell!(&mut self.observer, Event::Merged { block, neighbour, side: Side::Right, size });
            } else {
                (*behind).tag = PREV;
                tell!(&mut self.observer, Event::Tagged { at: behind.addr(), tag: Tag::PreviousFree });
            }
            self.file(chunk, size);
        }
    }

    /// A live block of `need` bytes whose payload, which is returned, starts at a multiple of `align`, which is more than
    /// the granule. What is in front of it and behind it in a larger block is freed. O(1).
    #[inline(never)]
    fn take_aligned(&mut self, need: usize, align: usize) -> Option<NonNull<u8>> {
        let more = align - GRANULE;
        let start = self.take(need + more)?;
        // SAFETY: the parts lie in the block.
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

/// The bit of a bin in its word.
#[inline(always)]
const fn bit(bin: usize) -> u64 {
    1 << (bin % u64::BITS as usize)
}

/// The block of a payload.
#[inline(always)]
fn chunk_of(payload: *mut u8) -> *mut Chunk {
    payload.wrapping_sub(TAG).cast()
}

// SAFETY: a block comes from a bin, which holds only memory given back, or from the wilderness, which holds only memory
// never handed out or taken back; both cut it to size and alignment. Nothing changes before the memory has grown.
unsafe impl<M: Memory, O: Observer> Allocate for BoundaryTag<M, O> {
    type Memory = M;

    const OBSERVED: bool = O::LISTENS;

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
        // SAFETY: the caller gives the block up, and a live block has a tag.
        unsafe { self.release(chunk, block_size(layout), (*chunk).tag) };
    }

    #[cfg(feature = "realloc")]
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: by the caller's promise these make a layout.
        let to = block_size(unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) });
        let from = block_size(layout);
        let start = self.memory.at(block.addr().get());
        let chunk = chunk_of(start);
        let mut size = from;
        // SAFETY: the block is live, so a tag or the wilderness is behind it. What is taken from there follows it.
        unsafe {
            if to > from {
                let (behind, more) = (chunk.byte_add(from), to - from);
                if behind == self.top {
                    let room = self.end - behind.addr();
                    if more > room
                        && (self.end != self.memory.end()
                            || self.grow(more).is_none()
                            || (M::SHARED && behind != self.top))
                    {
                        return self.relocate(block, layout, new_size);
                    }
                    size = to;
                    self.top = chunk.byte_add(to);
                    tell!(&mut self.observer, Event::Bumped { block: behind.addr(), size: more, gap: 0 });
                } else {
                    let tag = (*behind).tag as usize;
                    // The tag of a live block is less than any difference of sizes.
                    if tag <= more {
                        return self.relocate(block, layout, new_size);
                    }
                    size += tag - FREE as usize;
                    self.unlink(behind);
                    let behind = chunk.byte_add(size);
                    (*behind).tag = 0;
                    tell!(&mut self.observer, Event::Tagged { at: behind.addr(), tag: Tag::PreviousLive });
                }
            }
            tell!(&mut self.observer, Event::Resized { block: chunk.addr(), from, to });
            self.trim(chunk.byte_add(to), size - to);
            Some(NonNull::new_unchecked(start))
        }
    }

    fn observe(&mut self, event: Event) {
        tell!(&mut self.observer, event);
    }

    fn misuse(&self, block: NonNull<u8>, layout: Layout) -> Option<Fault> {
        self.find_misuse(block, layout)
    }
}
