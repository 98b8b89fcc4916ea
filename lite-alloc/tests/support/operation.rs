//! Operations on an allocator, as data. `strategy.rs` generates random ones, `case.rs` decodes them from the bytes of a fuzzer,
//! and `explorer.rs` lists all that are possible in a small world.

use std::alloc::Layout;

/// A requested size, relative to the memory.
#[derive(Clone, Copy, Debug)]
pub enum Size {
    /// This many.
    Bytes(usize),
    /// Pages, and a few bytes more or less.
    Pages(usize, isize),
    /// All bytes that are available at the end of the memory, and a few bytes more or less.
    Rest(isize),
    /// `isize::MAX`, and a few bytes less.
    BelowMost(usize),
    /// A power of two, and a few bytes more or less.
    Power(u32, isize),
}

impl Size {
    /// The size in bytes, if a page has `page` bytes and `rest` bytes are available at the end of the memory.
    pub fn bytes(self, page: usize, rest: usize) -> usize {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Pages(pages, more) => (pages * page).saturating_add_signed(more),
            Self::Rest(more) => rest.saturating_add_signed(more),
            Self::BelowMost(less) => isize::MAX as usize - less,
            Self::Power(power, more) => (1_usize << (power % usize::BITS)).wrapping_add_signed(more),
        }
    }
}

/// One step of a test.
#[derive(Clone, Copy, Debug)]
pub enum Operation {
    /// Allocates a block. `align` is an exponent of 2.
    Allocate { size: Size, align: u32, zeroed: bool },
    /// Reallocates the live block with this index, modulo the number of live blocks.
    Reallocate { block: usize, size: Size },
    /// Frees the live block with this index, modulo the number of live blocks.
    Deallocate { block: usize },
    /// Other code takes pages.
    Take { pages: usize },
    /// The memory refuses the next attempts to grow.
    Refuse { times: usize },
}

/// The layout of an [`Operation::Allocate`], if it is valid.
pub fn layout(size: usize, align: u32) -> Option<Layout> {
    Layout::from_size_align(size, 1 << align).ok()
}
