//! The largest free block over time. No sum tells it: at some operations, the recording is moved there and the library reads
//! its free blocks. How many is bounded by the work, so that a long run of a broken heap is not read forever.

use std::ops::Range;

use super::Clock;
use crate::lab::Recording;

/// Work in all, in free blocks read and operations passed.
pub const USUAL_WORK: u64 = 3_000_000;
/// Stretches of the first round; each further one halves them.
const FIRST: u64 = 16;
/// What an operation that is passed costs, in parts of a free block.
const PASSING: u64 = 8;

/// The samples of a stretch of operations. Round after round they get twice as dense, as long as there is work left for
/// a whole round.
#[derive(Clone)]
pub struct Samples {
    ops: Range<u32>,
    /// As many suffice.
    enough: usize,
    /// Operation and largest free block after it, in their order.
    values: Vec<(u32, u32)>,
    /// Those of this round.
    round: Vec<(u32, u32)>,
    stretches: u64,
    /// The next one of this round.
    next: u64,
    spent: u64,
    spent_before: u64,
    work: u64,
    is_done: bool,
}

impl Samples {
    /// No samples of the operations `ops` yet. A plot of `columns` needs no more than two in each.
    pub fn new(ops: Range<u32>, columns: u32, work: u64) -> Self {
        Self {
            enough: (2 * columns as usize).min(ops.len()),
            is_done: ops.is_empty(),
            ops,
            values: Vec::new(),
            round: Vec::new(),
            stretches: FIRST,
            next: 0,
            spent: 0,
            spent_before: 0,
            work,
        }
    }

    /// No samples of a run of so many operations that is still made. They come with [`note`](Self::note).
    pub fn of_growing(len: u32) -> Self {
        Self { is_done: true, ..Self::new(0..len, 0, 0) }
    }

    /// Adds the last operation of a recording, unless that is known.
    pub fn note(&mut self, recording: &Recording) {
        let last = recording.position().checked_sub(1).map(|op| op as u32);
        if let Some(op) = last.filter(|&op| self.values.last().is_none_or(|&(at, _)| at < op)) {
            self.values.push((op, recording.numbers().largest_hole));
        }
    }

    /// Goes on until the slice is over, at least for one sample. Returns whether there are all that there will be. It moves
    /// the recording.
    pub fn advance(&mut self, recording: &mut Recording, is_over: Clock) -> bool {
        while !self.is_done {
            self.sample(recording);
            if is_over() {
                break;
            }
        }
        self.is_done
    }

    fn sample(&mut self, recording: &mut Recording) {
        // The first round has both ends; each further one the middles of all stretches.
        let is_first = self.stretches == FIRST;
        let count = if is_first { FIRST + 1 } else { self.stretches / 2 };
        let part = if is_first { self.next } else { 2 * self.next + 1 };
        let last = u64::from(self.ops.end - self.ops.start) - 1;
        let op = self.ops.start + (last * part / self.stretches) as u32;
        let known = self.values.binary_search_by_key(&op, |&(at, _)| at).is_ok();
        if !known && self.round.last().is_none_or(|&(at, _)| at != op) {
            let passed = recording.position().abs_diff(op as usize + 1) as u64;
            recording.seek(op as usize + 1);
            self.round.push((op, recording.numbers().largest_hole));
            let read: usize = recording.bins().iter().map(|bin| bin.blocks.len() + 1).sum();
            self.spent += read as u64 + passed / PASSING;
        }
        self.next += 1;
        if self.next >= count {
            self.end_round();
        }
    }

    fn end_round(&mut self) {
        self.values.append(&mut self.round);
        self.values.sort_unstable();
        let this_round = self.spent - self.spent_before;
        self.spent_before = self.spent;
        let would_be = self.spent + 2 * this_round;
        self.is_done = self.values.len() >= self.enough || would_be > self.work;
        self.stretches *= 2;
        self.next = 0;
    }

    /// The operations that were looked at, and the largest free block after each.
    pub fn values(&self) -> &[(u32, u32)] {
        &self.values
    }

    /// Whether every operation was looked at.
    pub fn is_exact(&self) -> bool {
        self.values.len() == self.ops.len()
    }
}
