//! How far a script is, read from its run.

use std::rc::Rc;

use lite_alloc::GRANULE;

use super::{Challenge, Game, Goal, Guess, rounds};
use crate::{
    arena::Settings,
    lab::{LaneKind, Recording},
    question::Recordings,
    trace::{Op, Trace},
};

/// What a run is worth. Operations are counted as readers count them, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The arena is not that of the challenge.
    OtherArena,
    /// The script is not that of the round game.
    OtherScript,
    /// This lane is needed and has not run, or not to the end.
    Missing(LaneKind),
    /// The highest external fragmentation so far; `None` if no memory was free.
    Fragment {
        /// Where it is highest.
        peak: Option<Peak>,
        /// Whether that is enough.
        met: bool,
    },
    /// The first refusals.
    Outlive {
        /// The lane that must not refuse.
        survivor: LaneKind,
        /// The lane that must.
        victim: LaneKind,
        /// The first refusal of the survivor.
        lives: Option<usize>,
        /// The first refusal of the victim.
        dies: Option<usize>,
        /// Operations of the script.
        ops: usize,
    },
    /// What became of each lane.
    Break(Vec<(LaneKind, Broken)>),
    /// The predictions are to be made.
    Predict,
    /// The rounds in which the lanes refused a request, with the predictions.
    Rounds {
        /// For each lane its prediction, and the round.
        lanes: Vec<(Guess, Option<u32>)>,
        /// By how many rounds a prediction may be wrong.
        slack: u32,
    },
}

/// The highest external fragmentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peak {
    /// The lane.
    pub lane: LaneKind,
    /// In percent, rounded down.
    pub percent: u32,
    /// After so many operations.
    pub ops: usize,
}

/// Whether a lane is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It has met every request so far.
    Holds,
    /// It refused the request of this operation.
    After(usize),
    /// An operation before that broke a rule.
    Foul(Foul),
}

/// A rule that an operation breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foul {
    /// More than half of the memory is requested at once.
    Greedy {
        /// The operation.
        op: usize,
        /// The bytes requested and not freed.
        live: u64,
        /// The most.
        most: u64,
    },
    /// It requests a larger alignment than blocks have anyway.
    Aligned {
        /// The operation.
        op: usize,
    },
    /// Other code takes pages.
    Pages {
        /// The operation.
        op: usize,
    },
}

impl Verdict {
    /// Whether the goal is reached.
    pub fn is_met(&self) -> bool {
        !self.results().is_empty()
    }

    /// What was reached: for a goal of one lane its name, and a number that is better the lower it is.
    pub fn results(&self) -> Vec<(Option<LaneKind>, u32)> {
        match self {
            Self::OtherArena | Self::OtherScript | Self::Missing(_) | Self::Predict => Vec::new(),
            Self::Fragment { peak, met } => {
                peak.iter().filter(|_| *met).map(|peak| (None, peak.ops as u32)).collect()
            }
            Self::Outlive { lives, dies, ops, .. } => {
                let is_met = lives.is_none() && dies.is_some();
                if is_met { vec![(None, *ops as u32)] } else { Vec::new() }
            }
            Self::Break(lanes) => {
                let broken = |&(lane, broken): &(LaneKind, Broken)| match broken {
                    Broken::After(op) => Some((Some(lane), op as u32)),
                    Broken::Holds | Broken::Foul(_) => None,
                };
                lanes.iter().filter_map(broken).collect()
            }
            Self::Rounds { lanes, slack } => {
                let errors = lanes.iter().map(|&(guess, round)| Some(round?.abs_diff(guess.round)));
                let errors: Option<Vec<u32>> = errors.collect();
                let met = errors.filter(|errors| errors.iter().all(|error| error <= slack));
                met.iter().map(|errors| (None, errors.iter().sum())).collect()
            }
        }
    }
}

/// Judges a run of `trace` in this arena. `game` is the round game, if it is played and its script has run.
pub fn judge(
    challenge: &Challenge,
    game: Option<&Game>,
    trace: &Rc<Trace>,
    settings: Settings,
    recordings: &Recordings,
) -> Verdict {
    if settings != challenge.settings {
        return Verdict::OtherArena;
    }
    let refusal = |lane: LaneKind| {
        let recording =
            recordings.iter().map(|recording| recording.borrow()).find(|one| one.kind() == lane)?;
        let refused = recording.first_refusal();
        // A run that was stopped has refused nothing later.
        (refused.is_some() || recording.len() == trace.ops.len()).then_some(refused)
    };
    let number = |op: usize| trace.count(op) + 1;
    match challenge.goal {
        Goal::Fragment { percent, ops } => fragment(challenge, trace, percent, ops),
        Goal::Outlive { survivor, victim } => match (refusal(survivor), refusal(victim)) {
            (None, _) => Verdict::Missing(survivor),
            (_, None) => Verdict::Missing(victim),
            (Some(lives), Some(dies)) => Verdict::Outlive {
                survivor,
                victim,
                lives: lives.map(number),
                dies: dies.map(number),
                ops: trace.count(trace.ops.len()),
            },
        },
        Goal::Break => {
            let foul = first_foul(trace, u64::from(settings.bytes()) / 2);
            let lanes = challenge.lanes().iter().filter_map(|lane| Some((lane, refusal(lane)?)));
            let broken = |refused: Option<usize>| match (foul, refused) {
                (Some((at, foul)), refused) if refused.is_none_or(|op| at <= op) => Broken::Foul(foul),
                (_, Some(op)) => Broken::After(number(op)),
                (_, None) => Broken::Holds,
            };
            Verdict::Break(lanes.map(|(lane, refused)| (lane, broken(refused))).collect())
        }
        Goal::Rounds { slack } => {
            let Some(game) = game else { return Verdict::OtherScript };
            let Some(guesses) = &game.guesses else { return Verdict::Predict };
            if let Some(guess) = guesses.iter().find(|guess| refusal(guess.lane).is_none()) {
                return Verdict::Missing(guess.lane);
            }
            let round =
                |guess: &Guess| (*guess, refusal(guess.lane).flatten().map(|op| rounds::round(trace, op)));
            Verdict::Rounds { lanes: guesses.iter().map(round).collect(), slack }
        }
    }
}

/// Only the first operations count, so only these are run.
fn fragment(challenge: &Challenge, trace: &Trace, percent: u32, ops: usize) -> Verdict {
    let first = Rc::new(Trace { ops: trace.ops[..trace.done(ops)].to_vec(), blocks: trace.blocks.clone() });
    let mut best: Option<(u64, u64, Peak)> = None;
    for lane in challenge.lanes().iter() {
        let Ok(mut recording) = Recording::run(lane, first.clone(), challenge.settings) else { continue };
        for done in 1..=first.ops.len() {
            recording.seek(done);
            let numbers = recording.numbers();
            let free = u64::from(numbers.free) + u64::from(numbers.bump);
            let outside = free - u64::from(numbers.largest_hole);
            let is_higher = best.is_none_or(|(most, of, _)| outside * of > most * free);
            if free > 0 && is_higher {
                let peak = Peak { lane, percent: (100 * outside / free) as u32, ops: first.count(done) };
                best = Some((outside, free, peak));
            }
        }
    }
    let met = best.is_some_and(|(outside, free, _)| 100 * outside > u64::from(percent) * free);
    Verdict::Fragment { peak: best.map(|(_, _, peak)| peak), met }
}

/// The first operation that breaks a rule of the challenge to break a lane, and how.
fn first_foul(trace: &Trace, most: u64) -> Option<(usize, Foul)> {
    let mut sizes = vec![0_u32; trace.blocks.len()];
    let mut live = 0_u64;
    for (at, op) in trace.ops.iter().enumerate() {
        let number = || trace.count(at) + 1;
        match *op {
            Op::Alloc { align, .. } if align as usize > GRANULE => {
                return Some((at, Foul::Aligned { op: number() }));
            }
            Op::TakePages { .. } => return Some((at, Foul::Pages { op: number() })),
            Op::Alloc { block, size, .. } | Op::Realloc { block, size } => {
                let before = std::mem::replace(&mut sizes[block as usize], size);
                live = live + u64::from(size) - u64::from(before);
            }
            Op::Free { block } => live -= u64::from(std::mem::take(&mut sizes[block as usize])),
            Op::Label { .. } => {}
        }
        if live > most {
            return Some((at, Foul::Greedy { op: number(), live, most }));
        }
    }
    None
}

#[cfg(test)]
mod tests;
