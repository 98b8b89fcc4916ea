//! Batches of parts, each run by a `cargo xtask test` of its own, so that two run at the same time: otherwise one of two
//! processors would be idle for half of the time. They build in different folders, so no cargo waits for another.
//!
//! The output of a batch goes through a file, from which the results and the reports of failures are read.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use super::{Done, PARTS, SUMMARY, Tally, count::Count, excerpt::excerpt};
use crate::{
    failure::{Failure, Result},
    shell::{Shell, say},
};

/// A batch in progress.
pub struct Batch {
    process: Child,
    names: Vec<&'static str>,
    /// The file with its output.
    output: PathBuf,
}

impl Batch {
    /// Starts `xtask`, this program, on the parts with these names, one after the other.
    pub fn start(shell: &Shell, xtask: &Path, names: Vec<&'static str>) -> Result<Self> {
        let first = names.first().copied().unwrap_or_default();
        let output = shell.root.join(format!("target/test-output/{first}.txt"));
        output.parent().map_or(Ok(()), fs::create_dir_all).map_err(lost)?;
        let file = File::create(&output).map_err(lost)?;
        let mut command = Command::new(xtask);
        command.arg("test").args(&names).current_dir(&shell.root);
        command.stdin(Stdio::null()).stdout(file.try_clone().map_err(lost)?).stderr(file);
        Ok(Self { process: command.spawn().map_err(lost)?, names, output })
    }

    /// Waits for its end, and prints its output while it runs.
    pub fn finish(mut self) -> Vec<Done> {
        let mut output = Vec::new();
        let mut file = File::open(&self.output);
        let mut show = |output: &mut Vec<u8>| {
            let shown = output.len();
            if let Ok(file) = &mut file {
                let _ = file.read_to_end(output);
            }
            let _ = io::stderr().write_all(&output[shown..]);
        };
        let status = loop {
            let ended = self.process.try_wait();
            show(&mut output);
            match ended {
                Ok(None) => thread::sleep(Duration::from_millis(100)),
                Ok(Some(status)) => break Ok(status),
                Err(error) => break Err(error),
            }
        };
        let output = String::from_utf8_lossy(&output);
        let mut done: Vec<_> = self.names.iter().map(|&name| result(name, &output)).collect();
        if !status.is_ok_and(|status| status.success())
            && done.iter().all(|part| !part.tally.failed())
            && let Some(last) = done.last_mut()
        {
            last.tally.note(Err(Failure::new("a part failed", "see its output above")));
        }
        say(format_args!(""));
        done
    }
}

/// The error that a batch can't be started.
pub fn lost(error: io::Error) -> Failure {
    Failure::new(format!("another cargo xtask test can't be started: {error}"), "look for its reason")
}

/// The result of a part, with a report if it failed.
fn result(name: &'static str, output: &str) -> Done {
    let mut done = row(name, output).unwrap_or_else(|| {
        let mut tally = Tally::default();
        tally.note(Err(Failure::new("it has not ended", "see its output above")));
        Done { name, tally, seconds: 0, report: String::new() }
    });
    if done.tally.failed() {
        done.report = excerpt(section(name, output));
    }
    done
}

/// The output of a part: from the line with its name to that of the next part, or to the summary.
fn section<'a>(name: &str, output: &'a str) -> &'a str {
    let start = |name| format!("\nxtask: {name}\n");
    let Some((_, rest)) = output.split_once(&start(name)) else { return "" };
    let next = PARTS.iter().filter_map(|part| rest.find(&start(part.name))).chain(rest.find(SUMMARY)).min();
    &rest[..next.unwrap_or(rest.len())]
}

/// The result of a part, from its row in the summary.
fn row(name: &'static str, output: &str) -> Option<Done> {
    output.lines().rev().find_map(|line| {
        let mut words = line.split_whitespace();
        let is_row = words.next() == Some(name);
        let state = words.next().filter(|state| is_row && ["ok", "FAILED", "skipped"].contains(state))?;
        let seconds = words.next()?.parse().ok()?;
        let numbers: Vec<usize> = words.filter_map(|word| word.parse().ok()).collect();
        let mut tally = Tally::default();
        if let [passed, failed, skipped] = numbers[..] {
            tally.count = Count { passed, failed, skipped };
        }
        if state == "FAILED" && tally.count.failed == 0 {
            tally.note(Err(Failure::new("an error outside of its tests", "see its output above")));
        }
        Some(Done { name, tally, seconds, report: String::new() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "\nxtask: bench\nbench is built\n\
        \nxtask: samples\ntest first ... FAILED\n\
        \nxtask: miri\nerror: miri: no compiler\n\
        \nxtask: summary\n\
        bench    ok       210 s  117 passed, 0 failed, 0 skipped\n\
        samples  FAILED     7 s  6 passed, 2 failed, 0 skipped\n\
        miri     FAILED     0 s\n\
        123 passed, 3 failed, 0 skipped\n";

    #[test]
    fn results_are_those_of_the_summary() {
        let bench = row("bench", OUTPUT).unwrap();
        assert_eq!((bench.seconds, bench.tally.count), (210, Count { passed: 117, failed: 0, skipped: 0 }));
        assert!(!bench.tally.failed());
        assert_eq!(row("samples", OUTPUT).unwrap().tally.count.failed, 2);
        assert!(row("miri", OUTPUT).unwrap().tally.failed(), "an error outside of tests");
        assert!(row("fuzz", OUTPUT).is_none());
        assert!(result("fuzz", OUTPUT).tally.failed(), "a part that has not ended");
    }

    #[test]
    fn a_failed_part_reports_what_it_printed_itself() {
        assert_eq!(result("bench", OUTPUT).report, "");
        let samples = result("samples", OUTPUT).report;
        assert!(samples.contains("test first ... FAILED") && !samples.contains("no compiler"), "{samples}");
        assert_eq!(result("miri", OUTPUT).report, "error: miri: no compiler");
    }
}
