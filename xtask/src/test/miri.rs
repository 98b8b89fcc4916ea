//! The library under Miri with strict provenance: undefined behaviour that tests alone don't show, on a 64-bit target
//! and on a 32-bit one, as wasm is.

use super::{Tally, count::Runner};
use crate::{
    failure::Result,
    files,
    shell::{Shell, say},
    tools::rust,
};

const TARGETS: [&str; 2] = ["x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu"];

/// The random tests read the environment, which Miri otherwise hides.
const FLAGS: &str = "-Zmiri-strict-provenance -Zmiri-disable-isolation";

/// Tests meant for Miri beside the library's own are named so.
const PREFIX: &str = "miri_";

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    if let Err(failure) = rust::miri(shell) {
        say(format_args!("xtask: miri is SKIPPED: {failure}"));
        tally.count.skipped += 1;
        return Ok(());
    }
    let tests = shell.root.join("lite-alloc/tests");
    let named = files::own(&tests).iter().any(|file| {
        file.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(PREFIX))
    });
    for target in TARGETS {
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
        command.args(["--no-fail-fast", "--lib"]);
        if named {
            command.args(["--test", &format!("{PREFIX}*")]);
        }
        let result = tally.tests(Runner::Cargo, &mut command);
        tally.note(result);
    }
    Ok(())
}
