//! Memories for tests: [`Arena`], and what a test asks of a memory beyond growth, [`Host`].

use std::{
    alloc::{Layout, alloc_zeroed, dealloc},
    ptr::NonNull,
};

use lite_alloc::memory::{Memory, Pages};

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

/// A stretch of memory of its own, whose pages can be of any size and start anywhere.
///
/// `ZEROED` arenas grant zeros, others grant [`GARBAGE`].
#[derive(Debug)]
pub struct Arena<const ZEROED: bool> {
    base: NonNull<u8>,
    layout: Layout,
    /// Bytes of a page.
    page: usize,
    /// Where the next page starts, counted from `base`.
    end: usize,
    /// Where the last page ends, counted from `base`.
    limit: usize,
    /// Pages granted on top of what was asked for.
    pub generous: usize,
    /// What fresh pages are filled with.
    pub fresh: u8,
    /// How often it was asked to grow.
    pub attempts: usize,
    refuse: usize,
}

/// What is in fresh pages that are not known to be zero.
pub const GARBAGE: u8 = 0xA5;

/// The largest alignment under test: addresses are known to be multiples of it, plus the skew.
const ALIGN: usize = 65536;

impl<const ZEROED: bool> Arena<ZEROED> {
    /// At most `pages` pages of `page` bytes; the first starts `skew` bytes above a multiple of 65536.
    pub fn new(page: usize, pages: usize, skew: usize) -> Self {
        let limit = skew + page * pages;
        let layout = Layout::from_size_align(limit.max(1), ALIGN).unwrap();
        // SAFETY: the size is not 0.
        let base = NonNull::new(unsafe { alloc_zeroed(layout) }).expect("memory for an arena");
        let fresh = if ZEROED { 0 } else { GARBAGE };
        Self { base, layout, page, end: skew, limit, generous: 0, fresh, attempts: 0, refuse: 0 }
    }

    /// Pretends that the pages from `end` on were never handed out; the caller says what they hold.
    pub fn set_end(&mut self, end: usize) {
        self.end = end - self.base.addr().get();
    }
}

impl<const ZEROED: bool> Drop for Arena<ZEROED> {
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with this layout.
        unsafe { dealloc(self.base.as_ptr(), self.layout) };
    }
}

impl<const ZEROED: bool> Host for Arena<ZEROED> {
    const ALONE: bool = true;

    fn take(&mut self, bytes: usize) {
        let bytes = bytes.next_multiple_of(self.page);
        if bytes <= self.available() {
            self.end += bytes;
        }
    }

    fn refuse(&mut self, times: usize) {
        self.refuse = times;
    }

    fn refusing(&self) -> usize {
        self.refuse
    }

    fn available(&self) -> usize {
        self.limit - self.end
    }

    fn page(&self) -> usize {
        self.page
    }
}

// SAFETY: `end` only rises, so every byte is granted once, from one allocation that lives as long as the arena. Skew
// and page size are multiples of 16 in every test. (`fresh` may break the promise of `ZEROED`, in tests that ask
// whether it was relied upon.)
unsafe impl<const ZEROED: bool> Memory for Arena<ZEROED> {
    const ZEROED: bool = ZEROED;

    fn end(&self) -> usize {
        self.base.addr().get() + self.end
    }

    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        assert_ne!(bytes, 0, "growing by nothing");
        self.attempts += 1;
        if self.refuse > 0 {
            self.refuse -= 1;
            return None;
        }
        let asked = bytes.checked_next_multiple_of(self.page).filter(|&asked| asked <= self.available())?;
        let size = (asked + self.generous * self.page).min(self.available());
        // SAFETY: `end + size <= limit`, the length of the allocation.
        let start = unsafe { self.base.add(self.end) };
        self.end += size;
        // SAFETY: as above; the bytes are nobody's yet.
        unsafe { start.write_bytes(self.fresh, size) };
        Some(Pages { start, size })
    }

    fn at(&self, address: usize) -> *mut u8 {
        self.base.as_ptr().with_addr(address)
    }
}
