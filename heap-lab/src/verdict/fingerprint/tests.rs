//! What is read from traces of known programs.

use std::rc::Rc;

use super::*;
use crate::verdict::programs::{self, Program};

#[test]
fn requests_are_counted() {
    let mut program = Program::new(1);
    program.push(Op::Label { text: "no operation".into() });
    let a = program.alloc(24);
    program.alloc_as(256, 64, true);
    program.alloc(24);
    program.realloc(a, 48);
    program.realloc(a, 96);
    program.push(Op::TakePages { pages: 2 });
    program.free(1);
    let found = Fingerprint::of(&program.cut());
    assert_eq!((found.operations, found.allocations, found.frees, found.zeroed), (7, 3, 1, 1));
    assert_eq!(
        (found.sizes.least, found.sizes.median, found.sizes.most, found.sizes.different),
        (24, 24, 256, 2)
    );
    assert_eq!(found.sizes.frequent, [(24, 2), (256, 1)]);
    assert_eq!(found.sizes.small, 2);
    assert_eq!(found.aligns, [(8, 2), (64, 1)]);
    let reallocs =
        Reallocs { count: 2, grew: 2, shrank: 0, blocks: 1, factor: Some(40), in_a_row: 1, longest: 2 };
    assert_eq!(found.reallocs, reallocs);
    assert_eq!((found.peak_live, found.peak_at, found.peak_blocks), (376, 5, 3));
    assert_eq!((found.kept, found.kept_blocks), (120, 2));
    assert_eq!(found.requested, 24 + 256 + 24 + 24 + 48);
    assert_eq!(found.pages_taken, 2);
    assert_eq!(found.live, [0, 24, 280, 304, 328, 376, 376, 120]);
}

#[test]
fn a_life_is_measured_in_operations_and_in_bytes() {
    let mut program = Program::new(1);
    program.alloc(16);
    program.alloc(100);
    program.alloc(100);
    program.free(0);
    let lifetimes = Fingerprint::of(&program.cut()).lifetimes;
    assert_eq!(lifetimes.operations.span(), Some(2..=2), "3 operations");
    assert_eq!(lifetimes.bytes.span(), Some(8..=8), "200 bytes");
}

#[test]
fn half_of_the_lives_are_no_longer_than_the_median() {
    let mut program = Program::new(1);
    for _ in 0..3 {
        program.alloc(5000);
        program.free(0);
    }
    assert_eq!(Fingerprint::of(&program.cut()).lifetimes.median, Some((1, 0)), "nothing in between");
    let mut program = Program::new(1);
    (0..300).for_each(|_| _ = program.alloc(1000));
    (0..300).for_each(|_| program.free(0));
    let (operations, bytes) = Fingerprint::of(&program.cut()).lifetimes.median.unwrap();
    assert_eq!(operations, 300);
    assert!((149_000..149_300).contains(&bytes), "{bytes}");
    assert_eq!(Fingerprint::default().lifetimes.median, None);
}

#[test]
fn the_order_of_frees_is_that_of_all_live_blocks() {
    let order = |trace: &Rc<Trace>| {
        let Lifetimes { order, order_of_freed, .. } = Fingerprint::of(trace).lifetimes;
        [(order.youngest, order.oldest), (order_of_freed.youngest, order_of_freed.oldest)]
    };
    assert_eq!(order(&programs::stack(4_000)).map(|(youngest, _)| youngest), [2_000; 2]);
    assert_eq!(order(&programs::queue(4_000)).map(|(_, oldest)| oldest), [2_500; 2]);
    let (youngest, oldest) = order(&programs::small(4_000))[0];
    assert!(youngest < 400 && oldest < 400);
    // Every second block is freed, from the oldest on: only the first of them is the oldest.
    let mut program = Program::new(1);
    (0..20).for_each(|_| _ = program.alloc(64));
    (0..10).for_each(|index| program.free(index));
    assert_eq!(order(&program.cut()), [(0, 1), (1, 10)], "only the first of ten is the oldest");
    // The oldest but one is freed first; then the oldest, and two more that are the oldest by then.
    let mut program = Program::new(1);
    (0..4).for_each(|_| _ = program.alloc(24));
    for index in [0, 1, 0, 0] {
        program.free(index);
    }
    assert_eq!(order(&program.cut()), [(1, 3); 2], "#0 and #1 and #3 are the oldest, #2 is not; #3 is alone");
    let mut program = Program::new(1);
    program.alloc(8);
    for _ in 0..10 {
        program.alloc(64);
        program.alloc(64);
        program.free(1);
        program.free(1);
    }
    assert_eq!(order(&program.cut()), [(10, 0), (10, 20)], "the oldest stays; above it is a queue of two");
}

#[test]
fn a_block_grows_from_its_first_size_to_its_last() {
    let mut program = Program::new(1);
    for doublings in [3, 2] {
        let block = program.alloc(100);
        (1..=doublings).for_each(|step| program.realloc(block, 100 << step));
    }
    program.realloc(0, 800);
    program.free(0);
    program.alloc(16);
    program.realloc(1, 300);
    let reallocs = Fingerprint::of(&program.cut()).reallocs;
    // 100 to 800 and was freed, 100 to 300 and was not: 8 and 3 times. Of two, the smaller is the median.
    assert_eq!((reallocs.count, reallocs.blocks, reallocs.factor), (7, 2, Some(30)));
    assert_eq!((reallocs.grew, reallocs.shrank, reallocs.same()), (5, 1, 1));
    let mut program = Program::new(1);
    let block = program.alloc(32);
    (33..9325).for_each(|size| program.realloc(block, size));
    assert_eq!(
        Fingerprint::of(&program.cut()).reallocs.factor,
        Some(2914),
        "many small steps make 291 times"
    );
}

#[test]
fn phases_are_seen() {
    let found = Fingerprint::of(&programs::phases(40_000));
    assert!(found.shift.unwrap() > 60, "{:?}", found.shift);
    let mixed = Fingerprint::of(&programs::mix(40_000));
    assert!(mixed.shift.unwrap() < 30, "{:?}", mixed.shift);
    assert_eq!(Fingerprint::of(&programs::vectors(200)).shift, None, "too short to tell");
    assert_eq!(Fingerprint::of(&programs::stack(12_000)).drains, 6);
    assert_eq!(mixed.drains, 1, "only the end");
}

#[test]
fn a_trace_read_in_pieces_is_read_alike() {
    let trace = programs::vectors(500);
    let mut reader = Reader::new(&trace, trace.ops.len());
    while !reader.advance(&trace, 7) {}
    assert_eq!(reader.finish(), Fingerprint::of(&trace));
    let begun = Reader::new(&trace, 100);
    let beginning = Trace { ops: trace.ops[..100].to_vec(), blocks: trace.blocks.clone() };
    let mut reader = begun;
    while !reader.advance(&trace, 7) {}
    assert_eq!(reader.finish(), Fingerprint::of(&beginning));
    assert_eq!(Fingerprint::of(&Trace::default()), Fingerprint::default());
}
