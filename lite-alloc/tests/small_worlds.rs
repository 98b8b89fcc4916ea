//! Small worlds: an exhaustive search of the states that each allocator can reach on a memory of a few granules.
//!
//! In every state that is found, each possible operation is done once and checked by the model in `support::shadow`.
//! The search of a world ends when there are no more states, when all sequences up to its depth are done, or after a million
//! states (fewer if other code takes pages). To search further:
//! `SMALL_WORLDS_DEPTH=9 SMALL_WORLDS_STATES=10000000 cargo test -p lite-alloc --test small_worlds`.

#![cfg(not(any(target_arch = "wasm32", miri)))]

mod support;

use std::{
    env,
    io::{self, Write as _},
};

use lite_alloc::{
    boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList,
    segregated_bump::SegregatedBump,
};
use support::{
    arena::Arena,
    case::Shape,
    explorer::{Explorer, Limits, World},
    log::Log,
    subject::Subject,
};

/// Distinct states after which a search ends.
const STATES: usize = 1_000_000;

/// The same if other code takes pages: the world where no other code does covers the blocks.
const STATES_SHARED: usize = 250_000;

/// Bytes that the first allocation of a [`BoundaryTag`] takes for its bins and for the tag at the end of the memory.
const RESERVED: usize = 464;

fn explore<A: Subject<Memory = Arena<true>>>(name: &str, depth: usize, world: World) {
    let number = |name| env::var(name).ok().map(|text| text.parse().expect("a number"));
    let depth = number("SMALL_WORLDS_DEPTH").unwrap_or(depth);
    let states = number("SMALL_WORLDS_STATES").unwrap_or(if world.others { STATES_SHARED } else { STATES });
    let found = Explorer::<A>::new(world).run(Limits { depth, states });
    // The test runner would capture the output of `println!`.
    writeln!(io::stdout(), "small world {name}: {found}").expect("stdout is open");
    assert!(found.all || found.depth >= depth || found.states >= states, "{found:?}");
}

/// Each of the `granules` is a page, so that the memory grows by exactly what is missing. All blocks are aligned to 16 or 32.
fn alone(granules: usize, sizes: &[usize], tags: [usize; 2]) -> World {
    let shape = Shape { page: 16, pages: granules, skew: 16, generous: 0 };
    World { shape, sizes: sizes.to_vec(), aligns: vec![4, 5], others: false, tags }
}

/// Larger pages, some of which other code takes.
fn shared(pages: usize, sizes: &[usize], tags: [usize; 2]) -> World {
    let shape = Shape { page: 48, pages, skew: 16, generous: 0 };
    World { shape, sizes: sizes.to_vec(), aligns: vec![4, 5], others: true, tags }
}

/// A free block has a link; its size is that of its list.
const LINK: [usize; 2] = [size_of::<usize>(), 0];

/// A free block has a link and its size.
const HEADER: [usize; 2] = [2 * size_of::<usize>(), 0];

/// A free block has a tag, two links, and a footer.
const TAGS: [usize; 2] = [12, 4];

#[test]
fn bump_free_list_alone() {
    let sizes = [16, 17, 32, 33, 64, 65, 128];
    explore::<BumpFreeList<_, Log>>("BumpFreeList", 7, alone(8, &sizes, LINK));
}

#[test]
fn bump_free_list_shared() {
    let sizes = [16, 17, 32, 33, 64, 65];
    explore::<BumpFreeList<_, Log>>("BumpFreeList, other code takes pages", 7, shared(5, &sizes, LINK));
}

#[test]
fn segregated_bump_alone() {
    let sizes = [16, 17, 32, 33, 64, 65, 128, 129, 144];
    explore::<SegregatedBump<_, Log>>("SegregatedBump", 7, alone(12, &sizes, LINK));
}

#[test]
fn segregated_bump_shared() {
    let sizes = [16, 17, 33, 65, 128, 144];
    explore::<SegregatedBump<_, Log>>("SegregatedBump, other code takes pages", 7, shared(6, &sizes, LINK));
}

#[test]
fn free_list_alone() {
    let sizes = [16, 17, 32, 48, 64, 80, 96, 112, 128];
    explore::<FreeList<_, Log>>("FreeList", 20, alone(8, &sizes, HEADER));
}

#[test]
fn free_list_shared() {
    let sizes = [16, 17, 32, 48, 64, 96];
    explore::<FreeList<_, Log>>("FreeList, other code takes pages", 7, shared(5, &sizes, HEADER));
}

/// Four bins for each doubling: each size up to 112 bytes has its own, 128 and 144 share one.
#[test]
fn boundary_tag_alone() {
    let sizes = [12, 13, 28, 29, 44, 60, 76, 92, 108, 124, 125];
    explore::<BoundaryTag<_, Log>>("BoundaryTag", 7, alone(RESERVED / 16 + 9, &sizes, TAGS));
}

#[test]
fn boundary_tag_shared() {
    let sizes = [12, 13, 28, 44, 60, 92];
    let pages = RESERVED / 48 + 5;
    explore::<BoundaryTag<_, Log>>("BoundaryTag, other code takes pages", 7, shared(pages, &sizes, TAGS));
}
