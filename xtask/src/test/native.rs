//! Every test of the workspace on this machine, doc tests included; the library's own without its default features, too.

use super::{Tally, count::Runner};
use crate::{failure::Result, shell::Shell};

const RUNS: [&[&str]; 2] = [
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
];

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    for words in RUNS {
        let result = tally.tests(Runner::Cargo, shell.command("cargo").arg("test").args(words));
        tally.note(result);
    }
    Ok(())
}
