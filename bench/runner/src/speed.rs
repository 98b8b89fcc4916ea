//! Speed: the time of each workload. In each round all allocators run in a shuffled order.
//!
//! The result is the ratio to the baseline's time in the same round. Runs that take too long are stopped.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use subject::{BASELINE, Kind, Subject};
use workloads::Workload;

use crate::{
    bench::say,
    build::{Build, WASM},
    csv::Csv,
    failure::{Failure, Result},
    node::{Node, Run},
    options::Options,
    results,
    shuffle::Shuffle,
    statistics::Spread,
    zig,
};

/// How long measuring takes.
struct Patience {
    rounds: u32,
    /// The time limit of a run, as a multiple of the baseline's time. It is at least [`LEAST`].
    times: f64,
    /// The total time of one allocator on one workload, after which it has no more rounds.
    all: Duration,
}

const FULL: Patience = Patience { rounds: 25, times: 400.0, all: Duration::from_secs(20) };
const QUICK: Patience = Patience { rounds: 5, times: 100.0, all: Duration::from_secs(2) };

const LEAST: Duration = Duration::from_millis(500);

/// The number of runs of an allocator in a round, if the first one took no more than [`SHORT`] milliseconds.
const REPEATS: usize = 3;
const SHORT: f64 = 50.0;

/// The time limit of the baseline itself.
const BASELINE_LIMIT: Duration = Duration::from_secs(60);

/// One allocator on one workload.
#[derive(Default)]
struct Pair {
    ratios: Vec<f64>,
    spent: Duration,
    /// Why there are no more runs.
    ended: Option<&'static str>,
}

pub fn measure(options: &Options) -> Result<()> {
    let patience = if options.quick { QUICK } else { FULL };
    let mut subjects = zig::without_missing(options.subjects());
    if !subjects.iter().any(|subject| subject.name == BASELINE) {
        subjects.extend(subject::ALL.iter().filter(|subject| subject.name == BASELINE));
    }
    let modules = modules(&subjects)?;
    let workloads = options.workloads();
    let mut pairs: Vec<Vec<Pair>> =
        workloads.iter().map(|_| subjects.iter().map(|_| Pair::default()).collect()).collect();
    let mut wrong = Vec::new();
    let mut node = Node::start()?;
    let mut shuffle = Shuffle::default();
    say(format_args!("speed: {} rounds of {} workloads", patience.rounds, workloads.len()));
    for round in 1..=patience.rounds {
        say(format_args!("speed: round {round}"));
        for (workload, pairs) in workloads.iter().zip(&mut pairs) {
            let mut order: Vec<usize> = (0..subjects.len()).collect();
            shuffle.shuffle(&mut order);
            let mut of_round = Round { node: &mut node, workload, seed: round, patience: &patience };
            wrong.extend(of_round.run(&subjects, &modules, &order, pairs)?);
        }
    }
    let mut csv = Csv::new(&["workload", "allocator", "outcome", "rounds", "lower", "median", "upper"]);
    for (workload, pairs) in workloads.iter().zip(&pairs) {
        for (subject, pair) in subjects.iter().zip(pairs) {
            csv.row(pair.row(workload, subject));
        }
    }
    results::take("speed", &csv, options)?;
    match wrong.first() {
        None => Ok(()),
        Some(first) => {
            Err(Failure::new(format!("{} runs went wrong: {first}", wrong.len()), "fix the allocator"))
        }
    }
}

/// Builds the modules of these allocators, in the same order.
pub fn modules(subjects: &[&Subject]) -> Result<Vec<PathBuf>> {
    say(format_args!("building {} modules", subjects.len()));
    let build = |subject: &&Subject| {
        let feature = format!("subject/{}", subject.name);
        let build =
            Build { package: "module", profile: "release", target: WASM, bare: false, features: &[&feature] };
        build.keep_as(&format!("module-{}.wasm", subject.name))
    };
    subjects.iter().map(build).collect()
}

/// One workload in one round.
struct Round<'a> {
    node: &'a mut Node,
    workload: &'a Workload,
    seed: u32,
    patience: &'a Patience,
}

impl Round<'_> {
    /// Runs every allocator in this order. Returns what went wrong.
    fn run(
        &mut self,
        subjects: &[&Subject],
        modules: &[PathBuf],
        order: &[usize],
        pairs: &mut [Pair],
    ) -> Result<Vec<String>> {
        let Some(baseline) = subjects.iter().position(|subject| subject.name == BASELINE) else {
            return Ok(Vec::new());
        };
        // The first run determines the time limit, and warms up: no measured run comes directly after a pause.
        let (limit, checksum) = match self.call(&modules[baseline], BASELINE_LIMIT)? {
            Run::Done(done) => (
                Duration::from_secs_f64(done.milliseconds / 1000.0 * self.patience.times).max(LEAST),
                done.value,
            ),
            _ => {
                return Err(Failure::new(
                    format!("{BASELINE} can't run {}", self.workload.name),
                    "fix the workload",
                ));
            }
        };
        let mut times = Vec::new();
        let mut wrong = Vec::new();
        for &index in order {
            let (subject, pair) = (subjects[index], &mut pairs[index]);
            if pair.ended.is_some() || (pair.spent > self.patience.all && pair.ratios.len() >= 3) {
                continue;
            }
            match self.fastest(&modules[index], limit)? {
                Run::Done(done) if done.value == checksum => times.push((index, done.milliseconds)),
                run => {
                    let what = pair.end(&run);
                    if subject.kind == Kind::Ours && !["slow", "out of memory"].contains(&what) {
                        wrong.push(format!("{} on {}: {what}", subject.name, self.workload.name));
                    }
                }
            }
        }
        let Some(&(_, of_baseline)) = times.iter().find(|(index, _)| *index == baseline) else {
            return Ok(wrong);
        };
        for (index, time) in times {
            pairs[index].ratios.push(of_baseline / time);
            pairs[index].spent += Duration::from_secs_f64(time / 1000.0);
        }
        Ok(wrong)
    }

    /// The fastest of a few runs, if they are short: a disturbance can only make a run slower.
    fn fastest(&mut self, module: &Path, limit: Duration) -> Result<Run> {
        let mut run = self.call(module, limit)?;
        for _ in 1..REPEATS {
            let Run::Done(fastest) = &mut run else { break };
            if fastest.milliseconds > SHORT {
                break;
            }
            match self.call(module, limit)? {
                Run::Done(done) if done.value == fastest.value => {
                    fastest.milliseconds = fastest.milliseconds.min(done.milliseconds);
                }
                other => return Ok(other),
            }
        }
        Ok(run)
    }

    fn call(&mut self, module: &Path, limit: Duration) -> Result<Run> {
        self.node.run(module, "run", &[self.workload.index(), self.workload.operations, self.seed], limit)
    }
}

impl Pair {
    /// Ends the runs of this pair, and returns the reason.
    fn end(&mut self, run: &Run) -> &'static str {
        // A finished run ends here only if its checksum is wrong: blocks had the wrong contents.
        let why = if let Run::Done(_) = run { "wrong" } else { run.outcome() };
        self.ended = Some(why);
        why
    }

    fn row(&self, workload: &Workload, subject: &Subject) -> Vec<String> {
        let outcome = self.ended.unwrap_or("done");
        let mut row =
            vec![workload.name.into(), subject.name.into(), outcome.into(), self.ratios.len().to_string()];
        match Spread::of(&self.ratios).filter(|_| self.ended.is_none()) {
            Some(spread) => {
                row.extend([spread.lower, spread.median, spread.upper].map(|ratio| format!("{ratio:.4}")))
            }
            None => row.extend([const { String::new() }; 3]),
        }
        row
    }
}
