//! Proptest strategies, which generate and shrink operations and shapes of memories.

use proptest::prelude::*;

use super::{
    case::Shape,
    operation::{Operation, Size},
};

/// Sizes up to about `most` bytes, and a few impossible ones.
fn size(most: usize) -> impl Strategy<Value = Size> {
    prop_oneof![
        8 => (0..=48_usize).prop_map(Size::Bytes),
        8 => (1..=300_usize).prop_map(Size::Bytes),
        3 => (1..=most).prop_map(Size::Bytes),
        1 => (-33..=33_isize).prop_map(Size::Rest),
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

/// Small memories, which soon run out.
pub fn small() -> impl Strategy<Value = Shape> {
    let page = prop::sample::select(vec![64, 256, 1024, 4096]);
    let generous = prop_oneof![4 => Just(0_usize), 1 => 1..3_usize];
    (page, 1..=24_usize, 0..=300_usize, generous).prop_map(|(page, pages, skew, generous)| Shape {
        page,
        pages,
        skew: skew * 16,
        generous,
    })
}

/// Memories with the pages of wasm.
pub fn large() -> impl Strategy<Value = Shape> {
    (1..=256_usize).prop_map(|pages| Shape { page: 65536, pages, skew: 0, generous: 0 })
}
