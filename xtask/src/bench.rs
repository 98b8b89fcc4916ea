//! `cargo xtask bench`: measures the allocators beside their peers.
//!
//! The workspace in `bench/` does it all, with dependencies of its own; here is seen to it that it can.

use std::process::{Command, ExitCode};

use crate::{
    failure::Result,
    shell::{self, Shell},
    tools::{node, rust},
};

const FOLDER: &str = "bench";

/// Hands the arguments over, once what measuring needs is there.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    let status = shell::run(runner(shell)?.args(arguments))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The command that runs the bench workspace's runner, ready to be given arguments.
pub fn runner(shell: &Shell) -> Result<Command> {
    rust::wasm_target(shell)?;
    node::packages(shell, FOLDER)?;
    let mut command = cargo(shell, "run");
    command.args(["--quiet", "--package", "runner", "--"]);
    Ok(command)
}

/// A command of cargo's in the bench workspace, with its own target folder.
pub fn cargo(shell: &Shell, subcommand: &str) -> Command {
    let folder = shell.root.join(FOLDER);
    let mut command = shell.command("cargo");
    command.arg(subcommand).current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    command
}
