//! Memories for tests: [`Arena`], and [`Host`], what tests need from a memory besides growth.

use std::alloc::{Layout, alloc_zeroed, dealloc};

use lite_alloc::{
    GRANULE,
    memory::{Memory, Pages, region::Region},
};

/// A memory that a test can interfere with.
pub trait Host: Memory {
    /// Whether pages are only taken through [`take`](Host::take). If other code takes pages too, the model can't predict
    /// whether the memory can grow, and where new pages start.
    const ALONE: bool;

    /// Takes at least `bytes` bytes as other code would; does nothing if they are not available.
    fn take(&mut self, bytes: usize);

    /// The next `times` attempts to grow are refused.
    fn refuse(&mut self, times: usize);

    /// The number of attempts to grow that are still going to be refused because of [`refuse`](Host::refuse).
    fn refusing(&self) -> usize;

    /// Bytes that can still be granted.
    fn available(&self) -> usize;

    /// The page size.
    fn page(&self) -> usize;
}

/// A [`Region`] with its own allocation, whose pages can have any size and start at any multiple of 16.
///
/// `ZEROED` arenas grant zeros, the others grant [`GARBAGE`].
#[derive(Debug)]
pub struct Arena<const ZEROED: bool> {
    region: Region<ZEROED>,
    /// The start of the first page.
    start: *mut u8,
    /// Bytes of all pages.
    size: usize,
    /// Bytes of a page.
    page: usize,
    /// Pages granted on top of what was asked for.
    pub generous: usize,
    /// What fresh pages are filled with.
    pub fresh: u8,
    /// The number of attempts to grow.
    pub attempts: usize,
    refuse: usize,
    base: *mut u8,
    layout: Layout,
}

/// The bytes of fresh pages that are not known to be zero.
pub const GARBAGE: u8 = 0xA5;

/// The largest alignment under test: addresses are known to be multiples of it, plus the skew.
const ALIGN: usize = 65536;

impl<const ZEROED: bool> Arena<ZEROED> {
    /// At most `pages` pages of `page` bytes; the first starts `skew` bytes above a multiple of 65536.
    pub fn new(page: usize, pages: usize, skew: usize) -> Self {
        let size = page * pages;
        let layout = Layout::from_size_align(skew + size, ALIGN).unwrap();
        // SAFETY: there is at least a page.
        let base = unsafe { alloc_zeroed(layout) };
        assert!(!base.is_null(), "memory for an arena");
        // SAFETY: the allocation has `skew` bytes and then `size` bytes.
        let start = unsafe { base.add(skew) };
        // SAFETY: only the arena uses the range, which holds zeros and lives as long as the arena.
        let region = unsafe { Region::new(start, size, page) };
        let fresh = if ZEROED { 0 } else { GARBAGE };
        Self { region, start, size, page, generous: 0, fresh, attempts: 0, refuse: 0, base, layout }
    }

    /// Acts as if the pages from `end` on were never granted; they are filled again when they are granted.
    pub fn set_end(&mut self, end: usize) {
        // SAFETY: as in `new`, except that the pages may not hold zeros; `grow` fills them.
        self.region = unsafe { Region::new(self.start, self.size, self.page) };
        self.take(end - self.start.addr());
    }
}

impl<const ZEROED: bool> Drop for Arena<ZEROED> {
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with this layout.
        unsafe { dealloc(self.base, self.layout) };
    }
}

impl<const ZEROED: bool> Host for Arena<ZEROED> {
    const ALONE: bool = true;

    fn take(&mut self, bytes: usize) {
        self.region.take(bytes);
    }

    fn refuse(&mut self, times: usize) {
        self.refuse = times;
    }

    fn refusing(&self) -> usize {
        self.refuse
    }

    fn available(&self) -> usize {
        self.size - (self.region.end() - self.start.addr())
    }

    fn page(&self) -> usize {
        self.page
    }
}

// SAFETY: the region meets the requirements; this refuses more often, and fills what is granted. (`fresh` may contradict
// `ZEROED`, in tests of whether the allocator relies on it.)
unsafe impl<const ZEROED: bool> Memory for Arena<ZEROED> {
    const ZEROED: bool = ZEROED;

    fn start(&self) -> usize {
        self.region.start()
    }

    fn end(&self) -> usize {
        self.region.end()
    }

    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        assert!(bytes != 0 && bytes.is_multiple_of(GRANULE), "growing by {bytes} bytes");
        self.attempts += 1;
        if self.refuse > 0 {
            self.refuse -= 1;
            return None;
        }
        let more = bytes.saturating_add(self.generous * self.page);
        let pages = self.region.grow(more).or_else(|| self.region.grow(bytes))?;
        // SAFETY: nothing uses the pages yet.
        unsafe { pages.start.write_bytes(self.fresh, pages.size) };
        Some(pages)
    }

    fn at(&self, address: usize) -> *mut u8 {
        self.region.at(address)
    }
}
