//! Questions about any run, at its interesting operations.
//!
//! In a long run only a sample of the operations is looked at, and the recordings are not moved: moving through a hundred
//! thousand operations would take longer than a frame.

use super::{Answer, Happening, Kind, Measure, Question, Recordings, truth};
use crate::{
    lab::{
        Lanes, Recording,
        view::{Outcome, Step},
    },
    trace::{Op, Trace},
};

/// Operations that are looked at.
const SAMPLE: usize = 1_000;
/// In runs of at most this many operations, questions may be about the state after them.
const SHORT: usize = 500;
/// Questions about the state that are tried, at most: each moves a recording.
const MOST_TRIES: usize = 40;
/// Ideas of each kind, at most.
const MOST_IDEAS: usize = 100;
/// The most blocks of a heap in which one is pointed at.
const MOST_BLOCKS: u32 = 48;
/// Operations before and after the one in which something happens, when it is asked in which lane it happens first.
const FIRST_WITHIN: usize = 4;
/// The most free blocks that are pointed at in a question.
const MOST_VISITS: u32 = 12;

/// At most `most` questions about a run in these lanes, in the order of the run: at operations that search, split, merge,
/// move or are refused, of as many kinds as possible. Another `seed` chooses others.
pub fn questions(recordings: &Recordings, lanes: Lanes, most: usize, seed: u32) -> Vec<Question> {
    let is_run = |lane| recordings.iter().any(|recording| recording.borrow().kind() == lane);
    let lanes = Lanes::of(|lane| lanes.contains(lane) && lane.is_inspected() && is_run(lane));
    let runs = || recordings.iter().filter(|recording| lanes.contains(recording.borrow().kind()));
    let Some(len) = runs().map(|recording| recording.borrow().len()).min() else { return Vec::new() };
    let mut random = Random(seed.into());
    let ops = sample(len, &mut random);
    let mut ideas = Vec::new();
    for recording in runs() {
        let recording = recording.borrow();
        let small = small_until(recording.trace());
        let about = |op: usize, ideas: &mut Vec<Idea>| {
            Scout { recording: &recording, op, len, is_small: op < small, ideas }.look();
        };
        ops.iter().for_each(|&op| about(op, &mut ideas));
        // The first refusal may be missing from the sample.
        recording
            .first_refusal()
            .filter(|op| *op < len && !ops.contains(op))
            .iter()
            .for_each(|&op| about(op, &mut ideas));
    }
    compare(recordings, lanes, len, &ops, &mut random, &mut ideas);
    choose(ideas, most, &mut random, recordings)
}

/// A question that might be asked, if it has a single right answer.
struct Idea {
    question: Question,
    /// Whether its answer is about the state after the operations.
    is_state: bool,
}

/// The operations that are looked at, in order.
fn sample(len: usize, random: &mut Random) -> Vec<usize> {
    match len {
        ..=SAMPLE => (0..len).collect(),
        _ => (0..SAMPLE)
            .map(|part| {
                let [start, end] = [part, part + 1].map(|part| part * len / SAMPLE);
                start + random.below(end - start)
            })
            .collect(),
    }
}

/// The first operation before which so many blocks were live at once that it is hard to point at one.
fn small_until(trace: &Trace) -> usize {
    let mut live = 0_u32;
    let is_large = |op: &Op| {
        match op {
            Op::Alloc { .. } => live += 1,
            Op::Free { .. } => live = live.saturating_sub(1),
            Op::Realloc { .. } | Op::Label { .. } | Op::TakePages { .. } => {}
        }
        live > MOST_BLOCKS
    };
    trace.ops.iter().position(is_large).unwrap_or(trace.ops.len())
}

/// Looks for questions about an operation in a lane.
struct Scout<'a> {
    recording: &'a Recording,
    op: usize,
    len: usize,
    is_small: bool,
    ideas: &'a mut Vec<Idea>,
}

impl Scout<'_> {
    fn look(&mut self) {
        let steps = self.recording.steps(self.op);
        let has = |is_it: fn(&Step) -> bool| steps.iter().any(is_it);
        let visits = visits(self.recording, self.op);
        let outcome = self.recording.outcome(self.op);
        let reuses = has(|step| matches!(step, Step::Popped { .. } | Step::Taken { .. }))
            && is_choice(self.recording, self.op);
        let is_moved = matches!(outcome, Outcome::Moved { .. });
        let is_refused = outcome == Outcome::OutOfMemory;
        if self.is_small && (is_refused || is_moved || reuses && matches!(outcome, Outcome::Placed { .. })) {
            self.ask(Kind::Place);
        }
        if (2..=MOST_VISITS).contains(&visits) {
            self.ask(Kind::Probes);
        }
        if visits > 2 {
            self.ask(Kind::Number(Measure::Probes));
        }
        if is_moved {
            self.ask(Kind::Number(Measure::Copied));
        }
        if self.len > SHORT {
            return;
        }
        let (splits, merges) =
            (has(|step| matches!(step, Step::Split { .. })), has(|step| matches!(step, Step::Merged { .. })));
        if self.recording.first_refusal() == Some(self.op) {
            self.ask_state(Kind::Number(Measure::Frees), 1);
        }
        if splits || merges {
            self.ask_state(Kind::Number(Measure::Largest), 1);
            self.ask_state(Kind::Number(Measure::Holes), 1);
        }
        if has(|step| matches!(step, Step::Lost { size: 1.., .. })) {
            self.ask_state(Kind::Number(Measure::Lost), 1);
        }
        if self.recording.block_after(self.op).is_some_and(|tile| tile.padding() > 0) {
            self.ask_state(Kind::Number(Measure::Padding), 1);
        }
        let lists = self.lists(&steps);
        for ops in 1..=3 {
            lists.iter().for_each(|&bin| self.ask_state(Kind::List { bin }, ops));
        }
        if self.is_small && (reuses || merges) {
            for unit in [8, 16, 32] {
                self.ask_state(Kind::Draw { unit }, 1);
            }
        }
    }

    /// The lists that an operation changes, as questions name them.
    fn lists(&self, steps: &[Step]) -> Vec<Option<u32>> {
        let has_bins = self.recording.kind().has_bins();
        let list = |step: &Step| match *step {
            Step::Inserted { size, .. } | Step::Pushed { size, .. } | Step::Popped { size, .. } => {
                Some(has_bins.then_some(size))
            }
            Step::Taken { .. } | Step::Split { .. } | Step::Merged { .. } if !has_bins => Some(None),
            _ => None,
        };
        let mut lists = Vec::new();
        for list in steps.iter().filter_map(list) {
            if !lists.contains(&list) {
                lists.push(list);
            }
        }
        lists
    }

    fn ask(&mut self, kind: Kind) {
        self.add(kind, 1, false);
    }

    fn ask_state(&mut self, kind: Kind, ops: usize) {
        self.add(kind, ops, true);
    }

    fn add(&mut self, kind: Kind, ops: usize, is_state: bool) {
        let lane = self.recording.kind();
        let question =
            Question { kind, lanes: Lanes::of(|other| other == lane), from: self.op, to: self.op + ops };
        if question.to <= self.len {
            self.ideas.push(Idea { question, is_state });
        }
    }
}

/// Free blocks that an operation visits.
fn visits(recording: &Recording, op: usize) -> u32 {
    recording.steps(op).iter().map(Step::visits).sum()
}

/// Whether an operation chooses among free blocks, rather than taking the only one.
fn is_choice(recording: &Recording, op: usize) -> bool {
    visits(recording, op) > 1
        || recording.steps(op).iter().any(|step| match step {
            Step::Popped { .. } => true,
            Step::Taken { .. } => recording.kind().has_bins(),
            _ => false,
        })
}

/// Looks for questions that compare lanes.
fn compare(
    recordings: &Recordings,
    lanes: Lanes,
    len: usize,
    ops: &[usize],
    random: &mut Random,
    ideas: &mut Vec<Idea>,
) {
    let is_one = lanes.iter().nth(1).is_none();
    // Reuse depends on everything before.
    let local = [
        Happening::Refused,
        Happening::Grows,
        Happening::Moves,
        Happening::Merges,
        Happening::Splits,
        Happening::Loses,
    ];
    for (&op, happening) in ops.iter().flat_map(|op| local.map(|happening| (op, happening))) {
        let question = Question { kind: Kind::YesNo(happening), lanes, from: op, to: op + 1 };
        let happens = || truth::firsts(happening, &question, recordings).map(|(_, op)| op.is_some());
        let is_mixed = happens().any(|yes| !yes);
        if !happens().any(|yes| yes) || !is_one && !is_mixed {
            continue;
        }
        let chosen = |lane| super::of(recordings, lane, |recording| is_choice(recording, op)) == Some(true);
        if happening == Happening::Splits && !lanes.iter().any(chosen) {
            continue;
        }
        ideas.push(Idea { question, is_state: false });
        if !is_one {
            let from = op.saturating_sub(random.below(FIRST_WITHIN));
            let to = len.min(op + 1 + random.below(FIRST_WITHIN));
            let first = Question { kind: Kind::First(happening), lanes, from, to };
            ideas.push(Idea { question: first, is_state: false });
        }
    }
}

/// Chooses among the ideas: of each kind in turn, at different operations.
fn choose(mut ideas: Vec<Idea>, most: usize, random: &mut Random, recordings: &Recordings) -> Vec<Question> {
    for index in (1..ideas.len()).rev() {
        ideas.swap(index, random.below(index + 1));
    }
    let mut kinds: Vec<(&str, Vec<Idea>)> = Vec::new();
    for idea in ideas {
        let kind = idea.question.kind.key();
        match kinds.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, ideas)) if ideas.len() == MOST_IDEAS => {}
            Some((_, ideas)) => ideas.push(idea),
            None => kinds.push((kind, vec![idea])),
        }
    }
    // The rarest first, while there is room between the others.
    kinds.sort_by_key(|(_, ideas)| ideas.len());
    let (mut chosen, mut tries): (Vec<Question>, _) = (Vec::new(), MOST_TRIES);
    while chosen.len() < most && !kinds.is_empty() {
        kinds.retain_mut(|(_, ideas)| {
            while let Some(Idea { question, is_state }) = next(ideas, &chosen) {
                if chosen.len() == most {
                    return false;
                }
                if is_state && tries == 0 {
                    continue;
                }
                tries -= usize::from(is_state);
                if is_good(&question, &chosen, recordings) {
                    chosen.push(question);
                    return true;
                }
            }
            false
        });
    }
    chosen.sort_by_key(|question| question.from);
    chosen
}

/// Takes the next idea, about the lanes that were asked about least.
fn next(ideas: &mut Vec<Idea>, chosen: &[Question]) -> Option<Idea> {
    let asked = |idea: &Idea| chosen.iter().filter(|question| question.lanes == idea.question.lanes).count();
    let index = (0..ideas.len()).min_by_key(|&index| asked(&ideas[index]))?;
    Some(ideas.swap_remove(index))
}

/// Whether a question has a right answer that the questions before it don't tell.
fn is_good(question: &Question, chosen: &[Question], recordings: &Recordings) -> bool {
    let overlaps = |other: &Question| question.from < other.to && other.from < question.to;
    if chosen.iter().any(overlaps) {
        return false;
    }
    match super::truth(question, recordings) {
        Ok(Answer::List(blocks)) => blocks.len() <= MOST_VISITS as usize,
        Ok(Answer::Draw(cells)) => cells.chunk_by(|one, other| one == other).count() > 3,
        Ok(_) => true,
        Err(_) => false,
    }
}

/// Random numbers from a seed, the same on every machine: SplitMix64.
struct Random(u64);

impl Random {
    /// A number below `end`, or 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % (end.max(1) as u64)) as usize
    }
}
