//! What the figure shows of a lesson: places of steps and links, found in the run once there is one.

use crate::{
    lesson::{Content, Lesson, Place},
    playhead::Playhead,
    scene::Pick,
    trace::{Op, Trace},
};

/// The place of a step. Without a position of its own it has that of the step before, in the same scene.
pub(super) fn of_step(lesson: &Lesson, index: usize) -> Place {
    let Some(step) = lesson.steps.get(index) else { return Place::default() };
    if let Content::Ask(ask) = &step.content {
        return Place { op: Some(ask.op), event: 0, ..step.place.clone() };
    }
    let before = lesson.steps[..=index].iter().rev().take_while(|before| before.scene == step.scene);
    let inherited = before.filter_map(|step| match &step.content {
        Content::Ask(ask) => Some((ask.until, 0)),
        Content::Prose(_) => step.place.op.map(|op| (op, step.place.event)),
    });
    let (op, event) = inherited.into_iter().next().unwrap_or_default();
    Place { op: Some(op), event, ..step.place.clone() }
}

/// The block of that name: the last one that was requested up to `at`, or else the first one after.
pub(super) fn block(trace: &Trace, name: &str, at: Playhead) -> Option<Pick> {
    let named = |op: &Op| match *op {
        Op::Alloc { block, .. } => Some(block).filter(|&block| trace.name(block) == name),
        _ => None,
    };
    let (before, after) = trace.ops.split_at(at.next().min(trace.ops.len()));
    let found = before.iter().rev().find_map(named).or_else(|| after.iter().find_map(named))?;
    Some(Pick::Block(found))
}
