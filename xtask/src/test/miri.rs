//! The library, and what rewinds arenas in the playground's core, under Miri with strict provenance: finds undefined
//! behaviour that ordinary tests don't show, on a 64-bit and a 32-bit target.

use super::{Tally, count::Runner};
use crate::{
    failure::Result,
    shell::{Shell, say},
    tools::rust,
};

/// What runs on which target.
struct Run {
    package: &'static str,
    target: &'static str,
    /// What is tested, and which tests of it.
    words: &'static [&'static str],
}

/// The library's unit tests on both targets, its integration tests each on one of them, since a test takes seconds here;
/// and of the playground's core the tests that rewind arenas, since that swaps the bytes of pointers.
const RUNS: [Run; 4] = [
    Run {
        package: "lite-alloc",
        target: "x86_64-unknown-linux-gnu",
        words: &["--lib", "--test", "replays", "--test", "shadow"],
    },
    Run {
        package: "lite-alloc",
        target: "x86_64-unknown-linux-gnu",
        words: &["--features", "record", "--lib", "--test", "record", "--", "record", "threads_that_pass_on"],
    },
    Run {
        package: "lite-alloc",
        target: "i686-unknown-linux-gnu",
        words: &["--lib", "--test", "regressions"],
    },
    Run {
        package: "heap-lab",
        target: "x86_64-unknown-linux-gnu",
        words: &["--test", "lab", "--", "replay::every_position", "replay::regression", "replay::a_header"],
    },
];

/// The random tests read environment variables, which Miri hides by default.
const FLAGS: &str = "-Zmiri-strict-provenance -Zmiri-disable-isolation";

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    if let Err(failure) = rust::miri(shell) {
        tally.skip("miri", &failure);
        return Ok(());
    }
    for Run { package, target, words } in RUNS {
        say(format_args!("xtask: {package} under Miri for {target}"));
        let mut command = shell.command("rustup");
        command.env("MIRIFLAGS", FLAGS);
        command.args(["run", "nightly", "cargo", "miri", "test", "--package", package, "--target", target]);
        let result = tally.tests(Runner::Cargo, command.arg("--no-fail-fast").args(words));
        tally.note(result);
    }
    Ok(())
}
