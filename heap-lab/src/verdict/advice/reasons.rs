//! What speaks for the recommended allocator, and when another one would be better.

use super::{Candidate, Cost, Fingerprint, has_small_objects, left};
use crate::{lab::LaneKind, verdict::permille};

/// Free blocks visited per operation that count as few, in thousandths.
const FEW: u32 = 4_000;

/// What speaks for an allocator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It ran all operations and refused nothing.
    Complete {
        /// Operations.
        operations: usize,
        /// Lanes that did not.
        others_failed: u32,
    },
    /// No lane that runs the program has a smaller heap.
    Heap {
        /// Its heap, in bytes.
        heap: u32,
        /// The peak of live bytes per byte of heap, in tenths of a percent.
        utilisation: u32,
    },
    /// It never searches, whatever the program does.
    NeverSearches,
    /// It searches, but finds a block at once.
    FewHoles {
        /// Free blocks visited per operation, in thousandths.
        visits: u32,
    },
    /// It searches only within a bin; the time of an operation has a bound.
    Bounded,
    /// Nearly all blocks are small, and it has bins for these.
    SmallObjects {
        /// Their share, in tenths of a percent.
        share: u32,
    },
    /// The program frees the youngest block first, so there are few holes.
    Stack {
        /// The share of such frees, in tenths of a percent, without the blocks that stay.
        share: u32,
        /// Blocks that are never freed: few.
        kept: u32,
    },
    /// The program frees the oldest block first, so holes are next to each other.
    Queue {
        /// The share of such frees, in tenths of a percent, without the blocks that stay.
        share: u32,
        /// Blocks that are never freed: few.
        kept: u32,
    },
    /// Most reallocs leave the block where it is.
    InPlace {
        /// These reallocs.
        in_place: u32,
        /// All that were not refused.
        all: u32,
    },
    /// It loses nothing.
    LosesNothing,
    /// No lane that runs the program has less code.
    Code {
        /// Its code, in bytes.
        code: u32,
    },
}

/// An allocator that would be better in one respect, with what it costs and what the recommended one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Other {
    /// Which allocator.
    pub kind: LaneKind,
    /// In what it is better.
    pub better: Measure,
    /// What it costs.
    pub its: Cost,
    /// What the recommended one costs.
    pub recommended: Cost,
}

/// A respect in which allocators are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A small heap.
    Memory,
    /// Little time.
    Speed,
    /// Little code.
    Code,
}

/// Reasons are given only for a lane that runs the program.
pub(super) fn reasons(program: &Fingerprint, candidates: &[Candidate], runs: bool) -> Vec<Reason> {
    let Some(Candidate { lane, cost, .. }) = candidates.first().filter(|_| runs) else { return Vec::new() };
    let complete = || candidates.iter().filter(|candidate| candidate.lane.is_complete());
    let mut reasons = Vec::new();
    let others_failed = (candidates.len() - complete().count()) as u32;
    reasons.push(Reason::Complete { operations: lane.done, others_failed });
    let least = complete().map(|candidate| candidate.cost.heap).min().unwrap_or(cost.heap);
    if let Some(utilisation) = lane.utilisation().filter(|_| cost.heap == least) {
        reasons.push(Reason::Heap { heap: cost.heap, utilisation });
    }
    let high = |share: Option<u32>| share.filter(|&share| share >= 800);
    let visits = lane.visits_per_operation();
    match lane.kind {
        LaneKind::BumpFreeList | LaneKind::SegregatedBump => {
            if let Some(share) = program.small_share().filter(|_| has_small_objects(program)) {
                reasons.push(Reason::SmallObjects { share });
            }
            reasons.push(Reason::NeverSearches);
        }
        LaneKind::FreeList => {
            if let Some(visits) = visits.filter(|&visits| visits <= FEW) {
                reasons.push(Reason::FewHoles { visits });
            }
            // Between many blocks that stay, holes would not be next to each other.
            let (frees, kept) = (program.lifetimes.order_of_freed, program.kept_blocks);
            let few_stay = u64::from(kept) * 10 <= u64::from(program.peak_blocks);
            let share = |count: u32| high(permille(count.into(), program.frees.into())).filter(|_| few_stay);
            if let Some(share) = share(frees.youngest) {
                reasons.push(Reason::Stack { share, kept });
            } else if let Some(share) = share(frees.oldest) {
                reasons.push(Reason::Queue { share, kept });
            }
        }
        LaneKind::BoundaryTag => reasons.push(Reason::Bounded),
        // What the code of others does inside is not known.
        LaneKind::Dlmalloc | LaneKind::Talc => {}
    }
    let (in_place, all) = (lane.in_place, lane.in_place + lane.moves);
    if in_place * 2 > all && all as usize * 20 > program.operations {
        reasons.push(Reason::InPlace { in_place, all });
    }
    if cost.lost == 0 && candidates.iter().any(|candidate| candidate.cost.lost > 0) && lane.inside.is_some() {
        reasons.push(Reason::LosesNothing);
    }
    let least = complete().filter_map(|candidate| candidate.cost.code).min();
    if let Some(code) = cost.code.filter(|_| cost.code == least) {
        reasons.push(Reason::Code { code });
    }
    reasons
}

/// Reads a cost in one respect.
type Read = fn(&Cost) -> Option<u32>;

/// For each respect, the best other lane that runs the program, if it is better by more than a little. Whoever needs memory most
/// is told of every smaller heap, with its price; for speed or code size, lanes count that lose little and are not slow.
pub(super) fn others(candidates: &[Candidate], runs: bool) -> Vec<Other> {
    let Some(best) = candidates.first().filter(|_| runs) else { return Vec::new() };
    // The respect, how to read it, the last rule that may reject the lane, and the share that is more than a little, in percent.
    let measures: [(Measure, Read, u32, u64); 3] = [
        (Measure::Memory, |cost| Some(cost.heap), 3, 1),
        (Measure::Speed, |cost| cost.pace, 1, 5),
        (Measure::Code, |cost| cost.code, 1, 5),
    ];
    let other = |(better, of, most, little): (Measure, Read, u32, u64)| {
        let ours = u64::from(of(&best.cost)?);
        let suitable = |candidate: &&Candidate| {
            candidate.lane.kind != best.lane.kind && super::rule(candidate.against.first()) <= most
        };
        let measured = candidates.iter().filter(suitable);
        let measured = measured.filter_map(|candidate| Some((of(&candidate.cost)?, candidate)));
        let (value, other) = measured.min_by_key(|&(value, candidate)| (value, candidate.pace()))?;
        let by_more_than_a_little = u64::from(value) * 100 < ours * (100 - little);
        let (kind, its, recommended) = (other.lane.kind, other.cost, best.cost);
        by_more_than_a_little.then_some(Other { kind, better, its, recommended })
    };
    measures.into_iter().filter_map(other).collect()
}

/// Another lane that no rule rejected and that hardly differs from the recommended one.
pub(super) fn close(candidates: &[Candidate]) -> Option<LaneKind> {
    let best = candidates.first()?;
    let near = |one: u64, other: u64, percent: u64| one.abs_diff(other) * 100 <= percent * one.max(other);
    let others = left(candidates).filter(|candidate| candidate.lane.kind != best.lane.kind);
    let mut close = others.filter(|other| {
        near(best.cost.heap.into(), other.cost.heap.into(), 2) && near(best.pace(), other.pace(), 10)
    });
    close.next().map(|candidate| candidate.lane.kind)
}
