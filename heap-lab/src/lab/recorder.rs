//! Runs a trace on an allocator, once, and writes its history: [`Recorder`].

use std::{alloc::Layout, cell::OnceCell, rc::Rc};

use super::{
    Cut, LaneKind, Recording, Rest,
    borders::Borders,
    headers::Numbers,
    history::{Deed, History},
    lane::Lane,
    listener::Listener,
    peer::{Broken, Engine, Peer, lane::Outside},
    structure,
    view::Outcome,
};
use crate::{
    arena::{Arena, ArenaError, Pages, Settings},
    trace::{BlockId, Op, Trace},
};

/// The capacity of the first arena of a run, in bytes, unless its blocks are known to need more.
const FIRST_CAPACITY: u32 = 1 << 18;
/// The fewest operations between two checkpoints. A seek goes through as many at most, unless a checkpoint is large.
const CHECKPOINTS_EVERY: usize = 1 << 13;
/// Live bytes from which on less is spared beyond them.
const LARGE: u32 = 64 << 20;
/// Free blocks visited in one operation from which on a run counts as slow.
const LONG_SEARCH: u32 = 1_000;

/// Free blocks that a run may visit in all, 20 to 40 seconds in a browser. Beyond, it is cut: the number does not depend on the
/// machine, so wherever a trace is run, it ends at the same operation.
pub const MOST_VISITS: u64 = 1_500_000_000;
/// Operations after which the memory is looked at again.
const LOOK_EVERY: usize = 1024;

/// A recording in progress. It can be made in pieces, so that a page stays responsive.
///
/// A run may need far less memory than the limit of its arena. It begins in a smaller one; if that becomes too small,
/// it begins again in a larger one. A run is deterministic, so nothing but the time tells how often it began.
pub struct Recorder {
    /// What is recorded so far. Its position is the last operation.
    recording: Recording,
    trace: Rc<Trace>,
    settings: Settings,
    /// The capacity of the arena.
    capacity: u32,
    /// The operation at which the last arena was too small.
    abandoned: usize,
    /// How many arenas lasted for less than twice as many operations as the one before.
    misjudged: u32,
    listener: Listener,
    numbers: Numbers,
    /// Operations between two checkpoints.
    every: usize,
    /// The most memory that it may take, in bytes.
    room: usize,
    /// The most free blocks that it may visit.
    visits: u64,
    /// Why it ends before the trace does, and where, once that is known.
    cut: Option<(Cut, usize)>,
}

/// What an operation did to its block.
struct Change {
    outcome: Outcome,
    /// The operation that left the block as it was before.
    gone: Option<u32>,
    /// The start and size of the block now.
    made: Option<(u32, u32)>,
    align: u32,
}

impl From<Outcome> for Change {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, gone: None, made: None, align: 1 }
    }
}

impl Recorder {
    /// A recorder of `trace` on a fresh arena, before its first operation.
    ///
    /// # Errors
    /// The arena is impossible, or the allocator does not run here.
    pub fn new(kind: LaneKind, trace: Rc<Trace>, settings: Settings) -> Result<Self, ArenaError> {
        settings.check().map_err(ArenaError::Settings)?;
        let live = peak(&trace, settings);
        let spare = if live < LARGE { live / 2 } else { live / 4 };
        Self::within(kind, trace, settings, FIRST_CAPACITY.max(live + spare))
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
        Ok(Self { capacity, ..Self::of(kind, lane, listener, base, trace, settings) })
    }

    /// A recorder of an allocator that runs elsewhere, before the first operation.
    ///
    /// # Errors
    /// The arena is impossible, or the engine does not work.
    pub fn on_engine(
        engine: Box<dyn Engine>,
        kind: LaneKind,
        trace: Rc<Trace>,
        settings: Settings,
    ) -> Result<Self, ArenaError> {
        let pages = Pages::new(settings).map_err(ArenaError::Settings)?;
        let peer = Peer::open(engine, kind, settings).map_err(|_| ArenaError::NoEngine)?;
        Ok(Self::of(kind, Outside::open(peer, pages), Listener::default(), 0, trace, settings))
    }

    /// A recorder of what this lane does, whose listener hears it and whose memory starts at address `base`.
    pub(super) fn of(
        kind: LaneKind,
        lane: Box<dyn Lane>,
        listener: Listener,
        base: usize,
        trace: Rc<Trace>,
        settings: Settings,
    ) -> Self {
        let history = History::new(trace.clone(), lane.header(), settings.page_size, base);
        let recording = Recording {
            kind,
            slow_from: None,
            lane,
            history,
            borders: Borders::new(),
            position: 0,
            structure: OnceCell::new(),
            midway: None,
            cut: None,
        };
        Self {
            recording,
            settings,
            capacity: 0,
            abandoned: 0,
            misjudged: 0,
            listener,
            numbers: Numbers::default(),
            every: CHECKPOINTS_EVERY,
            room: usize::MAX,
            visits: MOST_VISITS,
            cut: None,
            trace,
        }
    }

    /// The same recorder, with so many operations between two checkpoints, of which there would be none in a short run.
    #[must_use]
    pub fn with_checkpoints(self, every: usize) -> Self {
        Self { every, ..self }
    }

    /// The same recorder, which ends with [`Cut::Memory`] before it takes more than about this many bytes.
    #[must_use]
    pub fn with_room(self, room: usize) -> Self {
        Self { room, ..self }
    }

    /// The same recorder, which ends with [`Cut::TooSlow`] once it has visited more than this many free blocks.
    #[must_use]
    pub fn with_visits(self, visits: u64) -> Self {
        Self { visits, ..self }
    }

    /// The memory that the recording takes so far, in bytes, with its arena.
    pub fn bytes(&self) -> usize {
        let arena = self.recording.lane.arena().map_or(0, |arena| arena.capacity() as usize);
        let Recording { lane, history, borders, .. } = &self.recording;
        arena + lane.noted_bytes() + self.numbers.bytes() + history.bytes() + borders.bytes()
    }

    /// Which allocator runs.
    pub fn kind(&self) -> LaneKind {
        self.recording.kind
    }

    /// Operations done.
    pub fn done(&self) -> usize {
        self.recording.history.len()
    }

    /// Runs operations until all are done or the run is [cut](Recording::cut), or until their number plus the free blocks
    /// visited reaches `work`. Returns whether the run is over. Only operations on very large blocks can't be split: those that
    /// clear or copy them.
    ///
    /// # Errors
    /// There is not even enough memory to begin again, or the engine failed.
    pub fn advance(&mut self, mut work: u32) -> Result<bool, ArenaError> {
        let trace = self.trace.clone();
        self.recording.structure.take();
        while let Some(op) = trace.ops.get(self.done()) {
            if self.cut.is_some_and(|(_, end)| self.done() >= end) {
                return Ok(true);
            }
            if work == 0 {
                return Ok(false);
            }
            self.operation(op);
            work = work.saturating_sub(1 + self.recording.history.sums_now().probes_last);
            if let Some(needed) = self.recording.lane.arena().and_then(Arena::short) {
                self.begin_again(needed)?;
            } else if let Some(broken) = self.recording.lane.broken() {
                match broken {
                    Broken::NoRoom => self.cut_here(Cut::Memory),
                    Broken::Failed => return Err(ArenaError::NoEngine),
                }
            } else if self.recording.history.sums_now().probes_total > self.visits {
                self.cut_here(Cut::TooSlow);
            } else if self.done().is_multiple_of(LOOK_EVERY) && self.bytes() > self.room {
                self.cut_here(Cut::Memory);
            }
        }
        Ok(true)
    }

    fn cut_here(&mut self, cut: Cut) {
        self.cut.get_or_insert((cut, self.recording.history.len()));
    }

    /// Begins again in an arena with room for `needed` bytes, and for [more](larger). If there is no memory for a larger arena, the
    /// run is repeated in one of the same size, up to where that sufficed.
    fn begin_again(&mut self, needed: u32) -> Result<(), ArenaError> {
        let abandoned = self.recording.history.len();
        let misjudged = self.misjudged + u32::from(abandoned < 2 * self.abandoned);
        // The rest is for the history.
        let most = u32::try_from(self.room / 4 * 3).unwrap_or(u32::MAX);
        let in_all = u64::from(needed) * self.trace.ops.len() as u64 / abandoned.max(1) as u64;
        let larger = needed.max(larger(self.capacity, in_all, misjudged).min(most));
        let (kind, trace) = (self.recording.kind, self.trace.clone());
        let (settings, capacity) = (self.settings, self.capacity);
        let again = |capacity| Self::within(kind, trace.clone(), settings, capacity);
        let (every, room, visits) = (self.every, self.room, self.visits);
        // What the arena and the history held so far is of no use any more, and its memory may be needed.
        *self = again(0)?;
        let larger =
            [larger, needed].into_iter().filter(|&bytes| bytes <= most).find_map(|bytes| again(bytes).ok());
        let cut = larger.is_none().then_some((Cut::Memory, abandoned - 1));
        *self = match larger {
            Some(larger) => larger,
            None => again(capacity)?,
        };
        (self.abandoned, self.misjudged) = (abandoned, misjudged);
        (self.every, self.room, self.visits, self.cut) = (every, room, visits, cut);
        Ok(())
    }

    /// The recording so far, to be read between two pieces. It is at its last operation.
    pub fn so_far(&self) -> &Recording {
        &self.recording
    }

    /// The recording of all operations that are done.
    pub fn finish(self) -> Recording {
        let Self { mut recording, trace, cut, .. } = self;
        let Recording { lane, history, position, .. } = &mut recording;
        // SAFETY: the arena is never replaced.
        let arena = unsafe { lane.arena_mut() };
        if let Some(arena) = arena {
            // SAFETY: the allocator runs no more operations.
            unsafe { history.settle(arena) };
        }
        // SAFETY: except for the contents of live blocks, the arena is as it was after the last operation.
        unsafe { lane.put_back(*position) };
        recording.cut = (*position < trace.ops.len()).then(|| cut.map_or(Cut::Stopped, |(cut, _)| cut));
        recording
    }

    fn operation(&mut self, kind: &Op) {
        self.listener.0.borrow_mut().begin(0, 1);
        let Change { outcome, gone, made, align } = match *kind {
            Op::Alloc { block, size, align, zeroed } => self.alloc(block, size, align, zeroed),
            Op::Realloc { block, size } => self.realloc(block, size),
            Op::Free { block } => self.free(block),
            Op::Label { .. } => Outcome::Done.into(),
            Op::TakePages { pages } => self.take_pages(pages).into(),
        };
        let Self { recording, listener, numbers, .. } = self;
        let Recording { kind, slow_from, lane, history, borders, position, .. } = recording;
        lane.note();
        let mut log = listener.0.borrow_mut();
        log.end();
        let (op, visits) = (history.len(), log.visits());
        if visits >= LONG_SEARCH {
            slow_from.get_or_insert(op);
        }
        let (steps, touched, lost) = (&log.steps, &log.touched, &log.lost);
        let deed = Deed { outcome, gone, made, align, lost, steps, visits, touched };
        history.push(deed, lane.pages().end(), lane.arena(), numbers);
        if kind.rest() != Rest::None {
            borders.push(op as u32, lane.bump(), lane.reserved());
        }
        log.kept(history.step_bytes());
        *position = op + 1;
        if position.is_multiple_of(self.every) {
            drop(log);
            history.keep(&**lane, numbers);
        }
    }

    fn alloc(&mut self, block: BlockId, size: u32, align: u32, zeroed: bool) -> Change {
        let placed = self.recording.history.placed();
        if !placed.knows(block) || placed.block(block).is_some() {
            return Outcome::NoBlock.into();
        }
        let Some(layout) = layout(size, align) else {
            return Outcome::OutOfMemory.into();
        };
        self.look_for(layout);
        match self.recording.lane.allocate(layout, zeroed) {
            Some(address) => Change {
                outcome: Outcome::Placed { address },
                gone: None,
                made: Some(self.place(address, layout)),
                align,
            },
            None => Change { align, ..Outcome::OutOfMemory.into() },
        }
    }

    fn realloc(&mut self, block: BlockId, size: u32) -> Change {
        let Some((op, tile, old)) = self.recording.history.live_block(block) else {
            return Outcome::NoBlock.into();
        };
        let Some(new) = layout(size, old.align() as u32) else {
            return Outcome::OutOfMemory.into();
        };
        self.look_for(new);
        let (from, align) = (tile.start + self.recording.lane.header(), old.align() as u32);
        // SAFETY: the tile is that of a live block, and `new` is a layout.
        let Some(to) = (unsafe { self.recording.lane.reallocate(from, old, new.size()) }) else {
            return Change { align, ..Outcome::OutOfMemory.into() };
        };
        let outcome = if from == to { Outcome::InPlace { address: to } } else { Outcome::Moved { from, to } };
        Change { outcome, gone: Some(op), made: Some(self.place(to, new)), align }
    }

    fn free(&mut self, block: BlockId) -> Change {
        let Some((op, tile, layout)) = self.recording.history.live_block(block) else {
            return Outcome::NoBlock.into();
        };
        let address = tile.start + self.recording.lane.header();
        // SAFETY: the tile is that of a live block.
        unsafe { self.recording.lane.deallocate(address, layout) };
        Change {
            outcome: Outcome::Freed { address },
            gone: Some(op),
            made: None,
            align: layout.align() as u32,
        }
    }

    fn take_pages(&mut self, pages: u32) -> Outcome {
        if self.recording.lane.take_pages(pages) { Outcome::Done } else { Outcome::NoPages }
    }

    /// Tells the log what the next probes search for.
    fn look_for(&self, layout: Layout) {
        let needed = self.recording.lane.block_size(layout);
        self.listener.0.borrow_mut().begin(needed, layout.align() as u32);
    }

    /// The start and size of a live block at the address that the program has of it.
    fn place(&self, address: u32, layout: Layout) -> (u32, u32) {
        (address - self.recording.lane.header(), self.recording.lane.block_size(layout))
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

/// The capacity of the arena that follows one of this `capacity`. It has room for `in_all` bytes, the final size of the heap if it
/// goes on to grow at its pace, and for an eighth more.
///
/// While each arena lasts for twice as many operations as the one before, all runs together take at most twice as long as the last.
/// `misjudged` is the number of arenas that did not last so long. Each of them makes the next ones grow faster, so there are few.
fn larger(capacity: u32, in_all: u64, misjudged: u32) -> u32 {
    let capacity = u64::from(capacity);
    let (least, most) = match misjudged {
        0 => (capacity + capacity / 4, 2 * capacity),
        _ => (capacity << misjudged.min(3), 8 * capacity),
    };
    u32::try_from((in_all + in_all / 8).clamp(least, most)).unwrap_or(u32::MAX)
}

/// Rust never requests 0 bytes; a trace that does gets the smallest block.
pub(super) fn layout(size: u32, align: u32) -> Option<Layout> {
    Layout::from_size_align(size.max(1) as usize, align as usize).ok()
}
