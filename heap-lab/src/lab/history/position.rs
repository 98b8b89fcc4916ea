//! The position of a [`History`]: the tiles there, and how to get to another one.

use std::{alloc::Layout, ops::Range};

use lite_alloc::{GRANULE, inspect::FreeBlock};

use super::{Entry, History, NONE, tile};
use crate::{
    arena::Arena,
    lab::{
        differences::Differences,
        headers::{Latest, Numbers},
        lane::Lane,
        placed::{Placed, Slot},
        recorder::layout,
        view::{Tile, TileKind},
    },
};

/// Cells and tiles of which a jump handles as many in the time of one operation.
const PER_OPERATION: usize = 8;
/// Bytes at each end of a free block in which fields may be.
const FIELDS: u32 = GRANULE as u32;
/// The most memory of checkpoints, in bytes per operation.
const BYTES_PER_OPERATION: usize = 12;

/// What a position is restored from.
pub(super) struct Checkpoint {
    done: usize,
    latest: Latest,
    /// The operations that left the live blocks as they are, in order.
    live: Differences,
    /// How many bytes were lost: these are the first ones.
    lost: usize,
}

impl Checkpoint {
    /// How many cells and blocks a jump to it handles.
    fn len(&self) -> usize {
        self.latest.len() + self.live.len()
    }

    /// The memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.latest.bytes() + self.live.bytes()
    }
}

impl History {
    /// Keeps what the position after the last operation is restored from, unless that takes so much memory that the last such
    /// position is near enough. `lane` has run that operation.
    pub(in crate::lab) fn keep(&mut self, lane: &dyn Lane, numbers: &mut Numbers) {
        let last = self.checkpoints.last();
        let (before, lost, bytes) = last.map_or((0, 0, 0), |last| (last.done, last.lost, last.bytes()));
        if (self.len() - before) * BYTES_PER_OPERATION < bytes.max(self.placed.len()) {
            return;
        }
        for Tile { start, size, .. } in (lost..self.lost.len()).map(|number| tile(self.lost.get(number))) {
            numbers.abandon(start..start + size);
        }
        let mut live: Vec<u32> = self.placed.live().collect();
        live.sort_unstable();
        let Self { headers, entries, header, .. } = self;
        let latest = headers.latest(numbers, |idle| {
            for Entry { start, size, .. } in live.iter().map(|&op| entries.get(op as usize)) {
                idle(start + *header..start + size);
            }
            lane.free_blocks(&mut |FreeBlock { address, size, .. }| {
                let (start, end) = (address as u32, (address + size) as u32);
                idle(start.saturating_add(FIELDS)..end.saturating_sub(FIELDS));
                true
            });
        });
        let live = live.into_iter().collect();
        self.checkpoints.push(Checkpoint { done: self.len(), latest, live, lost: self.lost.len() });
    }

    /// The tiles at the position.
    pub(in crate::lab) fn placed(&self) -> &Placed {
        &self.placed
    }

    /// The tile of a live block.
    pub(in crate::lab) fn block(&self, block: u32) -> Option<Tile> {
        self.made(self.placed.block(block)? as usize)
    }

    /// The operation that left a live block as it is, its tile, and its layout.
    pub(in crate::lab) fn live_block(&self, block: u32) -> Option<(u32, Tile, Layout)> {
        let op = self.placed.block(block)?;
        let tile = self.made(op as usize)?;
        match tile.kind {
            TileKind::Live { asked, align, .. } => Some((op, tile, layout(asked, align)?)),
            _ => None,
        }
    }

    /// Visits the live blocks and lost bytes that overlap a range, in address order.
    pub(in crate::lab) fn each_placed(&self, range: Range<u32>, mut visit: impl FnMut(Tile)) {
        self.placed.each(range.clone(), |at, slot| {
            let tile = match slot {
                Slot::Live(op) => self.live(op, at, self.entries.get(op as usize).size),
                Slot::Lost(number) => tile(self.lost.get(number as usize)),
            };
            if at >= range.start || tile.end() > range.start {
                visit(tile);
            }
        });
    }

    /// Places the tiles of an operation, of which these are the first lost bytes. Returns the number of the next ones.
    pub(super) fn place(&mut self, op: usize, mut lost: usize) -> usize {
        let Entry { start, size, gone } = self.entries.get(op);
        let block = self.trace.ops[op].block();
        if gone != NONE {
            self.placed.remove(self.entries.get(gone as usize).start);
        }
        if size != 0 {
            self.placed.insert(start, Slot::Live(op as u32));
        }
        if let Some(block) = block.filter(|_| gone != NONE || size != 0) {
            self.placed.set_block(block, (size != 0).then_some(op as u32));
        }
        while lost < self.lost.len() && self.lost.get(lost).op as usize == op {
            self.placed.insert(self.lost.get(lost).start, Slot::Lost(lost as u32));
            lost += 1;
        }
        lost
    }

    /// Undoes [`place`](Self::place), given what it returned. Returns what it was given.
    fn displace(&mut self, op: usize, mut lost: usize) -> usize {
        while lost > 0 && self.lost.get(lost - 1).op as usize == op {
            lost -= 1;
            self.placed.remove(self.lost.get(lost).start);
        }
        let Entry { start, size, gone } = self.entries.get(op);
        if size != 0 {
            self.placed.remove(start);
        }
        if gone != NONE {
            self.placed.insert(self.entries.get(gone as usize).start, Slot::Live(gone));
        }
        if let Some(block) = self.trace.ops[op].block().filter(|_| gone != NONE || size != 0) {
            self.placed.set_block(block, (gone != NONE).then_some(gone));
        }
        lost
    }

    /// Moves the tiles and the headers from one position to another.
    ///
    /// # Safety
    /// The run is over, and the arena [settled](Self::settle).
    pub(in crate::lab) unsafe fn seek(&mut self, mut from: usize, to: usize, arena: Option<&mut Arena>) {
        if let Some(checkpoint) = self.shorter_way(from, to) {
            self.place_all(from, checkpoint);
            self.headers.jump(checkpoint.map(|index| &self.checkpoints[index].latest));
            from = checkpoint.map_or(0, |index| self.checkpoints[index].done);
            self.base = from;
        }
        let (mut patch, mut lost) = (self.patch_spans.start(from), self.lost_before(from));
        for op in from..to {
            lost = self.place(op, lost);
            let patches = patch..patch + self.patch_spans.len(op);
            patch = patches.end;
            self.headers.redo(patches);
        }
        for op in (to..from).rev() {
            lost = self.displace(op, lost);
            let patches = patch - self.patch_spans.len(op)..patch;
            patch = patches.start;
            self.headers.undo(patches);
        }
        if let Some(arena) = arena {
            // SAFETY: by the contract.
            unsafe { self.headers.write(arena) };
        }
    }

    /// The last checkpoint before a position, or the start, if it is a shorter way from there than from another position, or the
    /// only one.
    fn shorter_way(&self, from: usize, to: usize) -> Option<Option<usize>> {
        let after = self.checkpoints.partition_point(|checkpoint| checkpoint.done <= to);
        let last = after.checked_sub(1);
        let (done, len) =
            last.map_or((0, 0), |index| (self.checkpoints[index].done, self.checkpoints[index].len()));
        (to < self.base || to - done + len / PER_OPERATION < from.abs_diff(to)).then_some(last)
    }

    /// From the tiles of a position to those of a checkpoint; without one, of the start, where there are none. What was lost before
    /// both stays, if it is more than what is live.
    fn place_all(&mut self, from: usize, to: Option<usize>) {
        let before = self.lost_before(from);
        let Self { placed, checkpoints, entries, trace, lost, .. } = self;
        let checkpoint = to.map(|index| &checkpoints[index]);
        let after = checkpoint.map_or(0, |checkpoint| checkpoint.lost);
        let mut kept = before.min(after);
        if kept > placed.len() - before {
            let live: Vec<u32> = placed.live().collect();
            for op in live {
                placed.remove(entries.get(op as usize).start);
                if let Some(block) = trace.ops[op as usize].block() {
                    placed.set_block(block, None);
                }
            }
            (kept..before).for_each(|number| placed.remove(lost.get(number).start));
        } else {
            placed.clear();
            kept = 0;
        }
        (kept..after).for_each(|number| placed.insert(lost.get(number).start, Slot::Lost(number as u32)));
        // In the order of operations, what is known of each is near what is known of the one before.
        for op in checkpoint.into_iter().flat_map(|checkpoint| checkpoint.live.iter()) {
            if let Some(block) = trace.ops[op as usize].block() {
                placed.set_block(block, Some(op));
            }
            placed.insert(entries.get(op as usize).start, Slot::Live(op));
        }
    }
}
