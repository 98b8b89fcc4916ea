//! What happens in operations: whether a block moves, is refused, is placed where a freed block was.

use std::{collections::BTreeMap, ops::Range};

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

/// The memory in which there was a block that is freed, has moved or was resized: stretches that don't overlap, by their
/// starts, with their ends.
#[derive(Default)]
struct Freed(BTreeMap<u32, u32>);

impl Freed {
    /// Takes note of an operation.
    fn note(&mut self, recording: &Recording, op: usize) {
        let Some(tile) = recording.block_before(op) else { return };
        let (mut start, mut end) = (tile.start, tile.end());
        while let Some((&first, &last)) = self.0.range(..=end).next_back().filter(|&(_, &last)| last >= start)
        {
            self.0.remove(&first);
            (start, end) = (start.min(first), end.max(last));
        }
        self.0.insert(start, end);
    }

    /// Whether an operation places a block there.
    fn reuses(&self, recording: &Recording, op: usize) -> bool {
        let is_new = matches!(recording.outcome(op), Outcome::Placed { .. } | Outcome::Moved { .. });
        let tile = recording.block_after(op).filter(|_| is_new);
        tile.is_some_and(|tile| {
            self.0.range(..tile.end()).next_back().is_some_and(|(_, &end)| end > tile.start)
        })
    }
}
