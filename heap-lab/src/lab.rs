//! A trace run on one real allocator in one arena: a [`Recording`] is made once, then only read.
//!
//! Addresses are offsets from the start of the arena, in bytes.

pub mod frame;
pub mod metrics;
pub mod peer;
pub mod report;
pub mod shortage;
pub mod view;

mod attempt;
mod borders;
mod changes;
mod chunks;
mod codec;
mod differences;
mod fields;
mod headers;
mod history;
mod kind;
mod lane;
mod lanes;
mod listener;
mod midway;
mod outside;
mod placed;
mod recorder;
mod refusal;
mod roots;
mod story;
mod structure;
mod sums;

use std::{cell::OnceCell, iter, ops::Range, rc::Rc};

use lite_alloc::inspect::Fault;

use crate::{
    arena::{ArenaError, Settings},
    trace::{BlockId, Op, Trace},
};
pub use attempt::Attempt;
use borders::Borders;
use frame::Moment;
use history::History;
pub use kind::{LaneKind, Rest};
use lane::Lane;
pub use lanes::Lanes;
use midway::{Deed, Midway};
pub use recorder::{MOST_VISITS, Recorder};
use structure::Structure;
pub use sums::Sums;
use view::{Bin, Field, Numbers, Outcome, PageRun, Sizes, Step, Tile, TileKind};

/// A whole run that can be moved to the position after any operation, and after any step inside one.
///
/// The allocator and its arena are kept, and [`seek`](Recording::seek) restores their state at a position: what is
/// shown is always read by the library's own [`Inspect`](lite_alloc::inspect::Inspect) from the bytes that the
/// allocator wrote.
pub struct Recording {
    kind: LaneKind,
    slow_from: Option<usize>,
    lane: Box<dyn Lane>,
    history: History,
    borders: Borders,
    /// Operations done. The arena, the roots of the allocator and what is placed always match this position.
    position: usize,
    /// The allocator's structure at this position, once it has been requested.
    structure: OnceCell<Structure>,
    /// The state after some steps of the next operation, if that is shown.
    midway: Option<Midway>,
    cut: Option<Cut>,
}

/// Why a run ended before its trace did. It is then a run of the first operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It visited more free blocks in all than the budget of a run allows.
    TooSlow,
    /// The recording would have taken more memory than there is for it.
    Memory,
    /// The reader stopped it.
    Stopped,
}

/// What is wrong with a state. Addresses are offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// The allocator's own check found a fault.
    Structure(Fault),
    /// A tile is empty, or does not start where the one before it ends.
    Tile { expected: u32, found: Tile },
    /// No tile covers these bytes, up to the end of the heap.
    Uncovered(Range<u32>),
}

impl Recording {
    /// Runs `trace` on a fresh arena, in one go. A refusal by the allocator is an [`Outcome`].
    ///
    /// # Errors
    /// The arena is impossible.
    pub fn run(kind: LaneKind, trace: Rc<Trace>, settings: Settings) -> Result<Self, ArenaError> {
        let mut recorder = Recorder::new(kind, trace, settings)?;
        while !recorder.advance(u32::MAX)? {}
        Ok(recorder.finish())
    }

    /// Which allocator ran.
    pub fn kind(&self) -> LaneKind {
        self.kind
    }

    /// The trace that was run.
    pub fn trace(&self) -> &Rc<Trace> {
        self.history.trace()
    }

    /// The shape of the arena.
    pub fn settings(&self) -> Settings {
        self.lane.pages().settings()
    }

    /// Number of operations done in it: all of the trace, unless the run was stopped.
    pub fn len(&self) -> usize {
        self.history.len()
    }

    /// Why the run ended before its trace did; `None` if it did not.
    pub fn cut(&self) -> Option<Cut> {
        self.cut
    }

    /// Whether there are no operations.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Operations done.
    pub fn position(&self) -> usize {
        self.position
    }

    /// One past the last byte of the last page at the end of the run, where it is highest.
    pub fn last_end(&self) -> u32 {
        self.end_after(self.len())
    }

    /// One past the last byte of the last page after `done` operations, or at the end if there are fewer. It never falls.
    pub fn end_after(&self, done: usize) -> u32 {
        self.history.end_after(done)
    }

    /// The steps of the next operation that are part of the state; 0 between operations.
    pub fn inside(&self) -> usize {
        self.midway.as_ref().map_or(0, |midway| midway.shown)
    }

    /// Whether the state is the one at this moment.
    pub fn is_at(&self, moment: Moment) -> bool {
        self.position == moment.done && self.inside() == moment.inside()
    }

    /// Restores the state at a moment. Inside an operation it costs O(free blocks) more than before it.
    pub fn show(&mut self, moment: Moment) {
        self.seek(moment.done);
        let op = self.position;
        if moment.inside() == 0 || op == self.len() {
            return;
        }
        let steps = self.history.steps(op);
        let kind = &self.trace().ops[op];
        let deed = Deed {
            op: op as u32,
            before: kind.block().and_then(|block| self.history.block(block)),
            after: self.history.made(op),
            frees: matches!(kind, Op::Free { .. }),
        };
        let midway = Midway::new(
            self.kind,
            self.structure(),
            self.lane.bump(),
            self.heap_end(),
            deed,
            &steps[..moment.inside().min(steps.len())],
        );
        // SAFETY: the allocator runs no more operations, and the memory ended there during this one.
        unsafe { self.lane.set_end(midway.heap_end) };
        self.midway = Some(midway);
    }

    /// The first operation whose request was refused for lack of memory.
    pub fn first_refusal(&self) -> Option<usize> {
        self.history.first_refusal()
    }

    /// The first operation that visited a thousand free blocks or more.
    pub fn slow_from(&self) -> Option<usize> {
        self.slow_from
    }

    /// Restores the state after `done` operations (`0..=len`, clamped). O(operations in between), or fewer: from a
    /// checkpoint it may be a shorter way.
    pub fn seek(&mut self, done: usize) {
        let done = done.min(self.len());
        if self.midway.take().is_some() {
            // SAFETY: the allocator runs no more operations.
            unsafe { self.lane.set_end(self.history.end_after(self.position)) };
        }
        if done == self.position {
            return;
        }
        // SAFETY: the arena is never replaced, and the run is over; the recorder has settled the arena.
        unsafe { self.history.seek(self.position, done, self.lane.arena_mut()) };
        // SAFETY: the allocator runs no more operations.
        unsafe { self.lane.set_end(self.history.end_after(done)) };
        // SAFETY: all that this allocator reads in the arena is as it was at this position; `history` explains why.
        unsafe { self.lane.put_back(done) };
        self.position = done;
        self.structure.take();
    }

    // --- What happened in operation `op` (`0..len`), wherever the position is ---

    /// Its outcome.
    pub fn outcome(&self, op: usize) -> Outcome {
        self.history.outcome(op)
    }

    /// What the allocator did in it, step by step.
    pub fn steps(&self, op: usize) -> Vec<Step> {
        self.history.steps(op)
    }

    /// How many steps that is.
    pub fn step_count(&self, op: usize) -> usize {
        self.history.steps(op).len()
    }

    /// The bytes that were lost in it.
    pub fn lost(&self, op: usize) -> Vec<Tile> {
        self.history.lost(op)
    }

    /// Visits the bytes that the operations of `ops` lost, in order.
    pub fn losses(&self, ops: Range<usize>, visit: &mut dyn FnMut(Tile)) {
        self.history.losses(ops, visit);
    }

    /// Visits the operations of `ops` in which the memory grew, in order: from where, up to where, and whether by pages of
    /// other code.
    pub fn growths(&self, ops: Range<usize>, visit: &mut dyn FnMut(u32, Range<u32>, bool)) {
        let mut before = self.end_after(ops.start);
        self.history.ends(ops, &mut |op, end| {
            let foreign = matches!(self.trace().ops[op as usize], Op::TakePages { .. });
            visit(op, std::mem::replace(&mut before, end)..end, foreign);
        });
    }

    /// The tile of its block before it, if it freed, moved or resized the block.
    pub fn block_before(&self, op: usize) -> Option<Tile> {
        self.history.gone(op)
    }

    /// The tile of its block after it, if it allocated, moved or resized the block.
    pub fn block_after(&self, op: usize) -> Option<Tile> {
        self.history.made(op)
    }

    /// Visits the sums after each operation of `range`, in order, with the number of the operation. Operations that did not
    /// run are left out. O(operations).
    pub fn sums(&self, range: Range<usize>, visit: &mut dyn FnMut(usize, &Sums)) {
        self.history.sums(range.start..range.end.min(self.len()), visit);
    }

    /// The memory above the bump pointer after `done` operations; empty if the allocator has none.
    pub fn untouched_after(&self, done: usize) -> Range<u32> {
        self.borders.after(done as u32)
    }

    /// Visits the operations of `ops` that changed that memory, in order, with the memory after them.
    pub fn untouched(&self, ops: Range<u32>, visit: &mut dyn FnMut(u32, Range<u32>)) {
        self.borders.changes(ops, visit);
    }

    /// The memory that the allocator keeps for itself, and the operation that obtained it.
    pub fn kept(&self) -> Option<(u32, Tile)> {
        let (op, Range { start, end }) = self.borders.kept()?;
        Some((op, Tile { start, size: end - start, kind: TileKind::Reserved }))
    }

    /// Visits the sums after some operations from `from` on, in order, which the recording keeps: at next to no cost.
    pub fn some_sums(&self, from: usize, visit: &mut dyn FnMut(usize, &Sums)) {
        self.history.kept_sums(from, visit);
    }

    // --- The state at the position: read from the arena, inside an operation with its steps so far ---

    /// Runs of pages, in address order.
    pub fn page_runs(&self) -> Vec<PageRun> {
        self.lane.pages().runs(0..self.heap_end()).collect()
    }

    /// One past the last byte of the last page so far.
    pub fn heap_end(&self) -> u32 {
        self.lane.pages().end()
    }

    /// The tiles that overlap `range`, in address order. All tiles together cover `0..heap_end()` exactly.
    /// O(log live + tiles in range).
    pub fn tiles(&self, range: Range<u32>) -> Vec<Tile> {
        let mut tiles = Vec::new();
        self.each_tile(range, &mut |tile| tiles.push(tile));
        tiles
    }

    /// The tile that contains an address.
    pub fn tile_at(&self, address: u32) -> Option<Tile> {
        let mut found = None;
        self.each_tile(address..address.saturating_add(1), &mut |tile| found = Some(tile));
        found
    }

    /// Visits the tiles that overlap `range`, in address order, without a list of them.
    pub fn each_tile(&self, range: Range<u32>, visit: &mut dyn FnMut(Tile)) {
        let range = range.start..range.end.min(self.heap_end());
        if range.is_empty() {
            return;
        }
        if !self.kind.is_inspected() {
            return outside::each_tile(&self.history, self.lane.pages(), range, visit);
        }
        let foreign = self.lane.pages().runs(range.clone()).filter(|run| run.foreign);
        let foreign =
            foreign.map(|PageRun { start, size, .. }| Tile { start, size, kind: TileKind::Foreign });
        let midway = self.midway.as_ref();
        let changed = midway.into_iter().flat_map(|midway| midway.overlapping(range.clone()));
        let (free, others) = self.structure().overlapping(range.clone());
        let mut others: Vec<Tile> = others.chain(foreign).chain(changed).collect();
        others.sort_unstable_by_key(|tile| tile.start);
        let mut inside = merged(free.iter().copied(), others.into_iter()).peekable();
        let gone = midway.and_then(|midway| midway.gone).map(|tile| tile.start);
        // There may be hundreds of thousands: this loop decides how fast a large heap is drawn.
        self.history.each_placed(range, |tile| {
            while inside.peek().is_some_and(|first| first.start < tile.start) {
                inside.next().into_iter().for_each(&mut *visit);
            }
            if Some(tile.start) != gone {
                visit(tile);
            }
        });
        inside.for_each(visit);
    }

    /// The free list, or all bins, each in list order.
    pub fn bins(&self) -> &[Bin] {
        &self.structure().bins
    }

    /// The memory above the bump pointer, which is its `start`. `None` if the allocator has none.
    pub fn bump(&self) -> Option<Range<u32>> {
        let bump = || self.midway.as_ref().map_or_else(|| self.lane.bump(), |midway| midway.bump.clone());
        (self.kind.rest() != Rest::None).then(bump)
    }

    /// The tile of a live block.
    pub fn block(&self, block: BlockId) -> Option<Tile> {
        let is_it = |tile: &Tile| matches!(tile.kind, TileKind::Live { block: it, .. } if it == block);
        let Some(midway) = &self.midway else { return self.history.block(block) };
        let as_before = || self.history.block(block).filter(|&tile| Some(tile) != midway.gone);
        midway.made.filter(is_it).or_else(as_before)
    }

    /// The first `len` (at most 16) bytes at `address`, as they are in memory. In a live block they belong to the
    /// program, and a trace does not record what a program writes.
    pub fn bytes(&self, address: u32, len: usize) -> Vec<u8> {
        fields::bytes(&*self.lane, address, len)
    }

    /// The fields of the header, tag or footer of a tile, in address order, as they are in memory. Inside an operation only
    /// of tiles that its steps did not touch: what it writes is recorded as a whole.
    pub fn fields(&self, tile: &Tile) -> Vec<Field> {
        if self.midway.as_ref().is_some_and(|midway| midway.touches(tile)) {
            return Vec::new();
        }
        fields::read(self.kind.format(), &*self.lane, tile)
    }

    /// The sizes of the blocks of each list.
    fn lists(&self) -> Vec<Sizes> {
        structure::lists(self.kind.lists(), self.lane.bins()).collect()
    }

    /// The numbers of the state. Inside an operation they count its steps so far, but it is not over: whether it was refused
    /// is not known yet.
    pub fn numbers(&self) -> Numbers {
        let mut totals = self.history.sums_at(self.position);
        if let Some(midway) = &self.midway {
            midway.gone.iter().for_each(|tile| totals.remove(tile));
            midway.made.iter().for_each(|tile| totals.add(tile));
            totals.lost += midway.lost.iter().map(|tile| tile.size).sum::<u32>();
            totals.visit(view::visits(&self.steps(self.position)[..midway.shown]));
            totals.heap_end = midway.heap_end;
        }
        let held = self.midway.iter().flat_map(|midway| &midway.held);
        let structure = self.structure();
        let heap = totals.heap_end - totals.foreign;
        Numbers {
            live_blocks: totals.live_blocks,
            live: totals.live,
            used: totals.used,
            heap,
            free: structure.free_bytes,
            bump: structure.bump.map_or(0, |tile| tile.size),
            lost: totals.lost,
            foreign: totals.foreign,
            reserved: structure.reserved.map_or(0, |tile| tile.size),
            held: held.map(|tile| tile.size).sum(),
            largest_hole: structure.largest_hole,
            peak_live: totals.peak_live,
            probes_last: totals.probes_last,
            probes_total: totals.probes_total,
            pages: heap / self.settings().page_size,
            failed: totals.failed,
            is_hidden: !self.kind.is_inspected(),
        }
    }

    /// Checks that the allocator's structure is sound at this position, and that the tiles cover every byte exactly
    /// once, also inside an operation. O(n^2) at worst.
    ///
    /// # Errors
    /// What is wrong, and where.
    #[cfg(not(target_family = "wasm"))]
    pub fn check(&self) -> Result<(), Unsound> {
        self.lane.check().map_err(Unsound::Structure)?;
        let mut end = 0;
        for tile in self.tiles(0..self.heap_end()) {
            if tile.start != end || tile.size == 0 {
                return Err(Unsound::Tile { expected: end, found: tile });
            }
            end = tile.end();
        }
        match end == self.heap_end() {
            true => Ok(()),
            false => Err(Unsound::Uncovered(end..self.heap_end())),
        }
    }

    fn structure(&self) -> &Structure {
        if let Some(midway) = &self.midway {
            return &midway.structure;
        }
        self.structure.get_or_init(|| Structure::read(self.kind, &*self.lane))
    }
}

/// Tiles of two lists in address order, as one.
fn merged(one: impl Iterator<Item = Tile>, other: impl Iterator<Item = Tile>) -> impl Iterator<Item = Tile> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(first), Some(second)) if second.start < first.start => other.next(),
        (None, _) => other.next(),
        _ => one.next(),
    })
}
