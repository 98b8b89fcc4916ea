//! [`BoundaryTag`]: boundary tags and bins by size. General purpose, every operation in constant time.
//!
//! [`BoundaryTag`]：边界标记加按大小分的箱，适合通用场合，所有操作均为常数时间。

mod chunk;
mod inspect;

use core::{alloc::Layout, mem::size_of, ptr::NonNull};

use self::chunk::{BINS, Chunk, FREE, PREV, TAG, bin, block_size};
use crate::{
    align::{GRANULE, gap},
    allocate::Allocate,
    inspect::Fault,
    memory::Memory,
    observe::{Event, Fit, Loss, Observer, Side, Tag, tell},
};

#[derive(Debug)]
pub struct BoundaryTag<M, O = ()> {
    /// Where the heap starts, and with it the bins; 0 before the first growth. Links count from here.
    base: usize,
    /// The first byte of the wilderness. The block before it is always live.
    top: *mut Chunk,
    /// One past the last byte of the region that ends with the wilderness.
    end: usize,
    /// One bit for each bin, clear only if the bin is empty.
    filled: [usize; WORDS],
    memory: M,
    observer: O,
}

/// Words with a bit for each bin.
const WORDS: usize = BINS.div_ceil(usize::BITS as usize);

/// Bytes at the start of the heap: the block of no bytes that ends all lists, at link 0, and the heads of the bins.
const RESERVED: usize = size_of::<Chunk>() + BINS * size_of::<u32>();

/// Bytes in front of the first block of a region, so that payloads start at multiples of the granule.
const LEAD: usize = GRANULE - TAG;

/// Blocks of more bytes, or further above the base, have no place in 32 bits.
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
        Self { base: 0, top: core::ptr::null_mut(), end: 0, filled: [0; WORDS], memory, observer }
    }

    /// The block that a link stands for.
    #[inline(always)]
    fn at(&self, link: u32) -> *mut Chunk {
        self.memory.at(self.base + link as usize).cast()
    }

    /// The link that stands for a block.
    #[inline(always)]
    fn link(&self, chunk: *mut Chunk) -> u32 {
        (chunk.addr() - self.base) as u32
    }

    /// The link that stands for the head of a bin: that of a block whose `next` would be the head.
    #[inline(always)]
    const fn head(bin: usize) -> u32 {
        (size_of::<Chunk>() - size_of::<u32>() + bin * size_of::<u32>()) as u32
    }

    /// The address of the block that a link stands for, `None` for the head of a bin.
    fn name(&self, link: u32) -> Option<usize> {
        (link as usize >= RESERVED).then(|| self.base + link as usize)
    }

    /// Takes a free block out of its bin. O(1).
    ///
    /// # Safety
    /// It is in a bin.
    #[inline(always)]
    unsafe fn unlink(&mut self, chunk: *mut Chunk) {
        // SAFETY: its links lead to blocks of the bin, to the head of the bin, or to the end of all lists.
        unsafe {
            let Chunk { tag, next, link } = chunk.read();
            (*self.at(link)).next = next;
            (*self.at(next)).link = link;
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
    #[inline(always)]
    unsafe fn file(&mut self, chunk: *mut Chunk, size: u32) {
        let bin = bin(size);
        let head = self.at(Self::head(bin));
        // SAFETY: the bytes are a block's, and so have room for header and footer; a head leads to a block or to the end
        // of all lists.
        unsafe {
            let next = (*head).next;
            let link = self.link(chunk);
            (*head).next = link;
            (*self.at(next)).link = link;
            chunk.write(Chunk { tag: size | FREE, next, link: Self::head(bin) });
            let footer = chunk.byte_add(size as usize - TAG).cast::<u32>();
            *footer = size;
            // SAFETY: every bin has a bit.
            *self.filled.get_unchecked_mut(bin / usize::BITS as usize) |= 1 << (bin % usize::BITS as usize);
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
    /// the first of the next bin that is not empty. O(1): it looks at one word of bits after the other, and finds each
    /// bin empty once for each time it was filled.
    #[inline(always)]
    fn find(&mut self, need: u32) -> Option<NonNull<Chunk>> {
        let mut bin = bin(need);
        while bin < BINS {
            // SAFETY: every bin has a bit.
            let word = unsafe { self.filled.get_unchecked_mut(bin / usize::BITS as usize) };
            let bits = *word >> (bin % usize::BITS as usize);
            if bits == 0 {
                bin = (bin | (usize::BITS as usize - 1)) + 1;
                continue;
            }
            bin += bits.trailing_zeros() as usize;
            let bit = 1 << (bin % usize::BITS as usize);
            let word: *mut usize = word;
            // SAFETY: a head leads to a block or to the end of all lists, whose tag is 0.
            unsafe {
                let chunk = self.at((*self.at(Self::head(bin))).next);
                let tag = (*chunk).tag;
                if tag > need {
                    tell!(
                        &mut self.observer,
                        Event::Probed { block: chunk.addr(), size: (tag - FREE) as usize, fit: Fit::Fits }
                    );
                    return Some(NonNull::new_unchecked(chunk));
                }
                if tag == 0 {
                    *word &= !bit;
                    tell!(&mut self.observer, Event::EmptyBin { bin });
                } else {
                    tell!(
                        &mut self.observer,
                        Event::Probed {
                            block: chunk.addr(),
                            size: (tag - FREE) as usize,
                            fit: Fit::TooSmall
                        }
                    );
                }
            }
            bin += 1;
        }
        None
    }

    /// A live block of `need` bytes. O(1).
    #[inline(never)]
    fn take(&mut self, need: usize) -> Option<NonNull<Chunk>> {
        if usize::BITS > 32 && need > LIMIT {
            tell!(&mut self.observer, Event::Refused { bytes: need });
            return None;
        }
        if let Some(chunk) = self.find(need as u32) {
            let chunk = chunk.as_ptr();
            // SAFETY: the block is in its bin and has `need` bytes or more; behind each free block is a tag.
            unsafe {
                let size = ((*chunk).tag - FREE) as usize;
                let behind = chunk.byte_add(size);
                self.unlink(chunk);
                let rest = chunk.byte_add(need);
                if rest == behind {
                    (*behind).tag = 0;
                    tell!(&mut self.observer, Event::Tagged { at: behind.addr(), tag: Tag::PreviousLive });
                } else {
                    let rest_size = size - need;
                    tell!(
                        &mut self.observer,
                        Event::Split { block: chunk.addr(), size: need, rest: rest.addr(), rest_size }
                    );
                    self.file(rest, rest_size as u32);
                }
                (*chunk).tag = 0;
                return Some(NonNull::new_unchecked(chunk));
            }
        }
        if need > self.end - self.top.addr() && self.grow(need).is_none() {
            let bytes = self.short(need);
            tell!(&mut self.observer, Event::Refused { bytes });
            return None;
        }
        let chunk = self.top;
        // SAFETY: the wilderness has `need` bytes and the tag that ends a region.
        unsafe {
            self.top = chunk.byte_add(need);
            (*chunk).tag = 0;
            tell!(&mut self.observer, Event::Bumped { block: chunk.addr(), size: need, gap: 0 });
            Some(NonNull::new_unchecked(chunk))
        }
    }

    /// Bytes by which the memory has to grow for a wilderness of `need` bytes, which it does not have.
    #[inline(always)]
    fn short(&self, need: usize) -> usize {
        // What the wilderness has counts if the new pages follow it.
        match self.memory.end() == self.end {
            true => need - (self.end - self.top.addr()) + TAG,
            false if self.base == 0 => need + RESERVED + TAG,
            false => need + GRANULE,
        }
    }

    /// Grows the memory until the wilderness has `need` bytes, by just what is short.
    #[inline(never)]
    fn grow(&mut self, need: usize) -> Option<()> {
        loop {
            let bytes = self.short(need);
            let used = if self.base == 0 { 0 } else { self.memory.end().wrapping_sub(self.base) };
            if usize::BITS > 32 && bytes + used > LIMIT {
                return None;
            }
            let pages = self.memory.grow(bytes)?;
            let start = pages.start.addr().get();
            tell!(&mut self.observer, Event::Grown { start, size: pages.size });
            if start != self.end {
                self.open(start);
            }
            self.end = start + pages.size;
            if !M::SHARED || need <= self.end - self.top.addr() {
                return Some(());
            }
        }
    }

    /// Begins a region at `start`. What is left of the wilderness becomes a free block.
    #[inline]
    fn open(&mut self, start: usize) {
        let (rest, size) = (self.top, self.end - self.top.addr());
        let mut lead = LEAD;
        if self.base == 0 {
            self.base = start;
            lead = RESERVED;
            if !M::ZEROED {
                // SAFETY: the new pages have so many bytes and more.
                unsafe { self.memory.at(start).write_bytes(0, RESERVED) };
            }
        }
        self.top = self.memory.at(start + lead).cast();
        if size != 0 {
            tell!(&mut self.observer, Event::Lost { start, size: LEAD, reason: Loss::Gap });
            tell!(&mut self.observer, Event::Lost { start: self.end - TAG, size: TAG, reason: Loss::Tail });
            // SAFETY: the region has room for a tag behind the last block, and nobody uses what is in between.
            unsafe {
                (*self.memory.at(self.end - TAG).cast::<Chunk>()).tag = 0;
                if size != TAG {
                    self.release_new(rest, size - TAG);
                }
            }
        }
    }

    /// Frees bytes that were not a block of their own before: they follow a live one.
    ///
    /// # Safety
    /// As for [`release`](Self::release).
    #[inline(always)]
    unsafe fn release_new(&mut self, chunk: *mut Chunk, size: usize) {
        // SAFETY: by the contract.
        unsafe {
            (*chunk).tag = 0;
            self.release(chunk, size);
        }
    }

    /// Makes `size` bytes free, as one block with free neighbours, or with the wilderness. O(1).
    ///
    /// # Safety
    /// They are a block of this heap with the tag of a live one, and nobody uses them. A tag or the wilderness is behind.
    #[inline(never)]
    unsafe fn release(&mut self, mut chunk: *mut Chunk, size: usize) {
        // SAFETY: tags and footers lead to the neighbours.
        unsafe {
            let behind = chunk.byte_add(size);
            let mut size = size as u32;
            if (*chunk).tag != 0 {
                let before = *chunk.byte_sub(TAG).cast::<u32>();
                let block = chunk;
                chunk = chunk.byte_sub(before as usize);
                size += before;
                self.unlink(chunk);
                tell!(
                    &mut self.observer,
                    Event::Merged {
                        block: block.addr(),
                        neighbour: chunk.addr(),
                        side: Side::Left,
                        size: size as usize
                    }
                );
            }
            if behind == self.top {
                tell!(&mut self.observer, Event::Lowered { block: chunk.addr(), size: size as usize });
                self.top = chunk;
                return;
            }
            let tag = (*behind).tag;
            if tag & FREE != 0 {
                size += tag - FREE;
                self.unlink(behind);
                tell!(
                    &mut self.observer,
                    Event::Merged {
                        block: chunk.addr(),
                        neighbour: behind.addr(),
                        side: Side::Right,
                        size: size as usize
                    }
                );
            } else {
                (*behind).tag = PREV;
                tell!(&mut self.observer, Event::Tagged { at: behind.addr(), tag: Tag::PreviousFree });
            }
            self.file(chunk, size);
        }
    }

    /// A live block of `need` bytes whose payload starts at a multiple of `align`, which is more than the granule. What is
    /// in front of it and behind it in a larger block is freed. O(1).
    #[inline(never)]
    fn take_aligned(&mut self, need: usize, align: usize) -> Option<NonNull<Chunk>> {
        let whole = need + align - GRANULE;
        let mut chunk = self.take(whole)?.as_ptr();
        // SAFETY: the parts lie in the block.
        unsafe {
            let skip = gap(chunk.addr() + TAG, align);
            let start = chunk;
            chunk = chunk.byte_add(skip);
            let tail = whole - skip - need;
            (*chunk).tag = 0;
            if tail != 0 {
                self.release_new(chunk.byte_add(need), tail);
            }
            if skip != 0 {
                self.release(start, skip);
            }
            Some(NonNull::new_unchecked(chunk))
        }
    }
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
        let chunk = if align > GRANULE { self.take_aligned(need, align) } else { self.take(need) }?;
        // SAFETY: the payload is behind the tag.
        Some(unsafe { chunk.cast::<u8>().byte_add(TAG) })
    }

    #[inline]
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout) {
        // Re-derive the pointer: the caller's provenance may cover only `layout.size()` bytes.
        let chunk = self.memory.at(block.addr().get() - TAG).cast();
        // SAFETY: the caller gives the block up.
        unsafe { self.release(chunk, block_size(layout)) };
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
        let chunk: *mut Chunk = self.memory.at(block.addr().get() - TAG).cast();
        let mut size = from;
        // SAFETY: the block is live, so a tag or the wilderness is behind it. What is taken from there follows it.
        unsafe {
            let behind = chunk.byte_add(from);
            if to > from {
                let more = to - from;
                if behind == self.top
                    && (more <= self.end - behind.addr()
                        || (self.end == self.memory.end() && self.grow(more).is_some() && behind == self.top))
                {
                    self.top = chunk.byte_add(to);
                    size = to;
                    tell!(&mut self.observer, Event::Bumped { block: behind.addr(), size: more, gap: 0 });
                } else if behind != self.top && (*behind).tag & FREE != 0 && (*behind).tag as usize > more {
                    size += ((*behind).tag - FREE) as usize;
                    self.unlink(behind);
                    let behind = chunk.byte_add(size);
                    (*behind).tag = 0;
                    tell!(&mut self.observer, Event::Tagged { at: behind.addr(), tag: Tag::PreviousLive });
                } else {
                    return self.relocate(block, layout, new_size);
                }
            }
            tell!(&mut self.observer, Event::Resized { block: chunk.addr(), from, to });
            if size > to {
                self.release_new(chunk.byte_add(to), size - to);
            }
            Some(NonNull::new_unchecked(chunk.cast::<u8>().byte_add(TAG)))
        }
    }

    fn observe(&mut self, event: Event) {
        tell!(&mut self.observer, event);
    }

    fn misuse(&self, block: NonNull<u8>, layout: Layout) -> Option<Fault> {
        self.find_misuse(block, layout)
    }
}
