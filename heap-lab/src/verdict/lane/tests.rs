//! The results of lanes are those of their recordings.

use super::*;
use crate::{
    arena::Settings,
    lab::report::Reason,
    verdict::programs::{self, ARENA, Program},
};

fn run(kind: LaneKind, program: Program, arena: Settings) -> LaneResult {
    LaneResult::of(&mut Recording::run(kind, program.cut(), arena).unwrap())
}

#[test]
fn the_numbers_are_those_of_the_recording() {
    for kind in LaneKind::OURS {
        let mut recording = Recording::run(kind, programs::vectors(400), ARENA).unwrap();
        let result = LaneResult::of(&mut recording);
        let mut heap = 0;
        let (mut internal, mut peak) = (None, 0);
        for done in 0..=recording.len() {
            recording.seek(done);
            let numbers = recording.numbers();
            heap = heap.max(numbers.heap);
            if numbers.live > peak {
                (peak, internal) = (numbers.live, numbers.internal());
            }
        }
        let end = recording.numbers();
        let inside = result.inside.unwrap();
        assert_eq!((result.heap, result.peak_live, result.live_at_end), (heap, peak, end.live));
        assert_eq!((inside.visits, inside.lost.all()), (end.probes_total, u64::from(end.lost)));
        assert_eq!(inside.internal, internal.map(|share| (share * 10.0).round() as u32));
        assert_eq!(inside.external_at_end, end.external().map(|share| (share * 10.0).round() as u32));
        assert!(inside.external_worst >= inside.external_at_end);
        assert_eq!(
            result.in_place + result.moves,
            programs::vectors(400).ops.iter().filter(|op| matches!(op, Op::Realloc { .. })).count() as u32
        );
    }
}

#[test]
fn bytes_are_lost_for_reasons() {
    let mut program = Program::new(1);
    program.alloc(500);
    program.alloc(24);
    program.free(0);
    let lost = run(LaneKind::SegregatedBump, program, ARENA).inside.unwrap().lost;
    assert_eq!(lost.each().iter().filter(|&&(_, bytes)| bytes > 0).count(), 1);
    assert!(lost.large >= 500);
}

#[test]
fn the_first_refusal_is_explained_and_counted_as_readers_count() {
    let mut program = Program::new(1);
    program.push(Op::Label { text: "no operation".into() });
    program.alloc(200);
    program.alloc(400);
    program.alloc(400);
    let result = run(LaneKind::FreeList, program, Settings { page_size: 512, max_pages: 1 });
    assert_eq!(result.refused, 2);
    assert!(!result.is_complete() && result.cut.is_none());
    let first = result.first_refusal.unwrap();
    assert_eq!(first.operation, 2);
    assert_eq!(first.refusal.unwrap().reason, Reason::OutOfMemory);
    assert_eq!(result.done, 3);
}

#[test]
fn moves_copy_what_the_program_has_in_the_block() {
    let mut program = Program::new(1);
    let block = program.alloc(100);
    program.alloc(100);
    program.realloc(block, 1_000);
    let result = run(LaneKind::FreeList, program, ARENA);
    assert_eq!((result.moves, result.moved, result.in_place), (1, 100, 0));
}

#[test]
fn a_recording_read_in_pieces_is_read_alike() {
    let mut recording = Recording::run(LaneKind::BoundaryTag, programs::mix(500), ARENA).unwrap();
    let whole = LaneResult::of(&mut recording);
    let mut reader = Reader::new(&recording, usize::MAX);
    while !reader.advance(&mut recording, 13) {}
    assert_eq!(reader.finish(), whole);
    let mut reader = Reader::new(&recording, 100);
    while !reader.advance(&mut recording, 13) {}
    let beginning = reader.finish();
    assert_eq!((beginning.done, beginning.cut), (100, None));
}
