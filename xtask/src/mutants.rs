//! `cargo xtask mutants`: changes the library in small ways, one at a time, and reports the changes that no test notices.
//!
//! `.cargo/mutants.toml` says what is changed and which tests run; `docs/mutants.md` lists the changes that no test can
//! notice, with reasons. It takes hours; `cargo xtask mutants --file lite-alloc/src/bump.rs` looks at one file.

use std::process::ExitCode;

use crate::{
    failure::Result,
    shell::{Shell, run as execute},
    tools::binary,
};

/// Runs cargo-mutants with these arguments.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    binary::cargo_mutants(shell)?;
    let mut command = shell.command("cargo");
    // Fewer random cases and states than in ordinary test runs: the first ones already notice most changes.
    command.env("PROPTEST_CASES", "16").env("SMALL_WORLDS_STATES", "5000");
    command.arg("mutants").args(["--output", "target"]);
    // A list of files in the configuration would be added to the files of the arguments.
    if !arguments.iter().any(|argument| argument == "--file" || argument == "-f") {
        command.args(["--file", "lite-alloc/src/**/*.rs"]);
    }
    let status = execute(command.args(arguments))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
