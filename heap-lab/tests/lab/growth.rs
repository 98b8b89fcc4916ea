//! An arena that grows on demand can't be told from one that had all of its memory from the start.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{LaneKind, Recorder, Recording, view::Outcome},
    trace::Trace,
};
use proptest::prelude::*;

use crate::traces::{self, Writer};

/// A recording that began in an arena of this capacity, and the number of operations run for it in all.
fn within(kind: LaneKind, trace: &Rc<Trace>, settings: Settings, capacity: u32) -> (Recording, usize) {
    let mut recorder = Recorder::within(kind, trace.clone(), settings, capacity).unwrap();
    let operations = operations(&mut recorder);
    (recorder.finish(), operations)
}

/// Runs it to its end, and counts the operations.
fn operations(recorder: &mut Recorder) -> usize {
    (1..).find(|_| recorder.advance(1).unwrap()).unwrap()
}

/// The two recordings are equal at every position.
fn compare(one: &mut Recording, other: &mut Recording) {
    assert_eq!(one.len(), other.len());
    assert_eq!(one.last_end(), other.last_end());
    assert_eq!(one.first_refusal(), other.first_refusal());
    for op in 0..one.len() {
        assert_eq!(one.outcome(op), other.outcome(op), "operation {op}");
        assert_eq!(one.steps(op), other.steps(op), "operation {op}");
    }
    for position in 0..=one.len() {
        one.seek(position);
        other.seek(position);
        let tiles = one.tiles(0..u32::MAX);
        assert_eq!(tiles, other.tiles(0..u32::MAX), "position {position}");
        assert_eq!(one.page_runs(), other.page_runs());
        assert_eq!(one.bins(), other.bins());
        assert_eq!(one.bump(), other.bump());
        assert_eq!(one.numbers(), other.numbers());
        for tile in &tiles {
            // Pointers in them differ as the arenas do, but lead to the same offset.
            let says = |lane: &Recording| -> Vec<_> {
                lane.fields(tile).iter().map(|field| (field.start, field.says)).collect()
            };
            assert_eq!(says(one), says(other), "{tile:?} at position {position}");
        }
    }
}

const CASES: u32 = if cfg!(miri) { 1 } else { 64 };
const OPS: usize = if cfg!(miri) { 8 } else { 80 };

proptest! {
    #![proptest_config(ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn growth_is_invisible(
        trace in traces::trace(OPS),
        settings in traces::settings(),
        capacity in 0_u32..10_000,
    ) {
        for kind in LaneKind::OURS {
            let (mut grown, _) = within(kind, &trace, settings, capacity);
            let (mut whole, _) = within(kind, &trace, settings, u32::MAX);
            compare(&mut grown, &mut whole);
        }
    }
}

/// The limit of the settings refuses, never the capacity.
#[test]
fn only_the_limit_refuses() {
    let settings = Settings::new(64, 64).unwrap();
    let mut writer = Writer::default();
    for name in ["a", "b", "c", "d"] {
        writer.alloc(name, 300);
    }
    let trace = writer.take_pages(3).take_pages(64).alloc("large", 3000).alloc("e", 100).done();
    for kind in LaneKind::OURS {
        let (mut grown, _) = within(kind, &trace, settings, 64);
        let outcomes: Vec<_> = (4..8).map(|op| grown.outcome(op)).collect();
        let [Outcome::Done, Outcome::NoPages, Outcome::OutOfMemory, Outcome::Placed { .. }] = outcomes[..]
        else {
            panic!("{kind:?}: {outcomes:?}");
        };
        assert_eq!(grown.first_refusal(), Some(6));
        assert!((0..4).all(|op| matches!(grown.outcome(op), Outcome::Placed { .. })));
        compare(&mut grown, &mut within(kind, &trace, settings, u32::MAX).0);
    }
}

/// The arenas that were too small cost at most twice as much as the last one, as long as each lasts longer.
#[test]
#[cfg_attr(miri, ignore = "long")]
fn beginning_again_costs_about_as_much_as_the_run() {
    let settings = Settings::new(64, 1 << 14).unwrap();
    let steady = {
        let mut writer = Writer::default();
        (0..8000).for_each(|_| {
            writer.alloc("x", 64);
        });
        writer.done()
    };
    // All growth is at the end: no arena lasts longer than the one before.
    let late = {
        let mut writer = Writer::default();
        (0..8000).for_each(|_| {
            writer.alloc("x", 8).free("x");
        });
        (0..100).for_each(|_| {
            writer.alloc("y", 8000);
        });
        writer.done()
    };
    for (trace, most) in [(steady, 3), (late, 6)] {
        for kind in LaneKind::OURS {
            let (recording, operations) = within(kind, &trace, settings, 1 << 10);
            assert!(recording.first_refusal().is_none());
            assert!(operations > trace.ops.len(), "{kind:?} began again");
            let most = most * trace.ops.len();
            assert!(operations <= most, "{operations} of at most {most} operations in {kind:?}");
        }
    }
}

/// A heap that grows steadily gets an arena that is hardly larger than it needs.
#[test]
#[cfg_attr(miri, ignore = "long")]
fn an_arena_is_as_large_as_the_pace_of_the_heap_suggests() {
    let settings = Settings::new(1 << 16, 1 << 10).unwrap();
    let mut writer = Writer::default();
    // A block that is larger than the largest bin is lost when it is freed, unless it is the last one of the heap.
    (0..5000).for_each(|_| {
        writer.alloc("x", 4000).alloc("y", 16).free("x");
    });
    let (trace, first) = (writer.done(), 15 << 20);
    let mut recorder = Recorder::within(LaneKind::SegregatedBump, trace, settings, first).unwrap();
    operations(&mut recorder);
    let room = recorder.bytes();
    let heap = recorder.finish().last_end();
    assert!(heap > first, "it began again");
    assert!(room < heap as usize / 2 * 3, "{room} bytes, with the history, for a heap of {heap}");
}

/// The memory for blocks that are live at once is there from the start.
#[test]
#[cfg_attr(miri, ignore = "long")]
fn a_run_knows_what_its_blocks_need() {
    let settings = Settings::new(1 << 16, 512).unwrap();
    let mut writer = Writer::default();
    (0..10_000).for_each(|_| {
        writer.alloc("x", 1000);
    });
    let trace = writer.done();
    for kind in LaneKind::OURS {
        let mut recorder = Recorder::new(kind, trace.clone(), settings).unwrap();
        (0..5000).for_each(|_| assert!(!recorder.advance(1).unwrap()));
        assert_eq!(recorder.done(), 5000);
        assert_eq!(operations(&mut recorder), 5000, "{kind:?} does not begin again");
    }
}

#[test]
fn a_run_names_its_first_refusal_and_its_first_long_search() {
    let settings = Settings::new(1 << 10, 64).unwrap();
    let mut writer = Writer::default();
    // Free blocks that can't merge, since every other one is live.
    for _ in 0..1001 {
        writer.alloc("hole", 16).alloc("wall", 16);
    }
    let mut holes = Vec::new();
    for block in (0..2002).step_by(2) {
        holes.push(heap_lab::trace::Op::Free { block });
    }
    for hole in holes {
        writer.op(hole);
    }
    let trace = writer.alloc("large", 40_000).alloc("small", 16).done();
    let record = |kind| Recording::run(kind, trace.clone(), settings).unwrap();
    let list = record(LaneKind::FreeList);
    assert_eq!(list.first_refusal(), Some(3003));
    assert!(list.slow_from().is_some_and(|op| (2000..=3003).contains(&op)), "{:?}", list.slow_from());
    let tags = record(LaneKind::BoundaryTag);
    assert_eq!((tags.first_refusal(), tags.slow_from()), (Some(3003), None));
    let none = Recording::run(LaneKind::FreeList, Writer::default().alloc("a", 1).done(), settings).unwrap();
    assert_eq!((none.first_refusal(), none.slow_from()), (None, None));
}
