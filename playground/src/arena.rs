//! An isolated linear memory for one lane: pages of a chosen size, up to a chosen number.

/// The shape of an arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Bytes of a page: a power of two from 64 to 65,536.
    pub page_size: u32,
    /// The most pages that the memory can grow to; `page_size * max_pages` is at most [`Settings::MAX_BYTES`].
    pub max_pages: u32,
}

impl Settings {
    /// The largest arena, in bytes.
    pub const MAX_BYTES: u32 = 64 << 20;
}

impl Default for Settings {
    fn default() -> Self {
        Self { page_size: 512, max_pages: 8 }
    }
}
