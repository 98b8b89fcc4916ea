//! The result of a run: everything about each operation, and how to go from one position to any other.
//!
//! A run may have millions of operations, so of each there is only what can't be concluded: where its block is and how large,
//! which operation left the block as it was before, the outcome, its steps in bytes ([`super::codec`]), and what it wrote into
//! headers. The sums are counted again from the last of a few that are kept.
//!
//! # Why the bytes are restored
//! The bytes of the arena are not copied per position. The only bytes read at a position are the headers of the blocks
//! that are free there, so only these must be right:
//!
//! - Every operation that writes a header, tag or footer reports an event with an address at most a granule below it (the
//!   promise of [`Event`](lite_alloc::observe::Event)). After each operation, the cells that can contain such a field are
//!   compared with what they held when they were last compared, and a difference is recorded as a patch ([`Headers`]). So
//!   as long as a field is in use, the latest patch of its cell equals it.
//! - Whole cells are compared, at multiples of their size, so two of them are equal or share no byte: no patch
//!   restores stale bytes of another one. The fields of two blocks may share a cell; they are then compared together
//!   whenever one of them is named.
//! - While a block is live, anything may be written over old headers inside it: zeros of `alloc_zeroed`, the copy of a
//!   `realloc`, a new header inside a block that was split. No patch follows. None has to: nobody reads those
//!   addresses until a block that starts there is freed again, which names it.
//! - But going back to a time when the header was in use must restore it, and there may be no patch in between. So
//!   when the run is over, the latest patch of every cell is written into the arena once, at most over contents of live
//!   blocks. From then on a cell holds, at each position, the words of its latest patch there, or zeros before its first:
//!   going forwards over a patch writes its words, going backwards those of the patch before it. So the bytes at a
//!   position are the same from wherever it is reached, and at every cell that holds a header there they are what the
//!   allocator wrote.
//! - A jump needs to know only which patch is the latest of each cell that may be read there. A [`Checkpoint`] lists these,
//!   which is far less than all cells: not those inside live blocks and lost bytes, or far inside free ones. The cells whose patch is another
//!   one are written; of the others, some are stale from then on. A cell that is read at a later position was read at the
//!   checkpoint, too, or an operation in between names it; so after a checkpoint, the first operation that names a cell makes a
//!   patch of it, even if nothing has changed. Therefore a position is reached from the checkpoint before it, and from there no
//!   position before that checkpoint.
//!
//! An allocator may keep a part of its roots in the arena, such as the heads of its bins. No event names them, so
//! patches may restore stale ones; afterwards the roots of the position are written over them.

use std::{ops::Range, rc::Rc};

use lite_alloc::observe::Loss;

use super::{
    chunks::{Chunks, Narrow, Spans},
    codec::{self, Known},
    headers::{Headers, Numbers},
    placed::Placed,
    sums::Sums,
    view::{Outcome, Step, Tile, TileKind},
};
use crate::{
    arena::Arena,
    trace::{Op, Trace},
};

mod position;

use position::Checkpoint;

/// Operations between two sums that are kept.
const SUMS_EVERY: usize = 1024;
/// No operation.
const NONE: u32 = u32::MAX;

/// The block of an operation.
#[derive(Clone, Copy)]
struct Entry {
    /// Where the block is after it, and its size; 0 if there is none.
    start: u32,
    size: u32,
    /// The operation that left the block as it was before, if this one freed or changed it.
    gone: u32,
}

/// Bytes that an operation lost.
#[derive(Clone, Copy)]
struct Lost {
    op: u32,
    start: u32,
    size: u32,
    reason: Loss,
}

/// The effects of an operation, for [`History::push`].
pub(super) struct Deed<'a> {
    pub(super) outcome: Outcome,
    /// The operation that left the block as it was before, if the block was freed, moved or resized.
    pub(super) gone: Option<u32>,
    /// The start and size of the block now, if it was allocated, moved or resized.
    pub(super) made: Option<(u32, u32)>,
    /// The alignment of the block.
    pub(super) align: u32,
    /// The bytes lost: start, size and reason.
    pub(super) lost: &'a [(u32, u32, Loss)],
    pub(super) steps: &'a [Step],
    /// Free blocks visited.
    pub(super) visits: u32,
    /// Addresses of the cells in which it may have written headers, tags or footers.
    pub(super) touched: &'a [u32],
}

/// A whole run, and its headers and tiles at one position.
pub(super) struct History {
    trace: Rc<Trace>,
    /// Bytes of a live block before the address that the program has of it.
    header: u32,
    page_size: u32,
    entries: Chunks<Entry>,
    /// The kind of the outcome, and the alignment as a power of two.
    kinds: Chunks<u8>,
    visits: Narrow<u16>,
    steps: Chunks<u8>,
    step_spans: Spans,
    patch_spans: Spans,
    /// In the order of operations.
    lost: Chunks<Lost>,
    /// The operations at which the memory grew, and its end after them.
    ends: Chunks<(u32, u32)>,
    /// The sums before every [`SUMS_EVERY`]th operation.
    sums: Chunks<Sums>,
    now: Tally,
    first_refusal: Option<u32>,
    checkpoints: Vec<Checkpoint>,
    /// The checkpoint, or the start, from which the headers of the position were made. Those before it can't be made from them.
    base: usize,
    headers: Headers,
    placed: Placed,
    /// Where the bytes of steps are collected.
    scratch: Vec<u8>,
}

/// Sums, and how many of the sparse lists are in them.
#[derive(Clone, Copy, Default)]
struct Tally {
    sums: Sums,
    lost: usize,
    ends: usize,
}

impl History {
    /// The history of no operations, in an arena whose first byte is at address `base`.
    pub(super) fn new(trace: Rc<Trace>, header: u32, page_size: u32, base: usize) -> Self {
        Self {
            header,
            page_size,
            entries: Chunks::new(),
            kinds: Chunks::new(),
            visits: Narrow::new(),
            steps: Chunks::new(),
            step_spans: Spans::new(),
            patch_spans: Spans::new(),
            lost: Chunks::new(),
            ends: Chunks::new(),
            sums: Chunks::new(),
            now: Tally::default(),
            first_refusal: None,
            checkpoints: Vec::new(),
            base: 0,
            headers: Headers::new(base),
            placed: Placed::new(trace.blocks.len()),
            scratch: Vec::new(),
            trace,
        }
    }

    /// Number of operations.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The trace that was run.
    pub(super) fn trace(&self) -> &Rc<Trace> {
        &self.trace
    }

    // --- Operations ---

    /// The outcome of an operation.
    pub(super) fn outcome(&self, op: usize) -> Outcome {
        let Entry { start, gone, .. } = self.entries.get(op);
        let (to, from) = (start + self.header, || self.entries.get(gone as usize).start + self.header);
        match self.kinds.get(op) & KIND {
            0 => Outcome::Placed { address: to },
            1 => Outcome::InPlace { address: to },
            2 => Outcome::Moved { from: from(), to },
            3 => Outcome::Freed { address: from() },
            4 => Outcome::OutOfMemory,
            5 => Outcome::NoBlock,
            6 => Outcome::Done,
            _ => Outcome::NoPages,
        }
    }

    /// The live block as an operation left it, if it changed one.
    pub(super) fn made(&self, op: usize) -> Option<Tile> {
        let Entry { start, size, .. } = self.entries.get(op);
        (size != 0).then(|| self.live(op as u32, start, size))
    }

    /// The live block as it was before an operation changed or freed it.
    pub(super) fn gone(&self, op: usize) -> Option<Tile> {
        let gone = self.entries.get(op).gone;
        if gone == NONE { None } else { self.made(gone as usize) }
    }

    /// The tile of a live block as `op` left it.
    #[inline]
    fn live(&self, op: u32, start: u32, size: u32) -> Tile {
        let align = 1 << (self.kinds.get(op as usize) >> ALIGN);
        let (block, asked) = match self.trace.ops[op as usize] {
            Op::Alloc { block, size, .. } | Op::Realloc { block, size } => (block, size),
            _ => (0, 0),
        };
        Tile { start, size, kind: TileKind::Live { block, asked, align, header: self.header, op } }
    }

    /// What the allocator did in an operation.
    pub(super) fn steps(&self, op: usize) -> Vec<Step> {
        let bytes = self.step_spans.range(op).map(|index| self.steps.get(index));
        codec::decode(bytes, self.known(op))
    }

    fn known(&self, op: usize) -> Known {
        Known { made: self.made(op), gone: self.gone(op), align: 1 << (self.kinds.get(op) >> ALIGN) }
    }

    /// Bytes that the steps of all operations take.
    pub(super) fn step_bytes(&self) -> usize {
        self.steps.len()
    }

    /// The bytes that an operation lost.
    pub(super) fn lost(&self, op: usize) -> Vec<Tile> {
        let first = self.lost_before(op);
        (first..self.lost.len())
            .map(|index| self.lost.get(index))
            .take_while(|lost| lost.op as usize == op)
            .map(tile)
            .collect()
    }

    /// Visits what the operations of a range lost, in order.
    pub(super) fn losses(&self, ops: Range<usize>, visit: &mut dyn FnMut(Tile)) {
        for index in self.lost_before(ops.start)..self.lost_before(ops.end) {
            visit(tile(self.lost.get(index)));
        }
    }

    fn lost_before(&self, op: usize) -> usize {
        self.lost.partition_point(|lost| (lost.op as usize) < op)
    }

    /// The first operation that failed.
    pub(super) fn first_refusal(&self) -> Option<usize> {
        self.first_refusal.map(|op| op as usize)
    }

    /// One past the last page after `done` operations.
    pub(super) fn end_after(&self, done: usize) -> u32 {
        let growths = self.ends.partition_point(|&(op, _)| (op as usize) < done);
        growths.checked_sub(1).map_or(0, |last| self.ends.get(last).1)
    }

    /// Visits the operations of a range at which the memory grew, in order, with its end after them.
    pub(super) fn ends(&self, ops: Range<usize>, visit: &mut dyn FnMut(u32, u32)) {
        let first = |done: usize| self.ends.partition_point(|&(op, _)| (op as usize) < done);
        for index in first(ops.start)..first(ops.end) {
            let (op, end) = self.ends.get(index);
            visit(op, end);
        }
    }

    // --- Sums ---

    /// The sums after `done` operations.
    pub(super) fn sums_at(&self, done: usize) -> Sums {
        let mut sums = Sums::default();
        if let Some(last) = done.checked_sub(1) {
            self.sums(last..done, &mut |_, after| sums = *after);
        }
        sums
    }

    /// The sums after the last operation.
    pub(super) fn sums_now(&self) -> &Sums {
        &self.now.sums
    }

    /// Visits the sums after each operation of a range.
    pub(super) fn sums(&self, range: Range<usize>, visit: &mut dyn FnMut(usize, &Sums)) {
        if range.is_empty() {
            return;
        }
        let first = range.start / SUMS_EVERY * SUMS_EVERY;
        let ends = self.ends.partition_point(|&(op, _)| (op as usize) < first);
        let sums = self.sums.get(first / SUMS_EVERY);
        let mut tally = Tally { sums, lost: self.lost_before(first), ends };
        for op in first..range.end {
            self.count(op, &mut tally);
            if op >= range.start {
                visit(op, &tally.sums);
            }
        }
    }

    /// Visits those of the sums that are kept, after operation `from` or later: those of every [`SUMS_EVERY`]th one.
    pub(super) fn kept_sums(&self, from: usize, visit: &mut dyn FnMut(usize, &Sums)) {
        for index in (from / SUMS_EVERY + 1)..self.sums.len() {
            visit(index * SUMS_EVERY - 1, &self.sums.get(index));
        }
    }

    /// Adds an operation to the sums.
    fn count(&self, op: usize, tally: &mut Tally) {
        let Tally { sums, lost, ends } = tally;
        let kind = self.kinds.get(op) & KIND;
        if let Some(tile) = self.gone(op) {
            sums.remove(&tile);
        }
        if let Some(tile) = self.made(op) {
            sums.add(&tile);
        }
        while *lost < self.lost.len() && self.lost.get(*lost).op as usize == op {
            sums.lost += self.lost.get(*lost).size;
            *lost += 1;
        }
        if *ends < self.ends.len() && self.ends.get(*ends).0 as usize == op {
            sums.heap_end = self.ends.get(*ends).1;
            *ends += 1;
        }
        if let Op::TakePages { pages } = self.trace.ops[op]
            && kind == of_outcome(Outcome::Done)
        {
            sums.foreign += pages * self.page_size;
        }
        sums.visit(self.visits.get(op));
        sums.failed += u32::from(kind == of_outcome(Outcome::OutOfMemory));
    }

    // --- Recording ---

    /// Adds an operation that just ran on the allocator of `arena`, with the end of its memory, and moves the position after
    /// it.
    pub(super) fn push(&mut self, deed: Deed, end: u32, arena: Option<&Arena>, numbers: &mut Numbers) {
        let op = self.len();
        if op.is_multiple_of(SUMS_EVERY) {
            self.sums.push(self.now.sums);
        }
        numbers.begin();
        if let Some(arena) = arena {
            deed.touched.iter().for_each(|&address| self.headers.compare(arena, address, numbers));
        }
        self.patch_spans.push(self.headers.end());
        let (start, size) = deed.made.unwrap_or_default();
        self.entries.push(Entry { start, size, gone: deed.gone.unwrap_or(NONE) });
        self.kinds.push(of_outcome(deed.outcome) | (deed.align.trailing_zeros() as u8) << ALIGN);
        self.visits.push(deed.visits);
        let lost = self.lost.len();
        for &(start, size, reason) in deed.lost {
            self.lost.push(Lost { op: op as u32, start, size, reason });
        }
        if end != self.now.sums.heap_end {
            self.ends.push((op as u32, end));
        }
        self.scratch.clear();
        codec::encode(deed.steps, self.known(op), &mut self.scratch);
        self.scratch.iter().for_each(|&byte| self.steps.push(byte));
        self.step_spans.push(self.steps.len());
        if deed.outcome == Outcome::OutOfMemory {
            self.first_refusal.get_or_insert(op as u32);
        }
        let mut now = self.now;
        self.count(op, &mut now);
        self.now = now;
        self.place(op, lost);
    }

    /// The run is over: writes the headers into the arena.
    ///
    /// # Safety
    /// The allocator in the arena runs no more operations, since the contents of live blocks are lost.
    pub(super) unsafe fn settle(&mut self, arena: &mut Arena) {
        // SAFETY: by the contract.
        unsafe { self.headers.settle(arena) };
    }

    /// The memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        let operations = self.entries.bytes() + self.kinds.bytes() + self.visits.bytes();
        let steps = self.steps.bytes() + self.step_spans.bytes() + self.patch_spans.bytes();
        let sparse = self.lost.bytes() + self.ends.bytes() + self.sums.bytes();
        let position = self.headers.bytes() + self.placed.bytes();
        operations + steps + sparse + position + self.checkpoints.iter().map(Checkpoint::bytes).sum::<usize>()
    }
}

/// Bits of a kind: that of the outcome, and where the alignment begins.
const KIND: u8 = 7;
const ALIGN: u32 = 3;

fn of_outcome(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Placed { .. } => 0,
        Outcome::InPlace { .. } => 1,
        Outcome::Moved { .. } => 2,
        Outcome::Freed { .. } => 3,
        Outcome::OutOfMemory => 4,
        Outcome::NoBlock => 5,
        Outcome::Done => 6,
        Outcome::NoPages => 7,
    }
}

fn tile(Lost { op, start, size, reason }: Lost) -> Tile {
    Tile { start, size, kind: TileKind::Lost { reason, op } }
}
