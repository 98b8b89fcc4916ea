//! Why a recommendation may be wrong.

use super::{Candidate, Context, Fingerprint, reasons};
use crate::{arena::Settings, lab::LaneKind};

/// Operations from which on a trace says something about a program.
const ENOUGH: usize = 1_000;
/// The share of the frees that may be of unknown blocks is one of this many.
const MISSING: u64 = 10;
/// Free blocks visited in one operation that the program may notice.
const STALL: u32 = 1_000;

/// A reason to doubt a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Many frees are of blocks that the file does not tell, so those blocks are missing from the run.
    UnknownFrees {
        /// How many.
        unknown: u64,
        /// All frees of the file.
        all: u64,
    },
    /// The trace is short.
    Short {
        /// Its operations.
        operations: usize,
    },
    /// A lane ended before the trace did.
    Cut {
        /// Which.
        lane: LaneKind,
        /// Operations that it did.
        done: usize,
        /// All of them.
        all: usize,
    },
    /// An allocator was not run.
    NotRun {
        /// Which.
        lane: LaneKind,
    },
    /// A refusal depends on the limit of the arena.
    Arena {
        /// A lane that refused.
        lane: LaneKind,
        /// The limit, in bytes.
        limit: u32,
    },
    /// Another lane hardly differs: heaps within 2 %, estimated times within 10 %.
    Close {
        /// Which.
        lane: LaneKind,
    },
    /// The sizes change over time.
    Phases {
        /// How much, in percent.
        shift: u32,
    },
    /// Live memory is near its peak when the trace ends.
    Growing {
        /// Live bytes at the end.
        kept: u64,
        /// The peak.
        peak: u64,
    },
    /// The recommended allocator loses memory, and more in a longer run.
    Loses {
        /// Bytes so far.
        lost: u64,
    },
    /// Single operations of the recommended allocator are slow.
    Stalls {
        /// Free blocks visited in the worst.
        visits: u32,
        /// That operation, counted from 1.
        operation: usize,
    },
    /// Lines of the file were left out or changed.
    Odd {
        /// How many.
        lines: u32,
    },
    /// The pages of the arena are not those of WebAssembly.
    Pages {
        /// Their size, in bytes.
        page: u32,
    },
    /// A trace knows nothing of threads.
    Threads,
    /// Times are estimates from other programs.
    Estimated,
    /// The same, and now the times of this program are measured beside them.
    Measured,
}

pub(super) fn doubts(
    program: &Fingerprint,
    candidates: &[Candidate],
    runs: bool,
    context: &Context,
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let unknown = u64::from(context.unknown_frees);
    let all = u64::from(program.frees) + unknown;
    if unknown * MISSING > all {
        doubts.push(Doubt::UnknownFrees { unknown, all });
    }
    let operations = program.operations;
    if operations < ENOUGH {
        doubts.push(Doubt::Short { operations });
    }
    for lane in candidates.iter().map(|candidate| candidate.lane).filter(|lane| lane.cut.is_some()) {
        doubts.push(Doubt::Cut { lane: lane.kind, done: lane.done, all: operations });
    }
    let has_run = |lane: &LaneKind| candidates.iter().any(|candidate| candidate.lane.kind == *lane);
    let own = LaneKind::OURS.into_iter().filter(|lane| !has_run(lane));
    doubts.extend(own.map(|lane| Doubt::NotRun { lane }));
    let refused = candidates.iter().find(|candidate| candidate.lane.refused > 0);
    if let Some(Candidate { lane, .. }) = refused {
        doubts.push(Doubt::Arena { lane: lane.kind, limit: context.arena.bytes() });
    }
    if let Some(Candidate { lane, cost, .. }) = candidates.first().filter(|_| runs) {
        if let Some(lane) = reasons::close(candidates) {
            doubts.push(Doubt::Close { lane });
        }
        if cost.lost > 0 {
            doubts.push(Doubt::Loses { lost: cost.lost });
        }
        if let Some(inside) = lane.inside.filter(|inside| inside.worst_visits >= STALL) {
            doubts.push(Doubt::Stalls { visits: inside.worst_visits, operation: inside.worst_at });
        }
    }
    if let Some(shift) = program.shift.filter(|&shift| shift >= 50) {
        doubts.push(Doubt::Phases { shift });
    }
    let (kept, peak) = (program.kept, program.peak_live);
    if peak > 0 && kept >= peak - peak / 8 {
        doubts.push(Doubt::Growing { kept, peak });
    }
    if context.odd > 0 {
        doubts.push(Doubt::Odd { lines: context.odd });
    }
    if context.arena.page_size < Settings::MAX_PAGE {
        doubts.push(Doubt::Pages { page: context.arena.page_size });
    }
    if context.recorded {
        doubts.push(Doubt::Threads);
    }
    if runs {
        doubts.push(Doubt::Estimated);
    }
    doubts
}
