//! Every test of the workspace on this machine, doc tests included; the library's own without its default features, too, and
//! those of its recorder, which is behind a feature.

use super::{Tally, count::Runner};
use crate::{failure::Result, shell::Shell};

const RUNS: [&[&str]; 4] = [
    &["--workspace", "--no-fail-fast"],
    &[
        "--package",
        "lite-alloc",
        "--no-default-features",
        "--no-fail-fast",
        "--lib",
        "--test",
        "check",
        "--test",
        "regressions",
        "--test",
        "shadow",
    ],
    &[
        "--package",
        "lite-alloc",
        "--features",
        "record",
        "--no-fail-fast",
        "--lib",
        "--test",
        "record",
        "--test",
        "record_program",
    ],
    // Of the doc tests the others have run.
    &["--package", "lite-alloc", "--features", "record", "--doc", "record"],
];

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    for words in RUNS {
        let result = tally.tests(Runner::Cargo, shell.command("cargo").arg("test").args(words));
        tally.note(result);
    }
    Ok(())
}
