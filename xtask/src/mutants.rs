//! `cargo xtask mutants`: changes the library in small ways, one after another, and shows which changes no test notices.
//!
//! What is changed and what has to notice is in `.cargo/mutants.toml`; the changes that nothing can notice, and why, are in
//! `docs/mutants.md`. It takes hours; `cargo xtask mutants --file lite-alloc/src/bump.rs` looks at one file.

use std::process::ExitCode;

use crate::{
    failure::Result,
    shell::{Shell, run as execute},
    tools::binary,
};

/// Hands the arguments over to cargo-mutants.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    binary::cargo_mutants(shell)?;
    let mut command = shell.command("cargo");
    // Fewer random cases and states than the tests have: a change that matters shows in the first ones.
    command.env("PROPTEST_CASES", "16").env("SMALL_WORLDS_STATES", "5000");
    command.arg("mutants").args(["--output", "target"]);
    // A list of files in the configuration would be added to those that are named here.
    if !arguments.iter().any(|argument| argument == "--file" || argument == "-f") {
        command.args(["--file", "lite-alloc/src/**/*.rs"]);
    }
    let status = execute(command.args(arguments))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
