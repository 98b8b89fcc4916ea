//! `cargo xtask test`: runs all parts in [batches](batch), or the named ones, and prints one total of all tests.
//!
//! A part that fails doesn't stop the others. Each part is a file in `test/`; [`count`] reads what test runners print.

mod batch;
mod bench;
mod checks;
mod count;
mod e2e;
mod editor;
mod excerpt;
mod fuzz;
mod hooks;
mod limits;
mod machines;
mod miri;
mod native;
mod no_std;
mod package;
mod peers;
mod samples;
mod targets;
mod tidy;
mod wasm;
mod wasm_module;

use std::{
    env,
    process::{Command, ExitCode},
    time::Instant,
};

use self::{
    batch::Batch,
    count::{Count, Runner},
};
use crate::{
    failure::{Failure, Result},
    shell::{Shell, print, run as run_command, run_read, say},
};

/// The heading above the results of all parts.
const SUMMARY: &str = "\nxtask: summary";

struct Part {
    name: &'static str,
    run: fn(&Shell, &mut Tally) -> Result<()>,
}

/// When all parts are run, these run beside the others, which take longer.
const BESIDE: [&str; 5] = ["machines", "bench", "samples", "miri", "fuzz"];

/// In the order in which they run: quick parts first, and a part after those whose failure would explain its own.
const PARTS: [Part; 19] = [
    Part { name: "format", run: checks::format },
    Part { name: "tidy", run: tidy::run },
    Part { name: "clippy", run: checks::clippy },
    Part { name: "doc", run: checks::doc },
    Part { name: "peers", run: peers::test },
    Part { name: "native", run: native::run },
    Part { name: "package", run: package::test },
    Part { name: "no-std", run: no_std::test },
    Part { name: "targets", run: targets::run },
    Part { name: "wasm", run: wasm::run },
    Part { name: "limits", run: limits::test },
    Part { name: "machines", run: machines::run },
    Part { name: "hooks", run: hooks::compare_all },
    Part { name: "bench", run: bench::test },
    Part { name: "samples", run: samples::test },
    Part { name: "miri", run: miri::run },
    Part { name: "fuzz", run: fuzz::test },
    Part { name: "editor", run: editor::run },
    Part { name: "e2e", run: e2e::run },
];

/// The result of a part: the number of its tests, and the errors outside of tests.
#[derive(Default)]
struct Tally {
    count: Count,
    errors: Vec<Failure>,
}

impl Tally {
    /// Records an error; the part continues.
    fn note(&mut self, result: Result<()>) {
        self.errors.extend(result.err());
    }

    /// Runs a test runner and adds its counts. Failed tests are counted and are no `Err`. A runner that fails for
    /// another reason is an `Err`, and so is one that ran no test.
    fn tests(&mut self, runner: Runner, command: &mut Command) -> Result<()> {
        let mut count = Count::default();
        let status = run_read(command, |line| count += runner.read(line))?;
        self.count += count;
        if !status.success() && count.failed == 0 {
            return Err(Failure::new("not all tests could be run", "fix what is reported above"));
        }
        if count == Count::default() {
            return Err(Failure::new(
                "no test was run",
                "check that the tests are where the runner searches",
            ));
        }
        Ok(())
    }

    /// Counts a check of xtask itself as one test.
    fn check(&mut self, name: &str, result: Result<()>) {
        match result {
            Ok(()) => {
                print(format_args!("test {name} ... ok"));
                self.count.passed += 1;
            }
            Err(failure) => {
                print(format_args!("test {name} ... FAILED"));
                say(format_args!("error: {name}: {failure}"));
                self.count.failed += 1;
            }
        }
    }

    /// Counts a check that can't run on this machine, and prints the reason.
    fn skip(&mut self, what: &str, why: &Failure) {
        say(format_args!("xtask: {what} is SKIPPED: {why}"));
        self.count.skipped += 1;
    }

    /// In CI a skipped check is an error: nobody would notice there that it didn't run.
    fn close(&mut self, in_ci: bool) {
        if in_ci && self.count.skipped > 0 {
            self.errors.push(Failure::new(
                format!("{} skipped; in CI every check must run", self.count.skipped),
                "see above what was skipped and why, and install what it needs",
            ));
        }
    }

    fn failed(&self) -> bool {
        self.count.failed > 0 || !self.errors.is_empty()
    }
}

/// Runs a command; its failure is an error with this problem and fix.
fn passes(command: &mut Command, problem: impl Into<String>, fix: impl Into<String>) -> Result<()> {
    if run_command(command)?.success() { Ok(()) } else { Err(Failure::new(problem, fix)) }
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
    if !wanted.is_empty() {
        let parts = PARTS.iter().filter(|part| wanted.iter().any(|name| part.name == name));
        return Ok(close(&parts.map(|part| run_part(&shell, part)).collect::<Vec<_>>()));
    }
    // Now, since a part may build this program again, and its path is not known any more.
    let xtask = env::current_exe().map_err(batch::lost)?;
    let (last, others) = PARTS.split_last().expect("there are parts");
    let front = others.iter().map(|part| part.name).filter(|name| !BESIDE.contains(name)).collect();
    say(format_args!("\nxtask: beside the other parts, with their output later: {}", BESIDE.join(", ")));
    let beside = Batch::start(&shell, &xtask, BESIDE.to_vec())?;
    let mut done = Batch::start(&shell, &xtask, front)?.finish();
    done.extend(beside.finish());
    // The browser's tests wait for the browser, and would wait too long for a busy one.
    done.extend(Batch::start(&shell, &xtask, vec![last.name])?.finish());
    Ok(close(&done))
}

/// A part that has run.
struct Done {
    name: &'static str,
    tally: Tally,
    seconds: u64,
    /// The failures in its output, if it ran in a [`Batch`] and failed.
    report: String,
}

fn run_part(shell: &Shell, part: &Part) -> Done {
    say(format_args!("\nxtask: {}", part.name));
    let start = Instant::now();
    let mut tally = Tally::default();
    let result = (part.run)(shell, &mut tally);
    tally.note(result);
    tally.close(env::var_os("CI").is_some_and(|value| value == "true"));
    for failure in &tally.errors {
        say(format_args!("error: {}: {failure}", part.name));
    }
    Done { name: part.name, tally, seconds: start.elapsed().as_secs(), report: String::new() }
}

/// Prints what failed, since often only the end of a long output is kept, and the summary. An error outside of tests counts as
/// one failed test, so that the last line never reports success when something is wrong; such checks add nothing when they
/// pass.
fn close(done: &[Done]) -> ExitCode {
    for Done { name, report, .. } in done.iter().filter(|part| !part.report.is_empty()) {
        say(format_args!("\nxtask: the failures of {name}, again\n{report}"));
    }
    say(format_args!("{SUMMARY}"));
    let mut sum = Count::default();
    for Done { name, tally, seconds, .. } in done {
        let state = match tally.count {
            _ if tally.failed() => "FAILED",
            Count { passed: 0, skipped: 1.., .. } => "skipped",
            _ => "ok",
        };
        let counted = if tally.count == Count::default() { String::new() } else { tally.count.to_string() };
        say(format_args!("{}", format!("{name:8} {state:7} {seconds:4} s  {counted}").trim_end()));
        sum += tally.count;
        sum.failed += tally.errors.len();
    }
    for Done { name, tally, .. } in done {
        if tally.count.failed > 0 {
            say(format_args!("error: {name}: {} failed — fix: see the report above", tally.count.failed));
        }
        for failure in &tally.errors {
            say(format_args!("error: {name}: {failure}"));
        }
    }
    print(format_args!("{sum}"));
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::{Count, Failure, Tally};

    fn skipped_one() -> Tally {
        let mut tally = Tally::default();
        tally.check("runs", Ok(()));
        tally.skip("another", &Failure::new("a tool is missing", "install it"));
        tally
    }

    #[test]
    fn skipped_checks_are_fine_on_a_users_machine() {
        let mut tally = skipped_one();
        tally.close(false);
        assert_eq!(tally.count, Count { passed: 1, failed: 0, skipped: 1 });
        assert!(!tally.failed());
    }

    #[test]
    fn skipped_checks_are_an_error_in_ci() {
        let mut tally = skipped_one();
        tally.close(true);
        assert!(tally.failed());
        let mut complete = Tally::default();
        complete.check("runs", Ok(()));
        complete.close(true);
        assert!(!complete.failed());
    }
}
