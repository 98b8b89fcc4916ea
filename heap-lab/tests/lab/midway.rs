//! Inside an operation a recording shows the state after each step. All steps together lead to the state after it.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    examples::EXAMPLES,
    lab::{
        LaneKind, Recording,
        frame::Moment,
        view::{Bin, Numbers, Outcome, Says, Tile, TileKind},
    },
    script,
    text::Language,
    trace::{Op, Trace},
};
use proptest::prelude::*;

use crate::traces::{self, Writer};

fn inside(op: usize, shown: usize) -> Moment {
    Moment { done: op, op: Some(op), shown }
}

/// What a recording shows, apart from the block of operation `op`: whether that is still in hand when all its steps are done
/// or live already, where it lies is in its outcome.
#[derive(Debug, PartialEq)]
struct Shown {
    tiles: Vec<Tile>,
    bins: Vec<Bin>,
    bump: Option<std::ops::Range<u32>>,
    heap_end: u32,
    /// Free, untouched, lost, foreign and reserved bytes, the largest piece, heap and pages, and visits.
    numbers: [u64; 10],
}

fn shown(recording: &Recording, op: usize) -> Shown {
    let block = recording.trace().ops[op].block();
    let own = |tile: Tile| match tile.kind {
        TileKind::Live { block: it, .. } if Some(it) == block => Tile { kind: TileKind::Held, ..tile },
        _ => tile,
    };
    let Numbers { free, bump, lost, foreign, reserved, largest_hole, heap, pages, .. } = recording.numbers();
    let Numbers { probes_last, probes_total, .. } = recording.numbers();
    let numbers = [free, bump, lost, foreign, reserved, largest_hole, heap, pages, probes_last];
    let [a, b, c, d, e, f, g, h, i] = numbers.map(u64::from);
    Shown {
        tiles: recording.tiles(0..u32::MAX).into_iter().map(own).collect(),
        bins: recording.bins().to_vec(),
        bump: recording.bump(),
        heap_end: recording.heap_end(),
        numbers: [a, b, c, d, e, f, g, h, i, probes_total],
    }
}

/// The tiles cover every byte once, and the numbers are theirs.
fn check_numbers(recording: &Recording) {
    let numbers = recording.numbers();
    let tiles = recording.tiles(0..u32::MAX);
    let end = tiles.iter().fold(0, |end, tile| {
        assert!(tile.start == end && tile.size > 0, "{tile:?} at {end}: {tiles:#?}");
        tile.end()
    });
    assert_eq!(end, recording.heap_end());
    let sum = |is: fn(TileKind) -> bool| {
        tiles.iter().filter(|tile| is(tile.kind)).map(|tile| tile.size).sum::<u32>()
    };
    let is_live = |kind| matches!(kind, TileKind::Live { .. });
    assert_eq!(numbers.live_blocks as usize, tiles.iter().filter(|tile| is_live(tile.kind)).count());
    assert_eq!(numbers.used, sum(is_live));
    assert_eq!(numbers.free, sum(|kind| matches!(kind, TileKind::Free { .. })));
    assert_eq!(numbers.bump, sum(|kind| kind == TileKind::Bump));
    assert_eq!(numbers.lost, sum(|kind| matches!(kind, TileKind::Lost { .. })));
    assert_eq!(numbers.foreign, sum(|kind| kind == TileKind::Foreign));
    assert_eq!(numbers.reserved, sum(|kind| kind == TileKind::Reserved));
    assert_eq!(numbers.held, sum(|kind| kind == TileKind::Held));
    for tile in tiles {
        if let TileKind::Live { block, .. } = tile.kind {
            assert_eq!(recording.block(block), Some(tile));
        }
    }
}

/// Fields are shown where no step has written, so they agree with the lists and sizes that are shown.
fn check_fields(recording: &Recording) {
    for (index, bin) in recording.bins().iter().enumerate() {
        let start = |index: usize| bin.blocks.get(index).map(|block| block.0);
        for (at, &(address, size)) in bin.blocks.iter().enumerate() {
            let tile = recording.tiles(address..address + 1)[0];
            assert_eq!(tile.kind, TileKind::Free { bin: index as u32, index: at as u32 });
            for field in recording.fields(&tile) {
                match field.says {
                    Says::Size(says) | Says::Footer(says) => assert_eq!(says, size),
                    Says::FreeTag { size: says } => assert_eq!(says, size),
                    Says::Next(next) => assert_eq!(next, start(at + 1), "after {address:#x}"),
                    Says::Back(back) => {
                        assert_eq!(back, at.checked_sub(1).and_then(start), "before {address:#x}");
                    }
                    Says::LiveTag { .. } => unreachable!("{tile:?}"),
                }
            }
        }
    }
    for pair in recording.tiles(0..u32::MAX).windows(2) {
        // What is in hand is neither free nor live: its neighbour will be told what becomes of it.
        let previous_free = matches!(pair[0].kind, TileKind::Free { .. });
        for field in recording.fields(&pair[1]) {
            if let Says::LiveTag { previous_free: says } = field.says
                && pair[0].kind != TileKind::Held
            {
                assert_eq!(says, previous_free, "{pair:?}");
            }
        }
    }
}

/// Goes through every step of every operation.
fn walk(recording: &mut Recording) {
    for op in 0..recording.len() {
        recording.seek(op);
        let before = shown(recording, op);
        let steps = recording.steps(op).to_vec();
        for count in 1..=steps.len() {
            recording.show(inside(op, count));
            assert_eq!((recording.position(), recording.inside()), (op, count));
            check_numbers(recording);
            check_fields(recording);
        }
        let last = shown(recording, op);
        let outcome = recording.outcome(op);
        recording.seek(op + 1);
        if !steps.is_empty() {
            assert_eq!(last, shown(recording, op), "{op}: {:#?}", &steps);
        }
        recording.seek(op);
        assert_eq!(before, shown(recording, op));
        if matches!(outcome, Outcome::Freed { .. }) {
            assert!(last.tiles.iter().all(|tile| tile.kind != TileKind::Held), "nothing is left in hand");
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "runs every example")]
fn in_every_example_the_steps_of_an_operation_lead_to_the_state_after_it() {
    for example in EXAMPLES {
        let trace = script::run(example.script(Language::English)).unwrap().trace;
        for kind in LaneKind::OURS {
            walk(&mut Recording::run(kind, trace.clone(), example.settings).unwrap());
        }
    }
}

const OPS: usize = if cfg!(miri) { 6 } else { 120 };

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 1 } else { 64 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_steps_of_any_operation_lead_to_the_state_after_it(
        trace in traces::trace(OPS),
        settings in traces::settings(),
    ) {
        for kind in LaneKind::OURS {
            walk(&mut Recording::run(kind, trace.clone(), settings).unwrap());
        }
    }
}

/// The kinds and sizes of the tiles after each step of the last operation.
fn pictures(kind: LaneKind, trace: Rc<Trace>, settings: Settings) -> Vec<Vec<(&'static str, u32)>> {
    let mut recording = Recording::run(kind, trace, settings).unwrap();
    let op = recording.len() - 1;
    let steps = recording.steps(op).len();
    let pictures = (1..=steps).map(|count| {
        recording.show(inside(op, count));
        let tiles = recording.tiles(0..u32::MAX).into_iter();
        tiles.map(|tile| (heap_lab::scene::facts::kind(&tile), tile.size)).collect()
    });
    pictures.collect()
}

#[test]
fn a_block_that_is_being_freed_is_in_hand_until_it_is_merged() {
    let trace = Writer::default()
        .alloc("a", 32)
        .alloc("b", 32)
        .alloc("c", 32)
        .alloc("d", 32)
        .free("a")
        .free("c")
        .free("b")
        .done();
    let pictures = pictures(LaneKind::FreeList, trace, Settings::new(128, 1).unwrap());
    let (live, free, held) = ("live", "free", "held");
    assert_eq!(
        pictures,
        [
            // Passed the free block before it.
            vec![(free, 32), (held, 32), (free, 32), (live, 32)],
            // Merged with the one after it, then with the one before.
            vec![(free, 32), (held, 64), (live, 32)],
            vec![(free, 96), (live, 32)],
        ]
    );
}

#[test]
fn a_split_cuts_the_free_block_before_a_part_of_it_is_taken() {
    let trace = Writer::default().alloc("a", 64).free("a").alloc("b", 16).done();
    let of = |kind| pictures(kind, trace.clone(), Settings::new(1024, 1).unwrap());
    let list = of(LaneKind::FreeList);
    assert_eq!(list[0], [("free", 1024)], "probed");
    assert_eq!(list[1], [("free", 16), ("free", 1008)], "split");
    assert_eq!(list[2], [("held", 16), ("free", 1008)], "taken");
    assert_eq!(list.len(), 3);
}

#[test]
fn where_the_bump_pointer_gives_a_block_back_before_it_grows_it_is_untouched_memory_in_between() {
    let trace = Writer::default().alloc("a", 64).alloc("b", 64).realloc("b", 128).done();
    let pictures = pictures(LaneKind::BumpFreeList, trace, Settings::new(256, 1).unwrap());
    let (live, held, bump) = ("live", "held", "bump");
    assert_eq!(
        pictures,
        [
            vec![(live, 64), (bump, 192)],
            vec![(live, 64), (held, 128), (bump, 64)],
            vec![(live, 64), (live, 128), (bump, 64)],
        ]
    );
}

/// Moments are reached from each other in any order.
#[test]
#[cfg_attr(miri, ignore = "hundreds of moments")]
fn going_in_and_out_of_operations_in_any_order_restores_each_state() {
    let example = &EXAMPLES[0];
    let trace = script::run(example.script(Language::English)).unwrap().trace;
    for kind in LaneKind::OURS {
        let mut recording = Recording::run(kind, trace.clone(), example.settings).unwrap();
        let moments: Vec<_> = (0..recording.len())
            .flat_map(|op| (0..recording.steps(op).len().max(1)).map(move |count| inside(op, count)))
            .collect();
        let mut states = Vec::new();
        for &moment in &moments {
            recording.show(moment);
            states.push((recording.tiles(0..u32::MAX), recording.numbers()));
        }
        for index in (0..moments.len()).rev().chain((0..moments.len()).map(|index| index * 7 % moments.len()))
        {
            recording.show(moments[index]);
            assert!(recording.is_at(moments[index]));
            assert_eq!((recording.tiles(0..u32::MAX), recording.numbers()), states[index]);
        }
        assert!(trace.ops.iter().any(|op| matches!(op, Op::Free { .. })));
    }
}
