//! What a test does to an allocator, as data. Random tests make it in `strategy.rs`, a fuzzer out of bytes in `case.rs`,
//! small worlds by listing all of it in `explorer.rs`.

use std::alloc::Layout;

/// A number of bytes, in terms of the memory that it will be asked of.
#[derive(Clone, Copy, Debug)]
pub enum Size {
    /// This many.
    Bytes(usize),
    /// Pages, and a few bytes more or less.
    Pages(usize, isize),
    /// All that a request can get at the end of the memory, and a few bytes more or less.
    Rest(isize),
    /// Up to `isize::MAX`, from above.
    BelowMost(usize),
    /// A power of two of the address space, and a few bytes more or less.
    Power(u32, isize),
}

impl Size {
    /// The number itself, where a page has `page` bytes and there are `rest` bytes at the end of the memory.
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
    /// Asks for a block; the alignment is a power of two.
    Allocate { size: Size, align: u32, zeroed: bool },
    /// Asks for another size of the live block at this place, counted round and round.
    Reallocate { block: usize, size: Size },
    /// Gives back the live block at this place, counted round and round.
    Deallocate { block: usize },
    /// Somebody else takes pages.
    Take { pages: usize },
    /// The memory refuses to grow this often.
    Refuse { times: usize },
}

/// The layout that [`Operation::Allocate`] asks for, if it is one.
pub fn layout(size: usize, align: u32) -> Option<Layout> {
    Layout::from_size_align(size, 1 << align).ok()
}
