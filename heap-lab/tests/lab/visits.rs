//! The number of free blocks visited, step by step.
//!
//! The page once counted only the probes while it was inside an operation, and the blocks passed only after it:
//! stepping through a `free` of a free list, the metric showed 0, 0, 0, 0 and then jumped to 4.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    arena::Settings,
    examples::EXAMPLES,
    lab::{
        LaneKind, Recording,
        frame::{Frame, Moment},
        view::{Numbers, Step},
    },
    script,
    trace::Trace,
};

use crate::traces::Writer;

/// The numbers at each step of operation `op`, from before its first to after its last.
fn step_by_step(kind: LaneKind, recording: Rc<RefCell<Recording>>, op: usize) -> Vec<Numbers> {
    let steps = recording.borrow().steps(op).len();
    let frame = |moment| Frame::new(kind, recording.clone(), moment).numbers();
    let inside = (1..steps).map(|shown| frame(Moment { done: op, op: Some(op), shown }));
    inside.chain([frame(Moment { done: op + 1, op: Some(op), shown: steps })]).collect()
}

fn record(kind: LaneKind, trace: Rc<Trace>, settings: Settings) -> Rc<RefCell<Recording>> {
    Rc::new(RefCell::new(Recording::run(kind, trace, settings).unwrap()))
}

#[test]
fn a_free_that_walks_the_list_counts_each_block_as_it_is_passed() {
    let mut writer = Writer::default();
    let names = ["a", "wall1", "b", "wall2", "c", "wall3", "d", "wall4", "e", "wall5"];
    for name in names {
        writer.alloc(name, 16);
    }
    for name in ["a", "b", "c", "d"] {
        writer.free(name);
    }
    let trace = writer.free("e").done();
    let op = trace.ops.len() - 1;
    let recording = record(LaneKind::FreeList, trace, Settings::new(256, 1).unwrap());
    let passed =
        recording.borrow().steps(op).iter().filter(|step| matches!(step, Step::Passed { .. })).count();
    assert_eq!(passed, 4);
    let visited: Vec<_> =
        step_by_step(LaneKind::FreeList, recording, op).iter().map(|numbers| numbers.probes_last).collect();
    assert_eq!(visited, [1, 2, 3, 4, 4]);
}

#[test]
#[cfg_attr(miri, ignore = "runs every example")]
fn in_every_example_the_number_grows_with_the_steps_and_ends_at_the_total() {
    for example in EXAMPLES {
        let trace = script::run(example.script(heap_lab::text::Language::English)).unwrap().trace;
        for kind in LaneKind::OURS {
            let recording = record(kind, trace.clone(), example.settings);
            let mut total = 0;
            for op in (0..trace.ops.len()).step_by(trace.ops.len().div_ceil(60)) {
                let before = Frame::new(kind, recording.clone(), Moment { done: op, op: None, shown: 0 });
                total = total.max(before.numbers().probes_total);
                let numbers = step_by_step(kind, recording.clone(), op);
                let steps = recording.borrow().steps(op).to_vec();
                let mut visited = 0;
                for (step, numbers) in steps.iter().zip(&numbers) {
                    visited += step.visits();
                    assert_eq!(numbers.probes_last, visited, "{} {kind:?} {op}", example.slug);
                    assert_eq!(
                        numbers.probes_total,
                        total + u64::from(visited),
                        "{} {kind:?} {op}",
                        example.slug
                    );
                }
            }
        }
    }
}
