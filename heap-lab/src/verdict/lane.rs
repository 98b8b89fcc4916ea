//! What one allocator made of a program: [`LaneResult`], read from its recording.

use lite_alloc::observe::Loss;

use super::permille;
use crate::{
    lab::{
        Cut, LaneKind, Recording, Sums,
        report::{Refusal, Report, outcome},
        view::{Outcome, TileKind},
    },
    trace::Op,
};

/// The result of a lane. Sizes are in bytes, operations are counted as readers count them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneResult {
    /// Which allocator.
    pub kind: LaneKind,
    /// Operations that it did (a count).
    pub done: usize,
    /// Why it did not do all of them; `None` if it did.
    pub cut: Option<Cut>,
    /// The most bytes that were live at once in this lane.
    pub peak_live: u32,
    /// Its heap at its largest. Memory never shrinks, so that is also the heap at the end.
    pub heap: u32,
    /// Live bytes at the end.
    pub live_at_end: u32,
    /// Requests that were refused (a count).
    pub refused: u32,
    /// The first of them, if there is one.
    pub first_refusal: Option<FirstRefusal>,
    /// Blocks that were resized where they were (a count).
    pub in_place: u32,
    /// Blocks that moved when they were resized (a count).
    pub moves: u32,
    /// The bytes that were copied then.
    pub moved: u64,
    /// What is inside the heap; `None` if it can't be seen.
    pub inside: Option<Inside>,
    /// The time per operation in picoseconds, if it was measured on this machine.
    pub time: Option<u32>,
}

/// The first refusal of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstRefusal {
    /// The operation, counted from 1.
    pub operation: usize,
    /// Why, if that can be seen.
    pub refusal: Option<Refusal>,
}

/// What is inside a heap. Shares are in tenths of a percent, and `None` if there is no whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inside {
    /// Padding and headers in the live blocks, at the peak of live memory.
    pub internal: Option<u32>,
    /// The share of the free bytes that lies outside the largest free piece, at the end.
    pub external_at_end: Option<u32>,
    /// The most of it at [`Reader::SAMPLES`] positions, evenly spread.
    pub external_worst: Option<u32>,
    /// Bytes lost for each reason.
    pub lost: Lost,
    /// Free blocks visited in all operations (a count).
    pub visits: u64,
    /// The most in one operation (a count).
    pub worst_visits: u32,
    /// That operation, counted from 1.
    pub worst_at: usize,
}

/// Bytes lost, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Skipped for alignment.
    pub gap: u64,
    /// Left over at the end of a region.
    pub tail: u64,
    /// Freed, but larger than the largest bin.
    pub large: u64,
    /// Cut off a block that shrank in place.
    pub shrunk: u64,
}

impl Lost {
    /// All of them, in the order of the texts.
    pub fn each(&self) -> [(Loss, u64); 4] {
        [
            (Loss::Large, self.large),
            (Loss::Shrunk, self.shrunk),
            (Loss::Gap, self.gap),
            (Loss::Tail, self.tail),
        ]
    }

    /// Their sum.
    pub fn all(&self) -> u64 {
        self.each().iter().map(|&(_, bytes)| bytes).sum()
    }

    fn add(&mut self, reason: Loss, bytes: u32) {
        let sum = match reason {
            Loss::Gap => &mut self.gap,
            Loss::Tail => &mut self.tail,
            Loss::Large => &mut self.large,
            Loss::Shrunk => &mut self.shrunk,
        };
        *sum += u64::from(bytes);
    }
}

impl LaneResult {
    /// Whether it did the whole trace, without a refusal.
    pub fn is_complete(&self) -> bool {
        self.cut.is_none() && self.refused == 0
    }

    /// The peak of live bytes per byte of the largest heap, in tenths of a percent.
    pub fn utilisation(&self) -> Option<u32> {
        permille(self.peak_live.into(), self.heap.into())
    }

    /// Bytes of the heap beyond the peak of live bytes.
    pub fn overhead(&self) -> u32 {
        self.heap.saturating_sub(self.peak_live)
    }

    /// Free blocks visited per operation, in thousandths; `None` if that can't be seen.
    pub fn visits_per_operation(&self) -> Option<u32> {
        permille(self.inside?.visits, self.done as u64)
    }

    /// Bytes lost; `None` if that can't be seen.
    pub fn lost(&self) -> Option<u64> {
        Some(self.inside?.lost.all())
    }

    /// The result of a recording, at once. Moves the recording.
    pub fn of(recording: &mut Recording) -> Self {
        let mut reader = Reader::new(recording, usize::MAX);
        while !reader.advance(recording, usize::MAX) {}
        reader.finish()
    }
}

/// A result in the making, in pieces.
pub struct Reader {
    /// Operations of the recording that count.
    len: usize,
    /// The next operation to read.
    next: usize,
    /// The next position to look at.
    sample: usize,
    last: Sums,
    /// The sums when live memory was at its peak.
    at_peak: Sums,
    /// The first operation that was refused, in the trace.
    refused_at: Option<usize>,
    /// Labels so far.
    labels: usize,
    found: LaneResult,
    inside: Inside,
}

impl Reader {
    /// Positions at which the free memory is looked at.
    pub const SAMPLES: usize = 64;
    /// Looking at the free memory of a position takes as long as reading about this many operations.
    const LOOK: usize = 20_000;

    /// A reader of the first `len` operations of a recording, or of all if there are fewer.
    pub fn new(recording: &Recording, len: usize) -> Self {
        let found = LaneResult {
            kind: recording.kind(),
            done: 0,
            cut: recording.cut().filter(|_| len > recording.len()),
            peak_live: 0,
            heap: 0,
            live_at_end: 0,
            refused: 0,
            first_refusal: None,
            in_place: 0,
            moves: 0,
            moved: 0,
            inside: None,
            time: None,
        };
        Self {
            len: len.min(recording.len()),
            next: 0,
            sample: 0,
            last: Sums::default(),
            at_peak: Sums::default(),
            refused_at: None,
            labels: 0,
            found,
            inside: Inside::default(),
        }
    }

    /// Reads about this many operations. Returns whether all were read. Moves the recording.
    pub fn advance(&mut self, recording: &mut Recording, work: usize) -> bool {
        if self.next < self.len {
            let end = self.len.min(self.next.saturating_add(work));
            self.read(recording, end);
            return false;
        }
        if let Some(at) = self.refused_at.take() {
            recording.seek(at);
            let refusal = match outcome(recording, at) {
                Some(Report::Refused(refusal)) => refusal,
                _ => None,
            };
            if let Some(first) = &mut self.found.first_refusal {
                first.refusal = refusal;
            }
            return false;
        }
        if !self.found.kind.is_inspected() {
            return true;
        }
        let samples = Self::SAMPLES.min(self.len);
        let end = samples.min(self.sample.saturating_add(work.div_ceil(Self::LOOK)));
        for sample in self.sample..end {
            recording.seek((sample + 1) * self.len / samples);
            let numbers = recording.numbers();
            let free = u64::from(numbers.free) + u64::from(numbers.bump);
            let external = permille(free - u64::from(numbers.largest_hole), free);
            self.inside.external_worst = self.inside.external_worst.max(external);
            self.inside.external_at_end = external;
        }
        self.sample = end;
        end == samples
    }

    fn read(&mut self, recording: &Recording, end: usize) {
        let Self { last, at_peak, refused_at, labels, found, inside, .. } = self;
        recording.sums(self.next..end, &mut |op, sums| {
            match &recording.trace().ops[op] {
                Op::Label { .. } => *labels += 1,
                Op::Realloc { .. } => match recording.outcome(op) {
                    Outcome::InPlace { .. } => found.in_place += 1,
                    Outcome::Moved { .. } => {
                        found.moves += 1;
                        let sizes = [recording.block_before(op), recording.block_after(op)].map(|tile| {
                            tile.map_or(0, |tile| match tile.kind {
                                TileKind::Live { asked, .. } => asked,
                                _ => 0,
                            })
                        });
                        found.moved += u64::from(sizes[0].min(sizes[1]));
                    }
                    _ => {}
                },
                Op::Alloc { .. } | Op::Free { .. } | Op::TakePages { .. } => {}
            }
            let number = op + 1 - *labels;
            if sums.live > at_peak.live {
                *at_peak = *sums;
            }
            if sums.failed > last.failed && refused_at.is_none() && found.first_refusal.is_none() {
                *refused_at = Some(op);
                found.first_refusal = Some(FirstRefusal { operation: number, refusal: None });
            }
            if sums.lost != last.lost {
                for tile in recording.lost(op) {
                    if let TileKind::Lost { reason, .. } = tile.kind {
                        inside.lost.add(reason, tile.size);
                    }
                }
            }
            if sums.probes_last > inside.worst_visits {
                (inside.worst_visits, inside.worst_at) = (sums.probes_last, number);
            }
            *last = *sums;
        });
        self.next = end;
    }

    /// The result, once all was read.
    pub fn finish(self) -> LaneResult {
        let Self { len, last, at_peak, labels, found, inside, .. } = self;
        let inside = Inside {
            internal: permille(u64::from(at_peak.used - at_peak.live), at_peak.used.into()),
            visits: last.probes_total,
            ..inside
        };
        LaneResult {
            done: len - labels,
            peak_live: last.peak_live,
            heap: last.heap_end - last.foreign,
            live_at_end: last.live,
            refused: last.failed,
            inside: found.kind.is_inspected().then_some(inside),
            ..found
        }
    }
}

#[cfg(test)]
mod tests;
