//! Which allocator fits a program: [`Advice`], by rules over what was measured.
//!
//! The rules, in their order, with the numbers of [`RULES`]; a lane that one of them rejects is out:
//!
//! 1. **It runs the program**: it did the whole trace, and refused nothing.
//! 2. **It loses little** of the peak of live bytes, or at most a page. What is lost grows with the run.
//! 3. **It is not slow**: its estimated time is not many times that of the fastest lane left.
//! 4. **Its heap is small enough**: it is hardly larger than the smallest heap left, or by at most a page.
//! 5. **The fastest** of those is taken; lanes that are hardly slower count as equal, and of those the one
//!    with the smallest heap is taken, then the one with the least code.
//!
//! So no lane is better than the recommended one in every respect. If rule 2 rejects all lanes, it is
//! skipped. If no lane runs the program, the one is named that comes closest. Readers are told the rules by
//! [`Verdicts::making`](crate::text::Verdicts::making), and `docs/which-allocator.md` has the same sentences.
//!
//! Times are estimates, [`measured::pace`](super::measured::pace), so that the advice is the same on every machine.

use super::{Fingerprint, LaneResult, measured};
use crate::{
    arena::Settings,
    import::{NoteKind, Notes},
    lab::{Cut, LaneKind},
};

mod doubts;
mod reasons;

pub use doubts::Doubt;
pub use reasons::{Measure, Other, Reason};

/// The numbers of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Rule 2: the share of the peak of live bytes that may be lost is one of this many.
    pub loses: u32,
    /// Rule 3: the most time, in multiples of the least.
    pub slow: u32,
    /// Rule 4: how much larger than the least a heap may be, in percent.
    pub larger: u32,
    /// Rule 5: how much longer than the least a time may be that counts as equal, in percent.
    pub near: u32,
}

/// Those that are applied, and told to readers.
pub const RULES: Rules = Rules { loses: 8, slow: 4, larger: 25, near: 10 };

/// What is recommended, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The recommendation.
    pub choice: Choice,
    /// All lanes, the recommended one first.
    pub ranking: Vec<Ranked>,
    /// What speaks for the recommended one.
    pub reasons: Vec<Reason>,
    /// When another one would be better.
    pub others: Vec<Other>,
    /// Why the recommendation may be wrong.
    pub doubts: Vec<Doubt>,
}

impl Advice {
    /// A lane in the ranking.
    pub fn ranked(&self, kind: LaneKind) -> Option<&Ranked> {
        self.ranking.iter().find(|ranked| ranked.kind == kind)
    }
}

/// A recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This allocator fits the program.
    Fits(LaneKind),
    /// None runs all of it; this one comes closest.
    Closest(LaneKind),
    /// No lane was run.
    Nothing,
}

/// A lane in the ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Which allocator.
    pub kind: LaneKind,
    /// What it costs.
    pub cost: Cost,
    /// What speaks against it.
    pub against: Vec<Against>,
}

/// What an allocator costs a program. Less is better in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The largest heap, in bytes.
    pub heap: u32,
    /// The estimated time per operation, in tenths of a percent of dlmalloc's.
    pub pace: Option<u32>,
    /// The code that the program uses, in bytes.
    pub code: Option<u32>,
    /// Bytes lost.
    pub lost: u64,
}

/// What speaks against an allocator, by the rule that rejected it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// It ended before the trace did.
    Cut {
        /// Why.
        cut: Cut,
        /// Operations that it did.
        done: usize,
        /// All of them.
        all: usize,
    },
    /// It refused requests.
    Refused {
        /// How many.
        count: u32,
        /// The first operation that was refused.
        first: usize,
    },
    /// It lost memory.
    Loses {
        /// Bytes.
        lost: u64,
        /// The peak of live bytes.
        peak: u32,
    },
    /// It is slow.
    Slow {
        /// Free blocks visited per operation, in thousandths, if that can be seen.
        visits: Option<u32>,
        /// Its time in tenths of the least.
        times: u32,
    },
    /// Its heap is large.
    Large {
        /// Its heap, in bytes.
        heap: u32,
        /// The smallest heap, in bytes.
        least: u32,
    },
}

/// Where the results come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The arena of each lane.
    pub arena: Settings,
    /// Whether the trace was recorded: it is not a script.
    pub recorded: bool,
    /// Lines of its file that were left out or changed.
    pub odd: u32,
    /// Those of them that free a block of which the file says no allocation, or that was freed before.
    pub unknown_frees: u32,
}

impl Context {
    /// Of a recorded trace with these notes on its file.
    pub fn recorded(arena: Settings, notes: &Notes) -> Self {
        let odd = notes.kinds().filter(|(note, _)| changes(note.kind)).map(|(_, count)| count);
        let again = NoteKind::DoubleFree { block: 0, freed: 0 };
        let unknown_frees = notes.count(NoteKind::FreeUnknown).saturating_add(notes.count(again));
        Self { arena, recorded: true, odd: odd.fold(0, u32::saturating_add), unknown_frees }
    }
}

/// Whether the trace is not what the file says, or what the program did, because of such a note.
fn changes(kind: NoteKind) -> bool {
    match kind {
        NoteKind::FreeUnknown
        | NoteKind::DoubleFree { .. }
        | NoteKind::ReallocUnknown
        | NoteKind::AllocLive { .. }
        | NoteKind::NoSize
        | NoteKind::TooLarge { .. }
        | NoteKind::LargeAlign { .. }
        | NoteKind::WasRefused
        | NoteKind::NoAddress
        | NoteKind::CutOff
        | NoteKind::Hidden { .. }
        | NoteKind::OtherProcess { .. } => true,
        NoteKind::ReallocZero
        | NoteKind::ZeroSize
        | NoteKind::FreeNull
        | NoteKind::FreesBefore { .. }
        | NoteKind::Ignored
        | NoteKind::InsideLibc
        | NoteKind::NeverFreed { .. }
        | NoteKind::HeaderOps { .. }
        | NoteKind::HeaderIds { .. }
        | NoteKind::NoEnd => false,
    }
}

/// A lane with its costs, before it is ranked.
struct Candidate<'a> {
    lane: &'a LaneResult,
    cost: Cost,
    against: Vec<Against>,
}

impl Candidate<'_> {
    fn pace(&self) -> u64 {
        self.cost.pace.map_or(u64::MAX / 1000, u64::from)
    }
}

impl Cost {
    /// What a lane costs this program.
    pub fn of(lane: &LaneResult, program: &Fingerprint) -> Self {
        let visits = lane.inside.map_or(0, |inside| inside.visits);
        let small = has_small_objects(program);
        Self {
            heap: lane.heap,
            pace: measured::pace(lane.kind, small, lane.done, visits, lane.moved),
            code: measured::code_size(lane.kind, measured::Calls::of(program)),
            lost: lane.lost().unwrap_or(0),
        }
    }

    /// Whether this is at least as good as `other` in every respect, and better in one.
    pub fn dominates(&self, other: &Self) -> bool {
        let known = |number: Option<u32>| number.map_or(u64::MAX, u64::from);
        let all = |cost: &Self| [cost.heap.into(), known(cost.pace), known(cost.code), cost.lost];
        let (ours, others) = (all(self), all(other));
        ours != others && ours.iter().zip(others).all(|(&ours, others)| ours <= others)
    }
}

/// Whether nearly all blocks are small.
fn has_small_objects(program: &Fingerprint) -> bool {
    program.small_share().is_some_and(|share| share >= 900)
}

/// The advice for a program, from the results of its lanes.
pub fn advise(program: &Fingerprint, lanes: &[LaneResult], context: &Context) -> Advice {
    let mut candidates: Vec<Candidate> = lanes
        .iter()
        .map(|lane| Candidate { lane, cost: Cost::of(lane, program), against: Vec::new() })
        .collect();
    let all = program.operations;
    reject(&mut candidates, |candidate| {
        let lane = candidate.lane;
        let refused =
            lane.first_refusal.map(|first| Against::Refused { count: lane.refused, first: first.operation });
        let cut = lane.cut.map(|cut| Against::Cut { cut, done: lane.done, all });
        cut.or(refused)
    });
    let runs = left(&candidates).next().is_some();
    let page = context.arena.page_size;
    let loses = |&Candidate { lane, cost, .. }: &Candidate| {
        let allowed = u64::from(lane.peak_live / RULES.loses).max(page.into());
        (cost.lost > allowed).then_some(Against::Loses { lost: cost.lost, peak: lane.peak_live })
    };
    if left(&candidates).any(|candidate| loses(candidate).is_none()) {
        reject(&mut candidates, loses);
    }
    let fastest = left(&candidates).map(Candidate::pace).min().unwrap_or(1).max(1);
    reject(&mut candidates, |candidate| {
        let visits = candidate.lane.visits_per_operation();
        let times = u32::try_from(candidate.pace() * 10 / fastest).unwrap_or(u32::MAX);
        (candidate.pace() > u64::from(RULES.slow) * fastest).then_some(Against::Slow { visits, times })
    });
    let least = left(&candidates).map(|candidate| candidate.cost.heap).min().unwrap_or(0);
    let room = percent(least.into(), RULES.larger).max(u64::from(least) + u64::from(page));
    reject(&mut candidates, |Candidate { cost, .. }| {
        (u64::from(cost.heap) > room).then_some(Against::Large { heap: cost.heap, least })
    });
    let near = percent(left(&candidates).map(Candidate::pace).min().unwrap_or(0), RULES.near);
    candidates.sort_by_key(|candidate| {
        let Candidate { lane, cost, .. } = candidate;
        let is_near = candidate.pace() <= near;
        // Of those that rule 5 decides on, then the rest in the order of the rules.
        let rule = rule(candidate.against.first());
        let close = if rule == 0 && is_near { 0 } else { candidate.pace() };
        let order = match rule {
            0 => (close, u64::from(cost.heap), u64::from(cost.code.unwrap_or(u32::MAX))),
            1 => (cost.heap.into(), candidate.pace(), 0),
            2 => (candidate.pace(), cost.heap.into(), 0),
            3 => (cost.lost, candidate.pace(), 0),
            _ => ((all - lane.done.min(all)) as u64, lane.refused.into(), cost.heap.into()),
        };
        (rule, order, candidate.pace())
    });
    let choice = match candidates.first() {
        None => Choice::Nothing,
        Some(Candidate { lane, .. }) if runs => Choice::Fits(lane.kind),
        Some(Candidate { lane, .. }) => Choice::Closest(lane.kind),
    };
    Advice {
        choice,
        reasons: reasons::reasons(program, &candidates, runs),
        others: reasons::others(&candidates, runs),
        doubts: doubts::doubts(program, &candidates, runs, context),
        ranking: candidates
            .into_iter()
            .map(|Candidate { lane, cost, against }| Ranked { kind: lane.kind, cost, against })
            .collect(),
    }
}

/// A number that is so many percent larger.
fn percent(number: u64, larger: u32) -> u64 {
    number * u64::from(100 + larger) / 100
}

/// The candidates that no rule has rejected.
fn left<'a, 'b>(candidates: &'b [Candidate<'a>]) -> impl Iterator<Item = &'b Candidate<'a>> {
    candidates.iter().filter(|candidate| candidate.against.is_empty())
}

/// Applies a rule to the candidates that are left.
fn reject(candidates: &mut [Candidate], rule: impl Fn(&Candidate) -> Option<Against>) {
    for candidate in candidates.iter_mut().filter(|candidate| candidate.against.is_empty()) {
        let against = rule(candidate);
        candidate.against.extend(against);
    }
}

/// How early the rule is that rejected a candidate: 0 if none did, more the earlier.
fn rule(against: Option<&Against>) -> u32 {
    match against {
        None => 0,
        Some(Against::Large { .. }) => 1,
        Some(Against::Slow { .. }) => 2,
        Some(Against::Loses { .. }) => 3,
        Some(Against::Refused { .. } | Against::Cut { .. }) => 4,
    }
}

#[cfg(test)]
mod tests;
