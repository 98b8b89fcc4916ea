//! `cargo xtask bench`: measures the allocators beside other crates.
//!
//! The workspace in `bench/` measures, with dependencies of its own; this file installs what it needs and starts it.

use std::process::{Command, ExitCode};

use crate::{
    failure::Result,
    shell::{self, Shell},
    tools::{node, rust},
};

const FOLDER: &str = "bench";

/// Starts the runner with these arguments.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    let status = shell::run(runner(shell)?.args(arguments))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The command that starts the runner of the bench workspace, without arguments. Installs what it needs.
pub fn runner(shell: &Shell) -> Result<Command> {
    rust::wasm_target(shell)?;
    node::packages(shell, FOLDER)?;
    let mut command = cargo(shell, "run");
    command.args(["--quiet", "--package", "runner", "--"]);
    Ok(command)
}

/// A cargo command in the bench workspace, with its own target folder.
pub fn cargo(shell: &Shell, subcommand: &str) -> Command {
    let folder = shell.root.join(FOLDER);
    let mut command = shell.command("cargo");
    command.arg(subcommand).current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    command
}
