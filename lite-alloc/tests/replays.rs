//! Cases as the fuzzer and the small worlds print them, run on all allocators.
//!
//! What one of them finds is pasted here as it is, with its story. Bytes of a simple generator go the way of the fuzzer's,
//! so that its decoder runs on every machine, and under Miri.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use lite_alloc::{
    boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList,
    segregated_bump::SegregatedBump,
};
use support::{
    arena::Arena,
    case::{Case, Shape, run},
    log::Log,
    operation::{
        Operation::{self, Allocate, Deallocate, Reallocate, Take},
        Size::Bytes,
    },
};

/// Runs a case on every allocator.
fn replay(zeroed: bool, shape: Shape, operations: &[Operation]) {
    match zeroed {
        true => on_all::<true>(shape, operations),
        false => on_all::<false>(shape, operations),
    }
}

fn on_all<const ZEROED: bool>(shape: Shape, operations: &[Operation]) {
    run::<BumpFreeList<Arena<ZEROED>, Log>, ZEROED>(shape, operations);
    run::<SegregatedBump<Arena<ZEROED>, Log>, ZEROED>(shape, operations);
    run::<FreeList<Arena<ZEROED>, Log>, ZEROED>(shape, operations);
    run::<BoundaryTag<Arena<ZEROED>, Log>, ZEROED>(shape, operations);
}

/// The fuzzer found this when `BoundaryTag` was made, on purpose, to grow a block in place without asking whether the new
/// pages would follow.
#[test]
fn the_last_block_grows_while_others_took_the_next_page() {
    replay(
        false,
        Shape { page: 256, pages: 14, skew: 0, generous: 0 },
        &[
            Allocate { size: Bytes(0), align: 0, zeroed: true },
            Take { pages: 2 },
            Reallocate { block: 57, size: Bytes(222) },
        ],
    );
}

/// A small world found this when `BoundaryTag` did not tell the block behind that the one before it is live again: freeing
/// that one would have read a footer that is not there.
#[test]
fn a_free_block_between_live_ones_is_used_whole() {
    replay(
        true,
        Shape { page: 16, pages: 38, skew: 16, generous: 0 },
        &[
            Allocate { size: Bytes(29), align: 4, zeroed: true },
            Allocate { size: Bytes(12), align: 4, zeroed: true },
            Deallocate { block: 0 },
            Allocate { size: Bytes(29), align: 4, zeroed: true },
            Deallocate { block: 0 },
        ],
    );
}

/// A small world found this when `BumpFreeList` dropped all but the first block of a list.
#[test]
fn two_blocks_of_one_size_are_given_back() {
    replay(
        true,
        Shape { page: 16, pages: 8, skew: 16, generous: 0 },
        &[
            Allocate { size: Bytes(17), align: 4, zeroed: true },
            Allocate { size: Bytes(17), align: 4, zeroed: true },
            Reallocate { block: 0, size: Bytes(16) },
            Deallocate { block: 0 },
        ],
    );
}

/// A small world found this when `SegregatedBump` took the first block of a bin as it was.
#[test]
fn the_free_block_at_hand_is_not_aligned_as_requested() {
    replay(
        true,
        Shape { page: 16, pages: 12, skew: 16, generous: 0 },
        &[
            Allocate { size: Bytes(33), align: 4, zeroed: true },
            Deallocate { block: 0 },
            Allocate { size: Bytes(33), align: 5, zeroed: true },
        ],
    );
}

/// A generator of bytes: the upper ones of a linear congruence.
fn bytes(mut state: u64, length: usize) -> Vec<u8> {
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn any_bytes_are_a_case() {
    let (cases, length) = if cfg!(miri) { (1, 60) } else { (300, 400) };
    for seed in 0..cases {
        let Case { zeroed, shape, operations } = Case::decode(&bytes(seed, length));
        replay(zeroed, shape, &operations);
    }
    for length in if cfg!(miri) { 3..4 } else { 0..8 } {
        let Case { zeroed, shape, operations } = Case::decode(&vec![0; length]);
        replay(zeroed, shape, &operations);
    }
}

/// The fuzzer can reach whatever the model knows. (Nothing for Miri: this only decodes.)
#[cfg(not(miri))]
#[test]
fn bytes_make_every_kind_of_operation_and_the_exact_limits() {
    use support::operation::Size;
    let all = bytes(0, 400_000);
    let operations = Case::decode(&all).operations;
    let has = |what: &str, is: &dyn Fn(&Operation) -> bool| {
        assert!(operations.iter().any(is), "no bytes make {what}");
    };
    has("a size of 0", &|step| matches!(step, Allocate { size: Bytes(0), .. }));
    has("zeros", &|step| matches!(step, Allocate { zeroed: true, .. }));
    has("an alignment of 65536", &|step| matches!(step, Allocate { align: 16, .. }));
    has("a refusal", &|step| matches!(step, Operation::Refuse { times: 1.. }));
    has("pages of others", &|step| matches!(step, Take { .. }));
    has("giving back", &|step| matches!(step, Deallocate { .. }));
    type Test = (&'static str, fn(Size) -> bool);
    let sizes: [Test; 6] = [
        ("whole pages", |size| matches!(size, Size::Pages(1.., 0))),
        ("all there is", |size| matches!(size, Size::Rest(0))),
        ("one byte more than there is", |size| matches!(size, Size::Rest(1))),
        ("the largest layout", |size| matches!(size, Size::BelowMost(0))),
        ("a power of two", |size| matches!(size, Size::Power(31.., 0))),
        ("a block of a page and more", |size| matches!(size, Bytes(4097..))),
    ];
    for (what, is) in sizes {
        has(what, &|step| matches!(step, Allocate { size, .. } if is(*size)));
        has(what, &|step| matches!(step, Reallocate { size, .. } if is(*size)));
    }
}
