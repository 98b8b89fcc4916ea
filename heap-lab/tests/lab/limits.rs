//! A lane that is too slow or too large is cut, and is then a recording of its first operations.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{Cut, LaneKind, Recorder, Recording, view::Outcome},
    trace::Trace,
};

use crate::traces::Writer;

const SETTINGS: Settings = Settings { page_size: 64, max_pages: 1 << 14 };

fn recorder(kind: LaneKind, trace: &Rc<Trace>) -> Recorder {
    Recorder::new(kind, trace.clone(), SETTINGS).unwrap()
}

/// Runs it in pieces of so much work, and counts these.
fn run(mut recorder: Recorder, work: u32) -> (Recording, usize) {
    let pieces = (1..).find(|_| recorder.advance(work).unwrap()).unwrap();
    (recorder.finish(), pieces)
}

/// It is what another run of the same trace was after as many operations.
fn compare(part: &Recording, whole: &mut Recording) {
    whole.seek(part.len());
    assert_eq!(part.position(), part.len());
    assert_eq!(part.numbers(), whole.numbers());
    assert_eq!(part.tiles(0..u32::MAX), whole.tiles(0..u32::MAX));
    assert!(
        (0..part.len()).all(|op| part.outcome(op) == whole.outcome(op) && part.steps(op) == whole.steps(op))
    );
}

#[test]
fn a_run_that_takes_too_much_memory_is_cut() {
    let mut writer = Writer::default();
    (0..5000).for_each(|_| {
        writer.alloc("x", 16).free("x");
    });
    let trace = writer.done();
    for kind in LaneKind::OURS {
        let mut whole = run(recorder(kind, &trace), 1000).0;
        assert_eq!(whole.cut(), None);
        let bytes = {
            let mut half = recorder(kind, &trace);
            while half.done() < 5000 {
                half.advance(1).unwrap();
            }
            half.bytes()
        };
        let (part, _) = run(recorder(kind, &trace).with_room(bytes), 1000);
        assert_eq!(part.cut(), Some(Cut::Memory), "{kind:?}");
        assert!((4000..8000).contains(&part.len()), "{} operations in {kind:?}", part.len());
        compare(&part, &mut whole);
    }
}

/// The arena that would be large enough is never made: the run ends before the first request that needs it.
#[test]
fn a_run_whose_arena_would_be_too_large_is_cut_before_anything_is_refused() {
    let mut writer = Writer::default();
    (0..100).for_each(|_| {
        writer.alloc("x", 8000);
    });
    let trace = writer.done();
    for kind in LaneKind::OURS {
        let recorder = Recorder::within(kind, trace.clone(), SETTINGS, 1 << 14).unwrap().with_room(200_000);
        let (part, _) = run(recorder, 7);
        assert_eq!(part.cut(), Some(Cut::Memory), "{kind:?}");
        assert!((2..20).contains(&part.len()), "{} operations in {kind:?}", part.len());
        assert_eq!(part.first_refusal(), None);
        assert!((0..part.len()).all(|op| matches!(part.outcome(op), Outcome::Placed { .. })));
        compare(&part, &mut Recording::run(kind, trace.clone(), SETTINGS).unwrap());
    }
}

/// Wherever a trace is run, and in whatever pieces, it ends at the same operation.
#[test]
fn a_run_that_is_too_slow_is_cut_at_the_same_operation_however_it_is_run() {
    let mut writer = Writer::default();
    for _ in 0..200 {
        writer.alloc("hole", 16).alloc("wall", 16);
    }
    for block in (0..400).step_by(2) {
        writer.op(heap_lab::trace::Op::Free { block });
    }
    (0..50).for_each(|_| {
        writer.alloc("large", 64);
    });
    let trace = writer.done();
    let cut = |work| run(recorder(LaneKind::FreeList, &trace).with_visits(30_000), work).0;
    let (one, other) = (cut(3), cut(u32::MAX));
    assert_eq!((one.cut(), other.cut()), (Some(Cut::TooSlow), Some(Cut::TooSlow)));
    assert_eq!(one.len(), other.len());
    assert!((600..650).contains(&one.len()), "{}", one.len());
    let visits = one.numbers().probes_total;
    assert!((30_001..31_000).contains(&visits), "{visits}");
    compare(&one, &mut Recording::run(LaneKind::FreeList, trace.clone(), SETTINGS).unwrap());
    let tags = run(recorder(LaneKind::BoundaryTag, &trace).with_visits(30_000), 1000).0;
    assert_eq!(tags.cut(), None, "it hardly searches");
}
