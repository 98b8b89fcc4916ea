//! Time per operation: all allocators run the same trace in the same module, without any recording.
//!
//! They take turns, several times, so that whatever else slows the machine down meets all of them; the median of an
//! allocator's turns counts. The work is done in slices, since nothing may block a page for long.

use super::{Broken, Call, Engine, Peer, table::Table};
use crate::{
    arena::Settings,
    lab::{LaneKind, Lanes},
    trace::Trace,
};

/// Turns of each allocator.
const TURNS: usize = 5;
/// What one turn measures at least, in milliseconds, in whole runs of the trace.
const LEAST: f64 = 20.0;
/// The length of a slice, in milliseconds: much more than a step of a browser's clock, less than a frame.
const SLICE: f64 = 8.0;
/// Operations in the first call of a turn, and the most in one. A free list grows by a block with each operation, so the
/// cost of one can't rise by much during a call.
const FIRST_STRETCH: u32 = 16;
const LONGEST_STRETCH: u32 = 4_096;
/// A run of the trace that takes longer, in milliseconds, is not measured.
const MOST: f64 = 4_000.0;
/// Traces with fewer operations are not measured: what they take is mostly the growth of a heap from nothing.
pub const FEWEST: usize = 1_000;

/// The time of an allocator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timed {
    /// Which one.
    pub lane: LaneKind,
    /// Tenths of a nanosecond for an operation, the median; `None` if the trace took too long.
    pub tenths: Option<u64>,
    /// The same in percent of the fastest.
    pub percent: Option<u64>,
}

impl Timed {
    /// Picoseconds for an operation, as a verdict has them.
    pub fn picoseconds(&self) -> Option<u32> {
        // Tenths of a nanosecond are hundreds of picoseconds.
        self.tenths.map(|tenths| u32::try_from(tenths.saturating_mul(100)).unwrap_or(u32::MAX))
    }
}

/// A measurement in progress.
pub struct Timing {
    peer: Peer,
    table: Table,
    settings: Settings,
    lanes: Vec<Lane>,
    /// The lane whose turn it is.
    now: usize,
    turn: Option<Turn>,
    /// Operations in the next call.
    stretch: u32,
}

struct Lane {
    kind: LaneKind,
    /// Nanoseconds for an operation, by turn.
    turns: Vec<f64>,
    is_slow: bool,
}

/// A lane at work.
#[derive(Default)]
struct Turn {
    /// Whether it has run for a slice that does not count: at first memory and caches are cold.
    is_warm: bool,
    /// Operations and milliseconds measured.
    done: u64,
    passed: f64,
}

impl Turn {
    /// Whether enough was measured, with another `passed` milliseconds: whole runs of a trace of `all` operations.
    fn is_over(&self, all: u64, passed: f64) -> bool {
        self.is_warm && self.done != 0 && self.done.is_multiple_of(all) && self.passed + passed >= LEAST
    }
}

impl Timing {
    /// A measurement of these lanes. `None` if the trace is too short.
    pub fn new(engine: Box<dyn Engine>, trace: &Trace, settings: Settings, lanes: Lanes) -> Option<Self> {
        let table = Table::new(trace);
        let lane = |kind| Lane { kind, turns: Vec::new(), is_slow: false };
        (table.operations as usize >= FEWEST).then(|| Self {
            peer: Peer { engine },
            table,
            settings,
            lanes: lanes.iter().map(lane).collect(),
            now: 0,
            turn: None,
            stretch: FIRST_STRETCH,
        })
    }

    /// Works for about a slice; `clock` tells the time in milliseconds. Returns the result when it is known.
    ///
    /// # Errors
    /// The engine does not work.
    pub fn advance(&mut self, clock: &dyn Fn() -> f64) -> Result<Option<Vec<Timed>>, Broken> {
        let Some(lane) = self.lanes.get(self.now) else { return Ok(Some(result(&self.lanes))) };
        if self.turn.is_none() {
            self.peer.begin(lane.kind, self.settings, (self.table.operations, self.table.slots))?;
            let at = self.peer.ask(Call::Operations)?.ok_or(Broken::Failed)?;
            if !self.peer.engine.write(at, &self.table.bytes) {
                return Err(Broken::Failed);
            }
            // The lane before may have been much faster.
            self.stretch = FIRST_STRETCH;
        }
        let mut turn = self.turn.take().unwrap_or_default();
        let all = u64::from(self.table.operations);
        let start = clock();
        let mut passed = 0.0;
        while passed < SLICE && !turn.is_over(all, passed) {
            let is_last = turn.is_warm && turn.passed + passed >= LEAST;
            let left = if is_last { all - turn.done % all } else { u64::MAX };
            let count = u64::from(self.stretch).min(left) as u32;
            self.peer.ask(Call::Run { count })?;
            turn.done += u64::from(count);
            let took = clock() - start - passed;
            passed += took;
            match took {
                ..2.0 => self.stretch = (2 * self.stretch).min(LONGEST_STRETCH),
                4.0.. => self.stretch = (self.stretch / 2).max(1),
                _ => {}
            }
        }
        if !turn.is_warm {
            self.turn = Some(Turn { is_warm: true, ..Turn::default() });
            return Ok(None);
        }
        turn.passed += passed;
        let is_slow = turn.done < all && turn.passed > MOST;
        match is_slow || turn.is_over(all, 0.0) {
            true => self.end_turn(turn.passed * 1e6 / turn.done as f64, is_slow),
            false => self.turn = Some(turn),
        }
        Ok(None)
    }

    fn end_turn(&mut self, nanoseconds: f64, is_slow: bool) {
        let lane = &mut self.lanes[self.now];
        lane.is_slow = is_slow;
        lane.turns.push(nanoseconds);
        let is_due = |lane: &Lane| lane.turns.len() < TURNS && !lane.is_slow;
        let next =
            (self.now + 1..self.lanes.len()).chain(0..=self.now).find(|&lane| is_due(&self.lanes[lane]));
        self.now = next.unwrap_or(self.lanes.len());
    }
}

fn result(lanes: &[Lane]) -> Vec<Timed> {
    let median = |lane: &Lane| {
        let mut turns = lane.turns.clone();
        turns.sort_by(f64::total_cmp);
        let middle = turns.get(turns.len() / 2).filter(|_| !lane.is_slow)?;
        Some(((middle * 10.0).round() as u64).max(1))
    };
    let fastest = lanes.iter().filter_map(median).min();
    let timed = |lane: &Lane| {
        let tenths = median(lane);
        let percent = tenths.zip(fastest).map(|(tenths, fastest)| (100 * tenths + fastest / 2) / fastest);
        Timed { lane: lane.kind, tenths, percent }
    };
    lanes.iter().map(timed).collect()
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, rc::Rc};

    use super::*;
    use crate::trace::Op;

    /// A module that takes so many nanoseconds for an operation, by kind, on a clock of its own.
    struct Clockwork {
        costs: [f64; 6],
        kind: usize,
        now: Rc<Cell<f64>>,
        longest: Rc<Cell<f64>>,
    }

    impl Engine for Clockwork {
        fn call(&mut self, call: Call) -> Option<u32> {
            match call {
                Call::Open { kind, .. } => self.kind = kind as usize,
                Call::Run { count } => {
                    let passed = f64::from(count) * self.costs[self.kind] / 1e6;
                    self.longest.set(self.longest.get().max(passed));
                    self.now.set(self.now.get() + passed);
                }
                _ => {}
            }
            Some(0)
        }

        fn write(&mut self, _: u32, bytes: &[u8]) -> bool {
            bytes.len() == 12 * 1_000
        }
    }

    fn trace(ops: usize) -> Trace {
        Trace { ops: vec![Op::TakePages { pages: 0 }; ops], ..Trace::default() }
    }

    #[test]
    fn the_time_of_each_lane_is_measured_in_short_slices() {
        let (now, longest) = (Rc::new(Cell::new(0.0)), Rc::new(Cell::new(0.0)));
        // The last one takes five seconds for the whole trace.
        let costs = [20.0, 25.0, 2_000.0, 40.04, 30.0, 5e6];
        let engine = Clockwork { costs, kind: 0, now: now.clone(), longest: longest.clone() };
        let lanes = Lanes::of(|lane| lane != LaneKind::SegregatedBump);
        let mut timing = Timing::new(Box::new(engine), &trace(1_000), Settings::default(), lanes).unwrap();
        let timed = loop {
            if let Some(timed) = timing.advance(&|| now.get()).unwrap() {
                break timed;
            }
        };
        let of = |lane, tenths, percent| Timed { lane, tenths, percent };
        assert_eq!(
            timed,
            [
                of(LaneKind::BumpFreeList, Some(200), Some(100)),
                of(LaneKind::FreeList, Some(20_000), Some(10_000)),
                of(LaneKind::BoundaryTag, Some(400), Some(200)),
                of(LaneKind::Dlmalloc, Some(300), Some(150)),
                of(LaneKind::Talc, None, None),
            ]
        );
        let first = 5.0 * f64::from(FIRST_STRETCH);
        assert_eq!(longest.get(), first, "a page is never blocked for longer");
    }

    #[test]
    fn a_short_trace_is_not_measured() {
        let engine = || {
            let (now, longest) = Default::default();
            Box::new(Clockwork { costs: [1.0; 6], kind: 0, now, longest })
        };
        let timing = |ops| Timing::new(engine(), &trace(ops), Settings::default(), Lanes::ours());
        assert!(timing(FEWEST - 1).is_none() && timing(FEWEST).is_some());
    }
}
