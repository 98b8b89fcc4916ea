//! Runs a trace on an allocator, once, and writes its history: [`Recorder`].

use std::{alloc::Layout, cell::OnceCell, rc::Rc};

use super::{
    Cut, LaneKind, Recording,
    history::{Deed, History},
    lane::Lane,
    listener::Listener,
    placed::Placed,
    shadow::Shadow,
    structure,
    sums::Sums,
    view::{Outcome, Tile, TileKind},
};
use crate::{
    arena::{Arena, ArenaError, Settings},
    trace::{BlockId, Op, Trace},
};

/// The capacity of the first arena of a run, in bytes, unless its blocks are known to need more.
const FIRST_CAPACITY: u32 = 1 << 18;
/// Free blocks visited in one operation from which on a run counts as slow.
const LONG_SEARCH: u32 = 1_000;

/// A recording in progress. It can be made in pieces, so that a page stays responsive.
///
/// A run may need far less memory than the limit of its arena. It begins in a smaller one; if that becomes too small,
/// it begins again in a larger one. A run is deterministic, so nothing but the time tells how often it began.
pub struct Recorder {
    kind: LaneKind,
    trace: Rc<Trace>,
    settings: Settings,
    /// The capacity of the arena.
    capacity: u32,
    /// The operation at which the last arena was too small.
    abandoned: usize,
    slow_from: Option<usize>,
    lane: Box<dyn Lane>,
    listener: Listener,
    placed: Placed,
    history: History,
    shadow: Shadow,
    totals: Sums,
}

/// The outcome of an operation, and the live block before and after it.
type Change = (Outcome, Option<Tile>, Option<Tile>);

impl Recorder {
    /// A recorder of `trace` on a fresh arena, before its first operation.
    ///
    /// # Errors
    /// The arena is impossible, or the allocator does not run here.
    pub fn new(kind: LaneKind, trace: Rc<Trace>, settings: Settings) -> Result<Self, ArenaError> {
        settings.check().map_err(ArenaError::Settings)?;
        let live = peak(&trace, settings);
        Self::within(kind, trace, settings, FIRST_CAPACITY.max(live + live / 2))
    }

    /// The same, in an arena that begins with this capacity.
    ///
    /// # Errors
    /// The arena is impossible.
    pub fn within(
        kind: LaneKind,
        trace: Rc<Trace>,
        settings: Settings,
        capacity: u32,
    ) -> Result<Self, ArenaError> {
        let arena = Arena::with_capacity(settings, capacity)?;
        let base = arena.pointer(0).addr().get();
        let listener = Listener::default();
        let lane = kind.open(arena, listener.clone()).ok_or(ArenaError::NoEngine)?;
        let lists = structure::lists(kind.lists(), lane.bins()).collect();
        listener.0.borrow_mut().begin_run(base, lists);
        Ok(Self {
            kind,
            settings,
            capacity,
            abandoned: 0,
            slow_from: None,
            lane,
            listener,
            placed: Placed::new(trace.blocks.len()),
            history: History::new(),
            shadow: Shadow::default(),
            totals: Sums::default(),
            trace,
        })
    }

    /// Which allocator runs.
    pub fn kind(&self) -> LaneKind {
        self.kind
    }

    /// Operations done.
    pub fn done(&self) -> usize {
        self.history.len()
    }

    /// Runs operations until all are done, or until their number plus the free blocks visited reaches `work`. Returns
    /// whether all are done.
    ///
    /// # Errors
    /// There is not enough memory for a larger arena.
    pub fn advance(&mut self, mut work: u32) -> Result<bool, ArenaError> {
        let trace = self.trace.clone();
        while let Some(op) = trace.ops.get(self.history.len()) {
            if work == 0 {
                return Ok(false);
            }
            self.operation(op);
            work = work.saturating_sub(1 + self.totals.probes_last);
            if let Some(needed) = self.lane.arena().short() {
                self.begin_again(needed)?;
            }
        }
        Ok(true)
    }

    /// Begins again in an arena with room for `needed` bytes, and for more. While each arena lasts for twice as many
    /// operations as the one before, the sum of them all is at most twice the last; else there must not be many.
    fn begin_again(&mut self, needed: u32) -> Result<(), ArenaError> {
        let abandoned = self.history.len();
        let factor = if abandoned < 2 * self.abandoned { 8 } else { 2 };
        let capacity = needed.max(self.capacity.saturating_mul(factor));
        *self = Self::within(self.kind, self.trace.clone(), self.settings, capacity)?;
        self.abandoned = abandoned;
        Ok(())
    }

    /// The recording of all operations that are done.
    pub fn finish(self) -> Recording {
        let Self { kind, trace, slow_from, mut lane, listener, placed, mut history, shadow, .. } = self;
        // SAFETY: the arena is never replaced, and the allocator runs no more operations.
        unsafe { shadow.settle(lane.arena_mut()) };
        // SAFETY: except for the contents of live blocks, the arena is as it was after the last operation.
        unsafe { lane.put_back() };
        history.finish(std::mem::take(&mut listener.0.borrow_mut().steps));
        let (position, all) = (history.len(), trace.ops.len());
        Recording {
            kind,
            trace,
            slow_from,
            lane,
            history,
            position,
            placed,
            structure: OnceCell::new(),
            midway: None,
            cut: (position < all).then_some(Cut::Stopped),
        }
    }

    fn operation(&mut self, kind: &Op) {
        self.listener.0.borrow_mut().begin(0, 1);
        let (outcome, gone, made) = match *kind {
            Op::Alloc { block, size, align, zeroed } => self.alloc(block, size, align, zeroed),
            Op::Realloc { block, size } => self.realloc(block, size),
            Op::Free { block } => self.free(block),
            Op::Label { .. } => (Outcome::Done, None, None),
            Op::TakePages { pages } => (self.take_pages(pages), None, None),
        };
        self.lane.note();
        let mut log = self.listener.0.borrow_mut();
        log.end();
        let op = self.history.len() as u32;
        let lost: Vec<_> = log
            .lost
            .iter()
            .filter(|&&(_, size, _)| size != 0)
            .map(|&(start, size, reason)| Tile { start, size, kind: TileKind::Lost { reason, op } })
            .collect();
        self.totals.count(outcome, gone, made, &lost, log.visits());
        self.totals.heap_end = self.lane.arena().end();
        if self.totals.probes_last >= LONG_SEARCH {
            self.slow_from.get_or_insert(self.history.len());
        }
        let deed = Deed {
            outcome,
            gone,
            made,
            lost: &lost,
            steps: log.steps.len(),
            touched: &log.touched,
            totals: self.totals,
        };
        self.history.push(deed, self.lane.arena(), &mut self.shadow, &mut self.placed);
    }

    fn alloc(&mut self, block: BlockId, size: u32, align: u32, zeroed: bool) -> Change {
        if !self.placed.knows(block) || self.placed.block(block).is_some() {
            return (Outcome::NoBlock, None, None);
        }
        let Some(layout) = layout(size, align) else {
            return (Outcome::OutOfMemory, None, None);
        };
        self.look_for(layout);
        match self.lane.allocate(layout, zeroed) {
            Some(address) => {
                (Outcome::Placed { address }, None, Some(self.tile(block, address, size, layout)))
            }
            None => (Outcome::OutOfMemory, None, None),
        }
    }

    fn realloc(&mut self, block: BlockId, size: u32) -> Change {
        let Some((tile, address, old)) = self.live(block) else {
            return (Outcome::NoBlock, None, None);
        };
        let Some(new) = layout(size, old.align() as u32) else {
            return (Outcome::OutOfMemory, None, None);
        };
        self.look_for(new);
        // SAFETY: the tile is that of a live block, and `new` is a layout.
        let Some(to) = (unsafe { self.lane.reallocate(address, old, new.size()) }) else {
            return (Outcome::OutOfMemory, None, None);
        };
        let outcome = match address {
            from if from == to => Outcome::InPlace { address: to },
            from => Outcome::Moved { from, to },
        };
        (outcome, Some(tile), Some(self.tile(block, to, size, new)))
    }

    fn free(&mut self, block: BlockId) -> Change {
        let Some((tile, address, layout)) = self.live(block) else {
            return (Outcome::NoBlock, None, None);
        };
        // SAFETY: the tile is that of a live block.
        unsafe { self.lane.deallocate(address, layout) };
        (Outcome::Freed { address }, Some(tile), None)
    }

    fn take_pages(&mut self, pages: u32) -> Outcome {
        // SAFETY: the arena is never replaced.
        let arena = unsafe { self.lane.arena_mut() };
        if !arena.take_pages(pages) {
            return Outcome::NoPages;
        }
        self.totals.foreign += pages * arena.settings().page_size;
        Outcome::Done
    }

    /// A live block, the address that the program has of it, and its layout.
    fn live(&self, block: BlockId) -> Option<(Tile, u32, Layout)> {
        let tile = self.placed.block(block)?;
        match tile.kind {
            TileKind::Live { asked, align, header, .. } => {
                Some((tile, tile.start + header, layout(asked, align)?))
            }
            _ => None,
        }
    }

    /// Tells the log what the next probes search for.
    fn look_for(&self, layout: Layout) {
        let needed = self.lane.block_size(layout);
        self.listener.0.borrow_mut().begin(needed, layout.align() as u32);
    }

    /// The tile of a live block at the address that the program has of it.
    fn tile(&self, block: BlockId, address: u32, asked: u32, layout: Layout) -> Tile {
        let (op, header) = (self.history.len() as u32, self.lane.header());
        let kind = TileKind::Live { block, asked, align: layout.align() as u32, header, op };
        Tile { start: address - header, size: self.lane.block_size(layout), kind }
    }
}

/// The most bytes that are live at once, if no request is refused unless the memory is too small for what is live: no
/// run gets by with much less.
fn peak(trace: &Trace, settings: Settings) -> u32 {
    let mut sizes = vec![0; trace.blocks.len()];
    let (mut live, mut peak) = (0, 0);
    for op in &trace.ops {
        let (block, size) = match *op {
            Op::Alloc { block, size, .. } | Op::Realloc { block, size } => (block, size),
            Op::Free { block } => (block, 0),
            Op::Label { .. } | Op::TakePages { .. } => continue,
        };
        let Some(held) = sizes.get_mut(block as usize) else { continue };
        let others = live - *held;
        if size <= settings.bytes() - others {
            live = others + size;
            peak = live.max(peak);
            *held = size;
        }
    }
    peak
}

/// Rust never requests 0 bytes; a trace that does gets the smallest block.
pub(super) fn layout(size: u32, align: u32) -> Option<Layout> {
    Layout::from_size_align(size.max(1) as usize, align as usize).ok()
}
