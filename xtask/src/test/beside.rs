//! Parts that run at the same time as the others when all are run: half of the time one of two processors would be idle.
//!
//! They build in folders of their own, so no cargo waits for another. They run in a second `cargo xtask test`, whose output is
//! printed when it has ended.

use std::{
    env,
    fs::{self, File},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use super::{Done, Tally, count::Count};
use crate::{
    failure::{Failure, Result},
    shell::{Shell, say},
};

/// The parts in progress.
pub struct Beside {
    process: Child,
    names: Vec<&'static str>,
    /// The file with their output.
    output: PathBuf,
}

impl Beside {
    /// Starts the parts with these names.
    pub fn start(shell: &Shell, names: Vec<&'static str>) -> Result<Self> {
        let lost = |error| {
            Failure::new(
                format!("a second cargo xtask test can't be started: {error}"),
                "look for its reason",
            )
        };
        let output = shell.root.join("target/beside.txt");
        say(format_args!("\nxtask: beside the other parts, with their output later: {}", names.join(", ")));
        fs::create_dir_all(shell.root.join("target")).map_err(lost)?;
        let file = File::create(&output).map_err(lost)?;
        let mut command = Command::new(env::current_exe().map_err(lost)?);
        command.arg("test").args(&names).current_dir(&shell.root);
        command.stdin(Stdio::null()).stdout(file.try_clone().map_err(lost)?).stderr(file);
        Ok(Self { process: command.spawn().map_err(lost)?, names, output })
    }

    /// Waits for their end, and prints their output.
    pub fn finish(mut self) -> Vec<Done> {
        let status = self.process.wait();
        let output = fs::read(&self.output).unwrap_or_default();
        let output = String::from_utf8_lossy(&output);
        say(format_args!("{output}"));
        let is_well = status.is_ok_and(|status| status.success());
        let done = self.names.iter().map(|&name| {
            read(name, &output).unwrap_or_else(|| {
                let mut tally = Tally::default();
                tally.note(Err(Failure::new("it has not ended", "see its output above")));
                Done { name, tally, seconds: 0 }
            })
        });
        let mut done: Vec<_> = done.collect();
        if !is_well
            && done.iter().all(|part| !part.tally.failed())
            && let Some(last) = done.last_mut()
        {
            last.tally.note(Err(Failure::new("a part failed", "see its output above")));
        }
        done
    }
}

/// The result of a part, from its row in the summary.
fn read(name: &'static str, output: &str) -> Option<Done> {
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
        Some(Done { name, tally, seconds })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "xtask: bench\nbench is built\n\
        bench    ok       210 s  117 passed, 0 failed, 0 skipped\n\
        samples  FAILED     7 s  6 passed, 2 failed, 0 skipped\n\
        miri     FAILED     0 s\n\
        123 passed, 3 failed, 0 skipped\n";

    #[test]
    fn results_are_those_of_the_summary() {
        let bench = read("bench", OUTPUT).unwrap();
        assert_eq!((bench.seconds, bench.tally.count), (210, Count { passed: 117, failed: 0, skipped: 0 }));
        assert!(!bench.tally.failed());
        assert_eq!(read("samples", OUTPUT).unwrap().tally.count.failed, 2);
        assert!(read("miri", OUTPUT).unwrap().tally.failed(), "an error outside of tests");
        assert!(read("fuzz", OUTPUT).is_none());
    }
}
