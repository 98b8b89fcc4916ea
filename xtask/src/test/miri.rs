//! The library under Miri with strict provenance: finds undefined behaviour that ordinary tests don't show, on a 64-bit
//! and a 32-bit target.

use super::{Tally, count::Runner};
use crate::{
    failure::Result,
    shell::{Shell, say},
    tools::rust,
};

/// Each target with the integration tests that run on it besides the unit tests. The long random ones run once.
const TARGETS: [(&str, &[&str]); 2] = [
    ("x86_64-unknown-linux-gnu", &["regressions", "replays", "shadow"]),
    ("i686-unknown-linux-gnu", &["regressions"]),
];

/// The random tests read environment variables, which Miri hides by default.
const FLAGS: &str = "-Zmiri-strict-provenance -Zmiri-disable-isolation";

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    if let Err(failure) = rust::miri(shell) {
        tally.skip("miri", &failure);
        return Ok(());
    }
    for (target, tests) in TARGETS {
        say(format_args!("xtask: under Miri for {target}"));
        let mut command = shell.command("rustup");
        command.env("MIRIFLAGS", FLAGS);
        command.args([
            "run",
            "nightly",
            "cargo",
            "miri",
            "test",
            "--package",
            "lite-alloc",
            "--target",
            target,
        ]);
        command.args(["--no-fail-fast", "--lib"]).args(tests.iter().flat_map(|name| ["--test", name]));
        let result = tally.tests(Runner::Cargo, &mut command);
        tally.note(result);
    }
    Ok(())
}
