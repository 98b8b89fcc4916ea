//! Runs a trace on an allocator, once, and writes its history: [`Recorder`].

use std::{alloc::Layout, cell::OnceCell, rc::Rc};

use super::{
    LaneKind, Recording,
    history::{Deed, History, Shadow, Totals},
    lane::Lane,
    listener::Listener,
    placed::Placed,
    structure,
    view::{Outcome, Tile, TileKind},
};
use crate::{
    arena::{Arena, ArenaError, Settings},
    trace::{BlockId, Op, Trace},
};

/// A recording in progress. It can be made in pieces, so that a page stays responsive.
pub struct Recorder {
    kind: LaneKind,
    trace: Rc<Trace>,
    lane: Box<dyn Lane>,
    listener: Listener,
    placed: Placed,
    history: History,
    shadow: Shadow,
    totals: Totals,
}

/// The outcome of an operation, and the live block before and after it.
type Change = (Outcome, Option<Tile>, Option<Tile>);

impl Recorder {
    /// A recorder of `trace` on a fresh arena, before its first operation.
    ///
    /// # Errors
    /// The arena is impossible.
    pub fn new(kind: LaneKind, trace: Rc<Trace>, settings: Settings) -> Result<Self, ArenaError> {
        let arena = Arena::new(settings)?;
        let base = arena.pointer(0).addr().get();
        let listener = Listener::default();
        let lane = kind.open(arena, listener.clone());
        let lists = structure::lists(kind.lists(), lane.bins()).collect();
        listener.0.borrow_mut().begin_run(base, lists);
        Ok(Self {
            kind,
            lane,
            listener,
            placed: Placed::new(trace.blocks.len()),
            history: History::new(),
            shadow: Shadow::default(),
            totals: Totals::default(),
            trace,
        })
    }

    /// Runs operations until all are done, or until their number plus the free blocks visited reaches `work`. Returns
    /// whether all are done.
    pub fn advance(&mut self, mut work: u32) -> bool {
        let trace = self.trace.clone();
        for op in &trace.ops[self.history.len()..] {
            if work == 0 {
                return false;
            }
            self.operation(op);
            work = work.saturating_sub(1 + self.totals.probes_last);
        }
        true
    }

    /// The recording of all operations that are done.
    pub fn finish(self) -> Recording {
        let Self { kind, trace, mut lane, listener, placed, mut history, shadow, .. } = self;
        // SAFETY: the arena is never replaced, and the allocator runs no more operations.
        unsafe { shadow.settle(lane.arena_mut()) };
        // SAFETY: except for the contents of live blocks, the arena is as it was after the last operation.
        unsafe { lane.put_back() };
        history.finish(std::mem::take(&mut listener.0.borrow_mut().steps));
        let position = history.len();
        Recording { kind, trace, lane, history, position, placed, structure: OnceCell::new(), midway: None }
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

/// Rust never requests 0 bytes; a trace that does gets the smallest block.
pub(super) fn layout(size: u32, align: u32) -> Option<Layout> {
    Layout::from_size_align(size.max(1) as usize, align as usize).ok()
}
