//! Memory: the size of the heap after a workload, compared with the peak of live bytes; and how much of a heap can be reused
//! after everything in it was freed.

use std::{path::Path, time::Duration};

use subject::BASELINE;
use workloads::{Workload, reuse::TOTAL};

use crate::{
    bench::say,
    build::{Build, WASM},
    csv::Csv,
    failure::{Failure, Result},
    node::{Node, Run},
    options::Options,
    results, speed,
    statistics::Spread,
    zig,
};

const SEED: u32 = 1;

/// Seeds of the heaps that are filled and freed. The result is their median.
const HEAPS: [u32; 5] = [1, 2, 3, 4, 5];

/// The size of the largest block is found to 1 part in this many of [`TOTAL`].
const EXACT: usize = 256;

pub fn measure(options: &Options) -> Result<()> {
    let subjects = zig::without_missing(options.subjects());
    let modules = speed::modules(&subjects)?;
    let (limit, heaps) = if options.quick {
        (Duration::from_secs(1), &HEAPS[..1])
    } else {
        (Duration::from_secs(20), &HEAPS[..])
    };
    let mut node = Node::start()?;
    say(format_args!("memory: the heap after each workload"));
    let counting = counting()?;
    let mut csv = Csv::new(&["workload", "allocator", "outcome", "heap", "peak"]);
    for workload in options.workloads() {
        let peak = match run(&mut node, &counting, workload, Duration::from_secs(60))? {
            Run::Done(done) => done.peak.to_string(),
            _ => {
                return Err(Failure::new(
                    format!("{BASELINE} can't run {}", workload.name),
                    "fix the workload",
                ));
            }
        };
        for (subject, module) in subjects.iter().zip(&modules) {
            let run = run(&mut node, module, workload, limit)?;
            let heap = if let Run::Done(done) = &run { done.heap.to_string() } else { String::new() };
            csv.row([workload.name, subject.name, run.outcome(), &heap, &peak]);
        }
    }
    results::take("memory", &csv, options)?;

    say(format_args!("memory: how much can be reused"));
    let mut csv = Csv::new(&["allocator", "again", "largest"]);
    for (subject, module) in subjects.iter().zip(&modules) {
        let mut heap = Heap { node: &mut node, module, heaps, limit };
        let [again, largest] = [heap.again()?, heap.largest()?].map(|shares| {
            Spread::of(&shares.unwrap_or_default())
                .map_or(String::new(), |spread| format!("{:.3}", spread.median))
        });
        csv.row([subject.name, &again, &largest]);
    }
    results::take("reuse", &csv, options)
}

/// A module that counts live bytes. The counts are the same with every allocator.
fn counting() -> Result<std::path::PathBuf> {
    let feature = format!("subject/{BASELINE}");
    let build = Build {
        package: "module",
        profile: "release",
        target: WASM,
        bare: true,
        features: &["counting", &feature],
    };
    build.keep_as("counting.wasm")
}

fn run(node: &mut Node, module: &Path, workload: &Workload, limit: Duration) -> Result<Run> {
    node.run(module, "run", &[workload.index(), workload.operations, SEED], limit)
}

/// A heap that was filled and freed. Every call makes a new one.
struct Heap<'a> {
    node: &'a mut Node,
    module: &'a Path,
    heaps: &'a [u32],
    limit: Duration,
}

impl Heap<'_> {
    /// For each seed, the bytes that can be allocated again, as a fraction of those freed. `None` if a run fails.
    fn again(&mut self) -> Result<Option<Vec<f64>>> {
        let mut shares = Vec::new();
        for &seed in self.heaps {
            let Some(bytes) = self.ask("reuse_again", &[seed])? else { return Ok(None) };
            shares.push(f64::from(bytes) / TOTAL as f64);
        }
        Ok(Some(shares))
    }

    /// For each seed, the largest single block that can be allocated, as a fraction of the bytes freed.
    fn largest(&mut self) -> Result<Option<Vec<f64>>> {
        let mut shares = Vec::new();
        for &seed in self.heaps {
            let [mut fits, mut too_large] = [0, 2 * EXACT];
            while too_large - fits > 1 {
                let parts = fits.midpoint(too_large);
                let size = (TOTAL / EXACT * parts) as u32;
                let Some(answer) = self.ask("reuse_fits", &[seed, size])? else { return Ok(None) };
                if answer != 0 { fits = parts } else { too_large = parts }
            }
            shares.push(fits as f64 / EXACT as f64);
        }
        Ok(Some(shares))
    }

    fn ask(&mut self, call: &str, arguments: &[u32]) -> Result<Option<u32>> {
        Ok(match self.node.run(self.module, call, arguments, self.limit)? {
            Run::Done(done) => Some(done.value),
            _ => None,
        })
    }
}
