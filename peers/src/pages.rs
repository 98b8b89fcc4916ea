//! Where all allocators of the module get their pages: [`Pages`], which is shaped as the arena of a lane is.
//!
//! It grows upward by whole pages of zeros, up to a limit, and other code may take pages in between. The memory of the
//! module grows as pages are handed out, so a run that needs little takes little.

use core::{
    arch::wasm32,
    cell::Cell,
    ops::RangeInclusive,
    ptr::{self, NonNull},
};

use lite_alloc::memory::{self, Memory};

use crate::shared::Shared;

/// The page of a WebAssembly memory, in bytes.
const WASM_PAGE: usize = 1 << 16;

/// The arena starts at a multiple of this, so an offset is aligned exactly as its address is.
pub const MOST_ALIGN: u32 = 1 << 16;

/// The sizes of pages, as in the arena of a lane.
const PAGE_SIZES: RangeInclusive<u32> = 64..=1 << 16;

/// The pages of the heap that is open.
pub static PAGES: Shared<Pages> = Shared::new(Pages {
    start: Cell::new(0),
    page_size: Cell::new(1),
    limit: Cell::new(0),
    end: Cell::new(0),
    short: Cell::new(false),
});

/// The pages of a heap. They belong to it until other pages are opened, so a heap is closed before that.
pub struct Pages {
    /// The address of the first byte.
    start: Cell<usize>,
    /// A power of two.
    page_size: Cell<usize>,
    /// The most bytes that may be handed out.
    limit: Cell<usize>,
    /// Bytes handed out.
    end: Cell<usize>,
    /// Whether pages that the limit allows could not be had.
    short: Cell<bool>,
}

impl Pages {
    /// Ends with no pages, and none to be had.
    pub fn close(&self) {
        self.limit.set(0);
        self.clear();
    }

    /// Begins with no pages, from address `start` on. Returns whether such an arena can exist.
    pub fn open(&self, start: usize, page_size: u32, max_pages: u32) -> bool {
        let is_page = page_size.is_power_of_two() && PAGE_SIZES.contains(&page_size);
        let limit = page_size.checked_mul(max_pages).map(|limit| limit as usize);
        // A block has at most `isize::MAX` bytes, and no address may wrap.
        let is_limit = |&limit: &usize| limit != 0 && start.saturating_add(limit) <= isize::MAX as usize;
        let Some(limit) = limit.filter(is_limit).filter(|_| is_page) else { return false };
        self.start.set(start);
        self.page_size.set(page_size as usize);
        self.limit.set(limit);
        self.clear();
        true
    }

    /// Begins with no pages in the same arena.
    pub fn clear(&self) {
        self.end.set(0);
        self.short.set(false);
    }

    /// Hands out at least `bytes` bytes in whole pages, all of them zero: their start and their number.
    pub fn grow(&self, bytes: usize) -> Option<(NonNull<u8>, usize)> {
        let size = bytes.max(1).checked_next_multiple_of(self.page_size.get())?;
        let end = self.end.get();
        if size > self.limit.get() - end {
            return None;
        }
        let start = self.start.get() + end;
        if !reach(start + size) {
            self.short.set(true);
            return None;
        }
        let pages = NonNull::new(ptr::with_exposed_provenance_mut::<u8>(start))?;
        // All pages are cleared, though new ones are zero: so they cost every heap the same.
        // SAFETY: the bytes lie in the memory, behind all statics and the table, and belong to nobody yet.
        unsafe { pages.write_bytes(0, size) };
        self.end.set(end + size);
        Some((pages, size))
    }

    /// Other code takes pages, as `memory.grow` does: all of them or none.
    pub fn take(&self, count: u32) -> bool {
        let size = (count as usize).checked_mul(self.page_size.get());
        size.is_some_and(|size| size == 0 || self.grow(size).is_some())
    }

    /// One past the last byte handed out, as an offset.
    pub fn end(&self) -> u32 {
        self.end.get() as u32
    }

    /// Whether pages that the limit allows could not be had.
    pub fn short(&self) -> bool {
        self.short.get()
    }

    /// The size of a page in bytes.
    pub fn page_size(&self) -> usize {
        self.page_size.get()
    }

    /// The pointer to an offset that is at most [`end`](Self::end).
    pub fn at(&self, offset: u32) -> Option<NonNull<u8>> {
        NonNull::new(ptr::with_exposed_provenance_mut(self.start.get() + offset as usize))
    }

    /// The offset of a block.
    pub fn offset(&self, block: NonNull<u8>) -> u32 {
        (block.addr().get() - self.start.get()) as u32
    }
}

/// Makes the memory of the module reach to address `end`.
pub fn reach(end: usize) -> bool {
    let (has, needs) = (wasm32::memory_size::<0>(), end.div_ceil(WASM_PAGE));
    needs <= has || wasm32::memory_grow::<0>(needs - has) != usize::MAX
}

/// [`PAGES`] as the memory of lite-alloc's allocators.
pub struct Source;

// SAFETY: `grow` hands out each byte of the arena once, from low to high, and nothing else in the module uses them until
// the heap is closed. Page sizes and the start of the arena are multiples of the granule. The arena ends below `isize::MAX`.
unsafe impl Memory for Source {
    const ZEROED: bool = true;

    fn start(&self) -> usize {
        PAGES.start.get()
    }

    fn end(&self) -> usize {
        PAGES.start.get() + PAGES.end.get()
    }

    fn grow(&mut self, bytes: usize) -> Option<memory::Pages> {
        PAGES.grow(bytes).map(|(start, size)| memory::Pages { start, size })
    }

    fn at(&self, address: usize) -> *mut u8 {
        ptr::with_exposed_provenance_mut(address)
    }
}
