//! An isolated linear memory for one lane: pages of a chosen size, up to a chosen number.
//!
//! An [`Arena`] is a [`Memory`] like WebAssembly's: it grows upward by whole pages of zeros, never shrinks, and other
//! code may take pages in between. Its bytes never move, so pointers that an allocator keeps in them stay valid. It
//! starts at a multiple of 64 KiB, so an offset is aligned exactly as its address is. [`crate::lab`] runs allocators in
//! it.
//!
//! Since the bytes can't move, their number is decided in advance: the capacity. It may be less than the limit of the
//! settings, which are often far larger than what a run needs. A request for pages beyond the capacity is refused, and
//! the arena is then [`short`](Arena::short): what ran in it must be run again in a larger one.

use std::{mem::MaybeUninit, ptr::NonNull};

use lite_alloc::memory::{self, Memory};

mod buffer;
mod pages;

use buffer::Buffer;
pub use pages::{PageRun, Pages};

/// The shape of an arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Bytes of a page: a power of two from 64 to 65,536.
    pub page_size: u32,
    /// The most pages that the memory can grow to; `page_size * max_pages` is at most [`Settings::MAX_BYTES`].
    pub max_pages: u32,
}

/// A change of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Pages of this many bytes. There are as many as before, or the most that fit.
    PageSize(u32),
    /// At most this many pages.
    MaxPages(u32),
}

/// Settings that an arena can't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsError {
    /// The page size is no power of two from [`Settings::MIN_PAGE`] to [`Settings::MAX_PAGE`].
    PageSize {
        /// The page size, in bytes.
        page_size: u32,
    },
    /// No pages, or more pages than [`Settings::MAX_BYTES`] allows.
    MaxPages {
        /// The number of pages.
        max_pages: u32,
        /// The page size, in bytes.
        page_size: u32,
        /// The most pages of this size.
        most: u32,
    },
}

/// Why an arena can't be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArenaError {
    /// Its settings are impossible.
    Settings(SettingsError),
    /// The process has not enough memory for it.
    NoRoom {
        /// The bytes that it needs.
        bytes: u32,
    },
    /// The allocator runs in a module of its own, and there is none.
    NoEngine,
}

impl Settings {
    /// The largest arena, in bytes.
    pub const MAX_BYTES: u32 = 1 << 30;
    /// The smallest page, in bytes.
    pub const MIN_PAGE: u32 = 64;
    /// The largest page, in bytes: WebAssembly's.
    pub const MAX_PAGE: u32 = 1 << 16;

    /// Checked settings.
    ///
    /// # Errors
    /// The settings are impossible.
    pub fn new(page_size: u32, max_pages: u32) -> Result<Self, SettingsError> {
        let settings = Self { page_size, max_pages };
        settings.check().map(|()| settings)
    }

    /// Whether an arena can have these settings.
    ///
    /// # Errors
    /// The settings are impossible.
    pub fn check(self) -> Result<(), SettingsError> {
        let Self { page_size, max_pages } = self;
        if !page_size.is_power_of_two() || !(Self::MIN_PAGE..=Self::MAX_PAGE).contains(&page_size) {
            return Err(SettingsError::PageSize { page_size });
        }
        let most = Self::MAX_BYTES / page_size;
        if !(1..=most).contains(&max_pages) {
            return Err(SettingsError::MaxPages { max_pages, page_size, most });
        }
        Ok(())
    }

    /// The settings after a change. They are not checked, and may be impossible.
    #[must_use]
    pub fn changed(self, change: Change) -> Self {
        match change {
            Change::PageSize(page_size) => {
                let most = Self::MAX_BYTES.checked_div(page_size).unwrap_or(0);
                Self { page_size, max_pages: self.max_pages.min(most) }
            }
            Change::MaxPages(max_pages) => Self { max_pages, ..self },
        }
    }

    /// The most bytes that the memory can grow to.
    pub fn bytes(self) -> u32 {
        self.page_size * self.max_pages
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { page_size: 512, max_pages: 8 }
    }
}

/// Two words of memory, as numbers: what fits in the smallest free block.
pub type Words = [usize; 2];

const WORDS: u32 = size_of::<Words>() as u32;

/// The memory. Addresses are offsets from its first byte unless they are called pointers.
pub struct Arena {
    buffer: Buffer,
    pages: Pages,
    /// The bytes of the buffer that may be handed out, at most the limit of the pages.
    capacity: u32,
    /// The capacity that a request would have needed, which the limit allows.
    short: Option<u32>,
}

impl Arena {
    /// An arena without pages that can grow up to its limit.
    ///
    /// # Errors
    /// The settings are impossible, or there is not enough memory.
    pub fn new(settings: Settings) -> Result<Self, ArenaError> {
        Self::with_capacity(settings, u32::MAX)
    }

    /// An arena without pages, and with memory for `capacity` bytes, unless its limit is lower.
    ///
    /// # Errors
    /// The settings are impossible, or there is not enough memory.
    pub fn with_capacity(settings: Settings, capacity: u32) -> Result<Self, ArenaError> {
        let pages = Pages::new(settings).map_err(ArenaError::Settings)?;
        let capacity = settings.bytes().min(capacity);
        let buffer = Buffer::new(capacity as usize).ok_or(ArenaError::NoRoom { bytes: capacity })?;
        Ok(Self { buffer, pages, capacity, short: None })
    }

    /// The capacity that a refused request would have needed. Unless it is `None`, a memory of this limit would have
    /// granted the request.
    pub fn short(&self) -> Option<u32> {
        self.short
    }

    /// Who owns which pages.
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// The bytes that may be handed out, which are taken from the process in advance.
    pub fn capacity(&self) -> u32 {
        self.capacity
    }

    /// One past the last byte of the last page.
    pub fn end(&self) -> u32 {
        self.pages.end()
    }

    /// Other code grows the memory, like `memory.grow`: by all these pages, or not at all.
    pub fn take_pages(&mut self, pages: u32) -> bool {
        pages
            .checked_mul(self.pages.settings().page_size)
            .is_some_and(|size| self.hand_out(size, true).is_some())
    }

    /// Sets the end of the memory to `end`, an end that it had before, earlier or later. No byte changes.
    ///
    /// # Safety
    /// Unless `end` is the highest that the memory ever had, nothing may take pages until it is again: the current
    /// owner of those pages would not be the only one.
    pub unsafe fn set_end(&mut self, end: u32) {
        self.pages.set_end(end);
    }

    /// The pointer to an address that is at most [`end`](Arena::end), valid for all bytes handed out.
    pub fn pointer(&self, address: u32) -> NonNull<u8> {
        assert!(address <= self.end(), "address {address:#x} is past the end of the arena");
        // SAFETY: the buffer is at least `end` bytes long.
        unsafe { self.buffer.start().add(address as usize) }
    }

    /// The offset of an allocator's address (a number that came from one of its pointers).
    pub fn offset(&self, address: usize) -> Option<u32> {
        let offset = address.checked_sub(self.buffer.start().addr().get())?;
        u32::try_from(offset).ok().filter(|&offset| offset <= self.capacity)
    }

    /// Copies bytes from `address` on, as many as fit in `bytes` and lie below the end. Returns how many. Pointers in
    /// them stay valid.
    pub fn read(&self, address: u32, bytes: &mut [MaybeUninit<u8>]) -> usize {
        let len = bytes.len().min(self.end().saturating_sub(address) as usize);
        if len != 0 {
            let from = self.pointer(address).as_ptr().cast::<MaybeUninit<u8>>();
            // SAFETY: `len` bytes from `address` were handed out, and no reference to them exists.
            unsafe { from.copy_to_nonoverlapping(bytes.as_mut_ptr(), len) };
        }
        len
    }

    /// The two words at `address`, a multiple of their size, as numbers; `None` above the end.
    pub fn words(&self, address: u32) -> Option<Words> {
        assert!(address.is_multiple_of(WORDS), "address {address:#x} is within a cell");
        if address >= self.end() {
            return None;
        }
        let words = self.pointer(address).cast::<Words>();
        // SAFETY: pages are whole cells at multiples of their size, so all of it was handed out, and no reference to it exists.
        // Pages were filled with zeros, and allocators write no padding.
        Some(unsafe { words.read() })
    }

    /// Writes words that [`words`](Self::words) has read. Those that were pointers in this arena are pointers again.
    ///
    /// # Safety
    /// Until the words are as they were, the allocator in this arena runs no operation that depends on them.
    pub unsafe fn set_words(&mut self, address: u32, words: Words) {
        assert!(address.is_multiple_of(WORDS) && address < self.capacity, "outside of the arena");
        let start = self.buffer.start();
        let pointers = words.map(|word| start.as_ptr().with_addr(word));
        // SAFETY: the buffer belongs to the arena alone, and it is whole cells, like the capacity.
        unsafe { start.add(address as usize).cast::<[*mut u8; 2]>().write(pointers) };
    }

    /// From now on all pages are refused, as if the capacity were reached. Returns the capacity, for [`thaw`](Self::thaw).
    pub(crate) fn freeze(&mut self) -> u32 {
        self.short = None;
        let end = self.end();
        std::mem::replace(&mut self.capacity, end)
    }

    /// Undoes [`freeze`](Self::freeze).
    pub(crate) fn thaw(&mut self, capacity: u32) {
        (self.capacity, self.short) = (capacity, None);
    }

    /// Writes bytes that [`read`](Self::read) has read from the start on. Pointers in them stay valid.
    ///
    /// # Safety
    /// What the allocator in this arena keeps elsewhere must match these bytes before it runs another operation.
    pub(crate) unsafe fn restore(&mut self, bytes: &[MaybeUninit<u8>]) {
        assert!(bytes.len() <= self.end() as usize, "outside of the arena");
        let start = self.buffer.start().as_ptr().cast::<MaybeUninit<u8>>();
        // SAFETY: the buffer belongs to the arena alone, and is longer.
        unsafe { start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    }

    /// Adds a run of pages of `size` bytes in all and returns its start.
    fn hand_out(&mut self, size: u32, foreign: bool) -> Option<u32> {
        if size <= self.pages.room() && size > self.capacity - self.end() {
            self.short = Some(self.end() + size);
            return None;
        }
        let start = self.pages.grow(size, foreign)?;
        // The buffer may have served another arena before.
        // SAFETY: `size` bytes from `start` lie in the buffer, and have not been handed out yet.
        unsafe { self.pointer(start).write_bytes(0, size as usize) };
        Some(start)
    }
}

// SAFETY: `hand_out` gives every byte of the buffer to one owner at most, from low to high, and the buffer lives as
// long as the arena. Page sizes are multiples of the granule and the buffer is aligned to more. A buffer ends at most
// `isize::MAX` bytes after it starts and never at the end of the address space. All pointers come from the one that
// the buffer was allocated with.
unsafe impl Memory for Arena {
    const ZEROED: bool = true;

    fn start(&self) -> usize {
        self.pointer(0).addr().get()
    }

    fn end(&self) -> usize {
        self.pointer(Arena::end(self)).addr().get()
    }

    fn grow(&mut self, bytes: usize) -> Option<memory::Pages> {
        let size = bytes.max(1).checked_next_multiple_of(self.pages.settings().page_size as usize)?;
        let start = self.hand_out(u32::try_from(size).ok()?, false)?;
        Some(memory::Pages { start: self.pointer(start), size })
    }

    fn at(&self, address: usize) -> *mut u8 {
        self.buffer.start().as_ptr().with_addr(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_say_what_is_wrong() {
        assert_eq!(Settings::new(96, 4), Err(SettingsError::PageSize { page_size: 96 }));
        let none = SettingsError::MaxPages { max_pages: 0, page_size: 512, most: 2_097_152 };
        assert_eq!(Settings::new(512, 0), Err(none));
        for (page_size, max_pages) in [(0, 1), (32, 1), (1 << 17, 1), (1 << 16, 16_385), (64, u32::MAX)] {
            assert!(Settings::new(page_size, max_pages).is_err());
            assert!(Arena::new(Settings { page_size, max_pages }).is_err(), "made by hand");
        }
        for (page_size, max_pages) in [(64, 1), (64, 1 << 24), (1 << 16, 1 << 14)] {
            assert_eq!(Settings::new(page_size, max_pages), Ok(Settings { page_size, max_pages }));
        }
    }

    #[test]
    fn pages_are_whole_contiguous_and_end_where_told() {
        let mut arena = Arena::new(Settings::new(256, 4).unwrap()).unwrap();
        assert_eq!(arena.offset(Memory::end(&arena)), Some(0));
        let pages = arena.grow(257).unwrap();
        assert_eq!((arena.offset(pages.start.addr().get()), pages.size), (Some(0), 512));
        assert_eq!(pages.start.addr().get() % (1 << 16), 0);
        assert!(arena.take_pages(1));
        assert!(arena.grow(257).is_none(), "one page is left");
        assert!(!arena.take_pages(2) && !arena.take_pages(u32::MAX), "as memory.grow: all or nothing");
        let pages = arena.grow(256).unwrap();
        assert_eq!(arena.offset(pages.start.addr().get()), Some(768));
        assert!(arena.grow(1).is_none() && arena.grow(usize::MAX).is_none());
        let run = |start, size, foreign| PageRun { start, size, foreign };
        let all = [run(0, 512, false), run(512, 256, true), run(768, 256, false)];
        assert!(arena.pages().runs(0..1024).eq(all));
        assert!(arena.pages().runs(511..513).eq(all[..2].iter().copied()));
        assert!(arena.pages().runs(512..513).eq(all[1..2].iter().copied()));
        // SAFETY: nothing takes pages any more.
        unsafe { arena.set_end(256) };
        assert!(arena.pages().runs(0..1024).eq([run(0, 256, false)]));
        assert_eq!(arena.offset(Memory::end(&arena)), Some(256));
    }

    #[test]
    fn pages_are_zero_though_the_buffer_was_used_before() {
        let settings = Settings::new(64, 2).unwrap();
        for _ in 0..2 {
            let mut arena = Arena::new(settings).unwrap();
            let pages = arena.grow(128).unwrap();
            let mut bytes = [MaybeUninit::new(1); 200];
            assert_eq!(arena.read(0, &mut bytes), 128);
            // SAFETY: initialised above.
            let plain = bytes.map(|byte| unsafe { byte.assume_init() });
            assert_eq!(plain[..128], [0; 128]);
            assert_eq!(plain[128..], [1; 72]);
            assert_eq!(arena.read(120, &mut bytes), 8);
            assert_eq!(arena.read(128, &mut bytes), 0);
            // SAFETY: the pages are ours.
            unsafe { pages.start.write_bytes(0xAB, 128) };
        }
    }
}
