//! `cargo xtask test`: runs the parts one after another and closes with one count of all tests.
//!
//! A part that breaks doesn't stop the others. What each part runs is in the files beside; what their tools print is
//! read by [`count`].

mod bench;
mod checks;
mod count;
mod e2e;
mod editor;
mod fuzz;
mod hooks;
mod limits;
mod miri;
mod native;
mod no_std;
mod tidy;
mod wasm;
mod wasm_module;

use std::{
    process::{Command, ExitCode},
    time::Instant,
};

use self::count::{Count, Runner};
use crate::{
    failure::{Failure, Result},
    shell::{Shell, print, run_read, say},
};

struct Part {
    name: &'static str,
    run: fn(&Shell, &mut Tally) -> Result<()>,
}

/// In this order: the quick ones first, each after those whose failure would explain its own.
const PARTS: [Part; 14] = [
    Part { name: "format", run: checks::format },
    Part { name: "tidy", run: tidy::run },
    Part { name: "clippy", run: checks::clippy },
    Part { name: "doc", run: checks::doc },
    Part { name: "native", run: native::run },
    Part { name: "no-std", run: no_std::test },
    Part { name: "wasm", run: wasm::run },
    Part { name: "limits", run: limits::test },
    Part { name: "hooks", run: hooks::compare_all },
    Part { name: "bench", run: bench::test },
    Part { name: "miri", run: miri::run },
    Part { name: "fuzz", run: fuzz::test },
    Part { name: "editor", run: editor::run },
    Part { name: "e2e", run: e2e::run },
];

/// What a part comes to: the tests it ran, and what kept it from running as it should.
#[derive(Default)]
struct Tally {
    count: Count,
    broken: Vec<Failure>,
}

impl Tally {
    /// Takes note of a failure and lets the part go on.
    fn note(&mut self, result: Result<()>) {
        self.broken.extend(result.err());
    }

    /// Runs a test runner and adds what it counted. Tests that fail are counted and no `Err`; a runner that stops for
    /// another reason is, and so is one that ran nothing.
    fn tests(&mut self, runner: Runner, command: &mut Command) -> Result<()> {
        let mut count = Count::default();
        let status = run_read(command, |line| count += runner.read(line))?;
        self.count += count;
        if !status.success() && count.failed == 0 {
            return Err(Failure::new("the tests could not all be run", "mend what is reported above"));
        }
        if count == Count::default() {
            return Err(Failure::new("no test was run", "see that the tests are where they are looked for"));
        }
        Ok(())
    }

    fn failed(&self) -> bool {
        self.count.failed > 0 || !self.broken.is_empty()
    }
}

/// The names of all parts, for the usage.
pub fn names() -> String {
    PARTS.map(|part| part.name).join(", ")
}

pub fn run(wanted: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = wanted.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        return Err(Failure::new(format!("there is no part {unknown:?}"), format!("pick from {}", names())));
    }
    let shell = Shell::new();
    let parts = PARTS.iter().filter(|part| wanted.is_empty() || wanted.iter().any(|name| part.name == name));
    let done: Vec<_> = parts.map(|part| (part.name, run_part(&shell, part))).collect();
    Ok(close(&done))
}

fn run_part(shell: &Shell, part: &Part) -> Tally {
    say(format_args!("\nxtask: {}", part.name));
    let start = Instant::now();
    let mut tally = Tally::default();
    let result = (part.run)(shell, &mut tally);
    tally.note(result);
    for failure in &tally.broken {
        say(format_args!("error: {}: {failure}", part.name));
    }
    say(format_args!("xtask: {} took {} s", part.name, start.elapsed().as_secs()));
    tally
}

/// The closing lines. A part that broke counts as one failed test, so that the last line never looks green when
/// something is wrong; checks that aren't tests add nothing while they are fine.
fn close(done: &[(&str, Tally)]) -> ExitCode {
    say(format_args!(""));
    let mut sum = Count::default();
    for (name, tally) in done {
        let state = match tally.count {
            _ if tally.failed() => "FAILED",
            Count { passed: 0, skipped: 1.., .. } => "skipped",
            _ => "ok",
        };
        let counted = if tally.count == Count::default() { String::new() } else { tally.count.to_string() };
        say(format_args!("{}", format!("{name:8} {state:7} {counted}").trim_end()));
        sum += tally.count;
        sum.failed += tally.broken.len();
    }
    for (name, tally) in done {
        if tally.count.failed > 0 {
            say(format_args!("error: {name}: {} failed — do: see the report above", tally.count.failed));
        }
        for failure in &tally.broken {
            say(format_args!("error: {name}: {failure}"));
        }
    }
    print(format_args!("{sum}"));
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
