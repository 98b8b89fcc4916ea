//! The result of a run: everything about each operation, and how to go from one position to the next and back.
//!
//! # Why the bytes are restored
//! The bytes of the arena are not copied per position. The only bytes read at a position are the headers of the blocks
//! that are free there, so only these must be right:
//!
//! - Every operation that writes a header, tag or footer reports an event with an address at most a granule below it (the
//!   promise of [`Event`](lite_alloc::observe::Event)). After each operation, the [`Shadow`] compares the granules that can
//!   contain such a field with what it saw there last, and records a difference as a [`Patch`]. So as long as a field is
//!   in use, its shadow equals the field.
//! - Whole granules are compared, at multiples of their size, so two of them are equal or share no byte: no patch
//!   restores stale bytes of another one. Blocks with headers start within a granule, which they may share with the end
//!   of the block before; both are then compared together whenever one of them is named.
//! - While a block is live, anything may be written over old headers inside it: zeros of `alloc_zeroed`, the copy of a
//!   `realloc`, a new header inside a block that was split. The shadow of those addresses does not follow. It does not
//!   have to: nobody reads them until a block that starts there is freed again, which names it.
//! - But stepping back to a time when the header was in use must restore it, and there may be no patch in between. So
//!   when the run is over, the whole shadow is written into the arena once, at most over contents of live blocks. From
//!   then on the bytes at every address that ever held a header equal its shadow, at each position, because patches
//!   change both alike.
//!
//! An allocator may keep a part of its roots in the arena, such as the heads of its bins. No event names them, so
//! patches and the shadow may restore stale ones; afterwards the roots of the position are written over them.
//!
//! A patch holds the bytes that are *not* in the arena: those after its operation while the position is before it, and
//! those before while it is after. Crossing it swaps them. Pointers in headers keep their provenance that way.

use std::ops::Range;

use super::{
    placed::Placed,
    shadow::{Patch, Shadow},
    sums::Sums,
    view::{Outcome, Step, Tile, TileKind},
};
use crate::arena::Arena;

/// The record of one operation.
struct Entry {
    outcome: Outcome,
    /// The operation that made the live block which no longer exists, or has changed.
    gone: Option<u32>,
    /// Ends of its ranges in the lists of the history; they start at the ends of the previous operation.
    ends: Ends,
}

#[derive(Clone, Copy, Default)]
struct Ends {
    steps: usize,
    tiles: usize,
    patches: usize,
}

/// The effects of an operation, for [`History::push`].
pub(super) struct Deed<'a> {
    pub(super) outcome: Outcome,
    /// The block as it was before, if it was freed, moved or resized.
    pub(super) gone: Option<Tile>,
    /// The block as it is now, if it was allocated, moved or resized.
    pub(super) made: Option<Tile>,
    /// The bytes lost.
    pub(super) lost: &'a [Tile],
    /// Steps of the run so far, this operation's included.
    pub(super) steps: usize,
    /// Addresses of the granules in which it may have written headers, tags or footers.
    pub(super) touched: &'a [u32],
    /// The totals at the position after it.
    pub(super) totals: Sums,
}

/// A whole run.
pub(super) struct History {
    entries: Vec<Entry>,
    /// By position, so one more than there are operations.
    totals: Vec<Sums>,
    /// Every tile that was created, live or lost; a live one is the first of its operation.
    tiles: Vec<Tile>,
    patches: Vec<Patch>,
    steps: Vec<Step>,
}

impl History {
    /// The history of no operations.
    pub(super) fn new() -> Self {
        Self {
            entries: Vec::new(),
            totals: vec![Sums::default()],
            tiles: Vec::new(),
            patches: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Number of operations.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The record of an operation.
    pub(super) fn outcome(&self, op: usize) -> Outcome {
        self.entries[op].outcome
    }

    /// What the allocator did in an operation.
    pub(super) fn steps(&self, op: usize) -> &[Step] {
        &self.steps[self.before(op).steps..self.entries[op].ends.steps]
    }

    /// How many steps that is.
    pub(super) fn step_count(&self, op: usize) -> usize {
        self.entries[op].ends.steps - self.before(op).steps
    }

    /// The bytes that an operation lost.
    pub(super) fn lost(&self, op: usize) -> Vec<Tile> {
        let tiles = &self.tiles[self.made_range(op)];
        tiles.iter().filter(|&&tile| live(tile).is_none()).copied().collect()
    }

    /// The live block as an operation left it, if it changed one.
    pub(super) fn made(&self, op: usize) -> Option<Tile> {
        self.tiles[self.made_range(op)].first().copied().filter(|&tile| live(tile).is_some())
    }

    /// The live block as it was before an operation changed or freed it.
    pub(super) fn gone(&self, op: usize) -> Option<Tile> {
        self.made(self.entries[op].gone? as usize)
    }

    /// The sums at a position.
    pub(super) fn totals(&self, position: usize) -> &Sums {
        &self.totals[position]
    }

    /// The first operation that failed.
    pub(super) fn first_refusal(&self) -> Option<usize> {
        let position = self.totals.partition_point(|totals| totals.failed == 0);
        (position < self.totals.len()).then(|| position - 1)
    }

    /// Adds an operation that just ran on the allocator of `arena`, and takes `placed` along.
    pub(super) fn push(&mut self, deed: Deed, arena: &Arena, shadow: &mut Shadow, placed: &mut Placed) {
        for &address in deed.touched {
            self.patches.extend(shadow.compare(arena, address));
        }
        self.tiles.extend(deed.made);
        self.tiles.extend(deed.lost);
        let gone = deed.gone.and_then(|tile| match tile.kind {
            TileKind::Live { op, .. } => Some(op),
            _ => None,
        });
        let ends = Ends { steps: deed.steps, tiles: self.tiles.len(), patches: self.patches.len() };
        self.entries.push(Entry { outcome: deed.outcome, gone, ends });
        self.totals.push(deed.totals);
        self.redo(self.len() - 1, placed);
    }

    /// Completes the history with the steps of all operations.
    pub(super) fn finish(&mut self, steps: Vec<Step>) {
        self.steps = steps;
    }

    /// Updates `placed` from before an operation to after it.
    pub(super) fn redo(&self, op: usize, placed: &mut Placed) {
        if let Some(gone) = self.gone(op) {
            placed.remove(gone);
        }
        for &tile in &self.tiles[self.made_range(op)] {
            placed.insert(tile);
        }
    }

    /// Updates `placed` from after an operation to before it.
    pub(super) fn undo(&self, op: usize, placed: &mut Placed) {
        for &tile in &self.tiles[self.made_range(op)] {
            placed.remove(tile);
        }
        if let Some(gone) = self.gone(op) {
            placed.insert(gone);
        }
    }

    /// Moves the bytes of the arena across an operation, in either direction.
    ///
    /// # Safety
    /// The run is over, the shadow settled, and the position right before or right after the operation.
    pub(super) unsafe fn swap(&mut self, op: usize, arena: &mut Arena) {
        let range = self.before(op).patches..self.entries[op].ends.patches;
        for patch in &mut self.patches[range] {
            // SAFETY: by the contract. An operation has at most one patch per address, so their order does not matter.
            unsafe { patch.swap(arena) };
        }
    }

    fn before(&self, op: usize) -> Ends {
        op.checked_sub(1).map_or(Ends::default(), |before| self.entries[before].ends)
    }

    fn made_range(&self, op: usize) -> Range<usize> {
        self.before(op).tiles..self.entries[op].ends.tiles
    }
}

/// A tile of a live block, and the bytes requested.
fn live(tile: Tile) -> Option<(Tile, u32)> {
    match tile.kind {
        TileKind::Live { asked, .. } => Some((tile, asked)),
        _ => None,
    }
}
