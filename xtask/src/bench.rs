//! `cargo xtask bench`: measures the allocators beside other crates; `cargo xtask bench lab`, the recordings of the page.
//!
//! The workspace in `bench/` measures, with dependencies of its own; this file installs what it needs and starts it.

use std::process::{Command, ExitCode};

use crate::{
    failure::{Failure, Result},
    shell::{self, Shell, say},
    tools::{node, rust},
};

const FOLDER: &str = "bench";

/// Starts the runner with these arguments, or measures recordings.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    if let Some((part, numbers)) = arguments.split_first()
        && part == "lab"
    {
        return lab(shell, numbers);
    }
    let status = shell::run(runner(shell)?.args(arguments))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Measures recordings of so many operations, in wasm with Node.js and natively.
fn lab(shell: &Shell, numbers: &[String]) -> Result<ExitCode> {
    rust::wasm_target(shell)?;
    node::node(shell)?;
    let usual = ["10000", "100000", "1000000"].map(str::to_owned);
    let numbers = if numbers.is_empty() { &usual } else { numbers };
    let mut build = cargo(shell, "build");
    build.args(["--quiet", "--package", "lab", "--profile", "z", "--target", "wasm32-unknown-unknown"]);
    let folder = shell.root.join(FOLDER);
    let module = folder.join("target/wasm32-unknown-unknown/z/lab.wasm");
    let mut wasm = shell.command("node");
    wasm.arg(folder.join("lab/run.mjs")).arg(module).arg("-1").args(numbers);
    let mut native = cargo(shell, "run");
    native.args(["--quiet", "--package", "lab", "--release", "--"]).args(numbers);
    for (what, command) in [("building", &mut build), ("in wasm", &mut wasm), ("natively", &mut native)] {
        say(format_args!("xtask: recordings, {what}"));
        if !shell::run(command)?.success() {
            return Err(Failure::new("the recordings could not be measured", "the reason is above"));
        }
    }
    Ok(ExitCode::SUCCESS)
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
