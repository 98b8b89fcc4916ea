//! What a test does to an allocator, as data that proptest can make and shrink.

use std::alloc::Layout;

use proptest::prelude::*;

/// A number of bytes, in terms of the memory that it will be asked of.
#[derive(Clone, Copy, Debug)]
pub enum Size {
    /// This many.
    Bytes(usize),
    /// Pages, and a few bytes more or less.
    Pages(usize, isize),
    /// Up to `isize::MAX`, from above.
    BelowMost(usize),
    /// A power of two of the address space, and a few bytes more or less.
    Power(u32, isize),
}

impl Size {
    /// The number itself.
    pub fn bytes(self, page: usize) -> usize {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Pages(pages, more) => (pages * page).saturating_add_signed(more),
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
pub fn layout(size: Size, align: u32, page: usize) -> Option<Layout> {
    Layout::from_size_align(size.bytes(page), 1 << align).ok()
}

/// Sizes up to about `most` bytes, and a few impossible ones.
fn size(most: usize) -> impl Strategy<Value = Size> {
    prop_oneof![
        8 => (0..=48_usize).prop_map(Size::Bytes),
        8 => (1..=300_usize).prop_map(Size::Bytes),
        3 => (1..=most).prop_map(Size::Bytes),
        3 => (0..=3_usize, -33..=33_isize).prop_map(|(pages, more)| Size::Pages(pages, more)),
        1 => (0..=40_usize).prop_map(Size::BelowMost),
        1 => (10..64_u32, -20..=20_isize).prop_map(|(power, more)| Size::Power(power, more)),
    ]
}

/// Alignments: mostly usual ones, sometimes up to 65536.
fn align() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0..=4_u32, 2 => 5..=8_u32, 1 => 9..=16_u32]
}

fn operation(most: usize) -> impl Strategy<Value = Operation> {
    prop_oneof![
        10 => (size(most), align(), any::<bool>())
            .prop_map(|(size, align, zeroed)| Operation::Allocate { size, align, zeroed }),
        5 => (any::<u8>(), size(most))
            .prop_map(|(block, size)| Operation::Reallocate { block: block.into(), size }),
        8 => any::<u8>().prop_map(|block| Operation::Deallocate { block: block.into() }),
        1 => (1..=2_usize).prop_map(|pages| Operation::Take { pages }),
        1 => (1..=3_usize).prop_map(|times| Operation::Refuse { times }),
    ]
}

/// Up to `length` operations on blocks of up to about `most` bytes.
pub fn operations(most: usize, length: usize) -> impl Strategy<Value = Vec<Operation>> {
    prop::collection::vec(operation(most), 1..=length)
}
