//! Small worlds: all that can happen to each allocator on a memory of a few granules.
#![cfg(not(any(target_arch = "wasm32", miri)))]

mod support;

use lite_alloc::{bump_free_list::BumpFreeList, free_list::FreeList, segregated_bump::SegregatedBump};
use support::{
    arena::Arena,
    case::Shape,
    explorer::{Explorer, Limits, World},
    log::Log,
    subject::Subject,
};

fn explore<A: Subject<Memory = Arena<true>>>(name: &str, world: World) {
    let t = std::time::Instant::now();
    let limits = Limits { depth: std::env::var("D").map_or(7, |d| d.parse().unwrap()), states: 1_000_000 };
    let found = Explorer::<A>::new(world).run(limits);
    println!("{name}: {found:?} {:?}", t.elapsed());
}

#[test]
fn bfl() {
    let w = World {
        shape: Shape { page: 16, pages: 8, skew: 16, generous: 0 },
        sizes: vec![16, 17, 32, 33, 64, 65, 128],
        aligns: vec![4, 5],
        others: false,
        tags: [8, 0],
    };
    explore::<BumpFreeList<Arena<true>, Log>>("bfl", w);
}
#[test]
fn sb() {
    let w = World {
        shape: Shape { page: 16, pages: 12, skew: 16, generous: 0 },
        sizes: vec![16, 17, 32, 33, 64, 65, 128, 129],
        aligns: vec![4, 5],
        others: false,
        tags: [8, 0],
    };
    explore::<SegregatedBump<Arena<true>, Log>>("sb", w);
}
#[test]
fn fl() {
    let w = World {
        shape: Shape { page: 16, pages: 8, skew: 16, generous: 0 },
        sizes: vec![16, 17, 32, 48, 64, 80, 96, 112, 128],
        aligns: vec![4, 5],
        others: false,
        tags: [16, 0],
    };
    explore::<FreeList<Arena<true>, Log>>("fl", w);
}
#[test]
fn bt() {
    let w = World {
        shape: Shape { page: 16, pages: 29 + 9, skew: 16, generous: 0 },
        sizes: vec![12, 13, 28, 44, 60, 61, 76, 92, 108, 124, 125],
        aligns: vec![4, 5],
        others: false,
        tags: [12, 4],
    };
    explore::<lite_alloc::boundary_tag::BoundaryTag<Arena<true>, Log>>("bt", w);
}
