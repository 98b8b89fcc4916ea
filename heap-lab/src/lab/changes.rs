//! What lies between two moments: the memory that may be used in another way.

use std::ops::Range;

use super::{
    Recording,
    frame::Moment,
    view::{Step, Tile},
};

/// Operations between two moments, at most: beyond, it is simpler to look at everything.
const MOST: usize = 64;

impl Recording {
    /// The memory that may hold other tiles at one moment than at the other, in no order. Between these stretches the
    /// tiles are the same, but for their numbers in lists. `None` if the moments are far apart.
    pub fn changes(&self, one: Moment, other: Moment) -> Option<Vec<Range<u32>>> {
        let (first, last) = (one.done.min(other.done), one.done.max(other.done));
        // Inside an operation, its steps count too.
        let last = (last + 1).min(self.len());
        // What lies between the blocks of an allocator that nobody looks into reaches from block to block.
        if last - first > MOST || !self.kind.is_inspected() {
            return None;
        }
        let end = |done: usize| self.history.end_after(done);
        let mut changes = vec![end(first)..end(last), end(last)..end(first)];
        for op in first..last {
            changes.extend(self.block_before(op).into_iter().chain(self.block_after(op)).map(of_tile));
            self.steps(op).iter().for_each(|step| of_step(step, &mut changes));
        }
        changes.retain(|range| !range.is_empty());
        Some(changes)
    }
}

fn of_tile(tile: Tile) -> Range<u32> {
    tile.start..tile.end()
}

/// The memory that a step may use in another way.
fn of_step(step: &Step, changes: &mut Vec<Range<u32>>) {
    let stretch = |start: u32, size: u32| start..start.saturating_add(size);
    let change = match *step {
        Step::Probed { .. }
        | Step::Passed { .. }
        | Step::Skipped { .. }
        | Step::Refused { .. }
        | Step::Relinked { .. }
        | Step::Tagged { .. } => return,
        Step::Taken { block, size }
        | Step::Inserted { block, size, .. }
        | Step::Popped { block, size, .. }
        | Step::Pushed { block, size, .. }
        | Step::Lowered { block, size } => stretch(block, size),
        Step::Split { block, size, rest, rest_size } => {
            stretch(block.min(rest), size.saturating_add(rest_size))
        }
        Step::Merged { block, neighbour, size, .. } => stretch(block.min(neighbour), size),
        Step::Bumped { block, size, gap } => block.saturating_sub(gap)..block.saturating_add(size),
        Step::Grown { start, size } | Step::Lost { start, size, .. } => stretch(start, size),
        Step::Resized { block, from, to } => stretch(block, from.max(to)),
        Step::Moved { from, to, size } => {
            changes.push(stretch(from, size));
            stretch(to, size)
        }
    };
    changes.push(change);
}
