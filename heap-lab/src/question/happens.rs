//! What happens in operations: whether a block moves, is refused, is placed where a freed block was.

use std::ops::Range;

use super::{Happening, Recordings, measure};
use crate::lab::{
    LaneKind, Recording, Rest,
    view::{Outcome, Step},
};

/// Whether something happens in the last of the first `done` operations, for what a lesson claims. Nothing happens before the
/// first; `None` if the lane has not run that far.
pub fn happens(happening: Happening, lane: LaneKind, done: usize, recordings: &Recordings) -> Option<bool> {
    super::of(recordings, lane, |recording| {
        let is_over = done <= recording.len();
        let last = measure::last_op(recording, done).map_or(0..0, |op| op..done);
        is_over.then(|| first(happening, recording, last).is_some())
    })?
}

/// The first of these operations in which it happens. O(operations), for reuse of all before them, too.
pub(super) fn first(happening: Happening, recording: &Recording, mut ops: Range<usize>) -> Option<usize> {
    let step = |op: usize, is_it: fn(&Step) -> bool| recording.steps(op).iter().any(is_it);
    match happening {
        Happening::Refused => ops.find(|&op| recording.outcome(op) == Outcome::OutOfMemory),
        Happening::Moves => ops.find(|&op| matches!(recording.outcome(op), Outcome::Moved { .. })),
        Happening::Grows => ops.find(|&op| step(op, |step| matches!(step, Step::Grown { .. }))),
        Happening::Splits => ops.find(|&op| step(op, |step| matches!(step, Step::Split { .. }))),
        Happening::Loses => ops.find(|&op| step(op, |step| matches!(step, Step::Lost { size: 1.., .. }))),
        Happening::Merges if recording.kind().rest() == Rest::Wilderness => {
            // The wilderness is a free block that is in no list.
            ops.find(|&op| step(op, |step| matches!(step, Step::Merged { .. } | Step::Lowered { .. })))
        }
        Happening::Merges => ops.find(|&op| step(op, |step| matches!(step, Step::Merged { .. }))),
        Happening::Reuses => {
            let mut freed = Freed::default();
            (0..ops.start).for_each(|op| freed.note(recording, op));
            ops.find(|&op| {
                let reuses = freed.reuses(recording, op);
                freed.note(recording, op);
                reuses
            })
        }
    }
}

/// The memory in which there was a block that is freed, has moved or was resized: stretches from start to end, in address
/// order. They don't touch.
#[derive(Default)]
struct Freed(Vec<(u32, u32)>);

impl Freed {
    /// Takes note of an operation.
    fn note(&mut self, recording: &Recording, op: usize) {
        let Some(tile) = recording.block_before(op) else { return };
        let first = self.0.partition_point(|&(_, end)| end < tile.start);
        let last = self.0.partition_point(|&(start, _)| start <= tile.end());
        let joined = &self.0[first..last];
        let start = joined.first().map_or(tile.start, |&(start, _)| start.min(tile.start));
        let end = joined.last().map_or(tile.end(), |&(_, end)| end.max(tile.end()));
        self.0.splice(first..last, [(start, end)]);
    }

    /// Whether an operation places a block there.
    fn reuses(&self, recording: &Recording, op: usize) -> bool {
        let is_new = matches!(recording.outcome(op), Outcome::Placed { .. } | Outcome::Moved { .. });
        recording.block_after(op).filter(|_| is_new).is_some_and(|tile| {
            let after = self.0.partition_point(|&(_, end)| end <= tile.start);
            self.0.get(after).is_some_and(|&(start, _)| start < tile.end())
        })
    }
}
