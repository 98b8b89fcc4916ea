//! Memories for tests: [`Arena`], and what a test asks of a memory beyond growth, [`Host`].

use std::alloc::{Layout, alloc_zeroed, dealloc};

use lite_alloc::{
    GRANULE,
    memory::{Memory, Pages, region::Region},
};

/// A memory that a test can disturb.
pub trait Host: Memory {
    /// Whether nobody takes pages but by [`take`](Host::take). If others do, the model can't know what growing brings.
    const ALONE: bool;

    /// Somebody else takes at least `bytes` bytes; nothing happens when there are none.
    fn take(&mut self, bytes: usize);

    /// The next `times` attempts to grow are refused.
    fn refuse(&mut self, times: usize);

    /// Attempts to grow that are still going to be refused, as [`refuse`](Host::refuse) said.
    fn refusing(&self) -> usize;

    /// Bytes that can still be granted.
    fn available(&self) -> usize;

    /// The page size.
    fn page(&self) -> usize;
}

/// A [`Region`] of its own, whose pages can be of any size and start anywhere.
///
/// `ZEROED` arenas grant zeros, others grant [`GARBAGE`].
#[derive(Debug)]
pub struct Arena<const ZEROED: bool> {
    region: Region<ZEROED>,
    /// Where the first page starts.
    start: *mut u8,
    /// Bytes of all pages.
    size: usize,
    /// Bytes of a page.
    page: usize,
    /// Pages granted on top of what was asked for.
    pub generous: usize,
    /// What fresh pages are filled with.
    pub fresh: u8,
    /// How often it was asked to grow.
    pub attempts: usize,
    refuse: usize,
    base: *mut u8,
    layout: Layout,
}

/// What is in fresh pages that are not known to be zero.
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
        // SAFETY: the range is `size` bytes above the skew.
        let start = unsafe { base.add(skew) };
        // SAFETY: the range is nobody else's, holds zeros and lives as long as the arena.
        let region = unsafe { Region::new(start, size, page) };
        let fresh = if ZEROED { 0 } else { GARBAGE };
        Self { region, start, size, page, generous: 0, fresh, attempts: 0, refuse: 0, base, layout }
    }

    /// Pretends that the pages from `end` on were never handed out; they are filled anew when they are.
    pub fn set_end(&mut self, end: usize) {
        // SAFETY: as in `new`, but for what the pages hold; see `grow`.
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

// SAFETY: the region keeps the promises; this refuses more often, and fills what is granted. (`fresh` may break the
// promise of `ZEROED`, in tests that ask whether it was relied upon.)
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
        // SAFETY: the pages are nobody's yet.
        unsafe { pages.start.write_bytes(self.fresh, pages.size) };
        Some(pages)
    }

    fn at(&self, address: usize) -> *mut u8 {
        self.region.at(address)
    }
}
