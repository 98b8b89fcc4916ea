//! Other data of the same kind for a question.

use super::{Ask, END, Scene, mistakes::RunMistake, run::Runner};
use crate::{question, trace::Trace};

/// The seeds that are tried.
pub const MOST_SEEDS: u32 = 64;
/// From one seed to the next: every seed comes once.
const NEXT: u32 = 0x9e37_79b9;

/// The first seed, of up to 64 derived from `seed`, whose data gives the question a single right answer. It never changes:
/// results of homework rely on it. A seed that it returns leads to itself.
pub fn fresh_seed(scene: &Scene, ask: &Ask, seed: u32) -> Option<u32> {
    let mut search = FreshSearch::new(scene, ask, seed);
    loop {
        if let Some(found) = search.advance() {
            return found;
        }
    }
}

/// The search of [`fresh_seed`] in pieces, so that a page stays responsive.
pub struct FreshSearch {
    scene: Scene,
    ask: Ask,
    seed: u32,
    tried: u32,
    runner: Option<Runner>,
    /// Why data was left out, if any was.
    pub(super) why: Option<RunMistake>,
}

impl FreshSearch {
    /// A search. O(1).
    pub fn new(scene: &Scene, ask: &Ask, seed: u32) -> Self {
        Self { scene: scene.clone(), ask: ask.clone(), seed, tried: 0, runner: None, why: None }
    }

    /// Does the next piece: the seed, or nothing if there is none, once the search is over.
    pub fn advance(&mut self) -> Option<Option<u32>> {
        let seed = self.seed;
        match self.piece(seed) {
            Ok(false) => return None,
            Ok(true) => return Some(Some(seed)),
            // A mistake of the script says more than a question that can't be answered.
            Err(why) if matches!(self.why, None | Some(RunMistake::Ambiguous(_))) => self.why = Some(why),
            Err(_) => {}
        }
        self.runner = None;
        self.tried += 1;
        self.seed = next_seed(seed);
        let is_over = self.scene.fresh.is_none() || self.tried == MOST_SEEDS;
        is_over.then_some(None)
    }

    /// Whether the data of a seed is right, once it is known.
    fn piece(&mut self, seed: u32) -> Result<bool, RunMistake> {
        match &mut self.runner {
            None => self.runner = self.start(seed)?,
            Some(runner) => {
                if runner.advance()? {
                    let question = self.ask.question(&runner.trace);
                    let truth = question::truth(&question, &runner.recordings);
                    return truth.map(|_| true).map_err(RunMistake::Ambiguous);
                }
            }
        }
        Ok(false)
    }

    fn start(&self, seed: u32) -> Result<Option<Runner>, RunMistake> {
        let Some(script) = self.scene.with_seed(seed) else {
            return Err(RunMistake::Ambiguous(question::Ambiguous::NoOperation));
        };
        // The line with the seed comes before the first.
        let line = self.scene.fresh_line.saturating_sub(1);
        let runner = Runner::new(&script, line, self.scene.settings, self.ask.lanes)?;
        match reach(&self.ask, &runner.trace) {
            Err((op, ops)) => Err(RunMistake::FreshShort { id: self.ask.id.clone(), op, ops }),
            Ok(()) => Ok(Some(runner)),
        }
    }
}

/// The seed that is tried after this one.
pub fn next_seed(seed: u32) -> u32 {
    seed.wrapping_add(NEXT)
}

/// Whether a run goes as far as a question needs.
///
/// # Errors
/// The operations that it needs, and those that there are.
pub fn reach(ask: &Ask, trace: &Trace) -> Result<(), (usize, usize)> {
    let ops = trace.count(trace.ops.len());
    match [ask.op, ask.until].into_iter().filter(|&op| op != END).max() {
        Some(op) if op > ops => Err((op, ops)),
        _ => Ok(()),
    }
}
