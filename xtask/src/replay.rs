//! `cargo xtask replay`: runs a recorded trace on the allocators and prints the verdict. The package `replay` does that,
//! with dependencies of its own; this file builds and starts it. If a lane of others is wanted, it builds their module too.

use std::{
    env,
    process::{ExitCode, Stdio},
};

use crate::{
    failure::Result,
    peers,
    shell::{self, Shell, say},
};

/// The names of the allocators whose code is in the module of `peers`, and the variable that says where it is.
const OTHERS: [&str; 2] = ["dlmalloc", "talc"];
const MODULE: &str = "LITE_ALLOC_PEERS";

/// Starts it with these arguments, where the caller is: files are named from there.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    if !shell.root.join("target/replay").exists() {
        say(format_args!("xtask: building the replay, once (a minute or two)"));
    }
    let mut command = shell.command("cargo");
    command.args(["run", "--quiet", "--locked", "--profile", "replay", "--package", "replay"]);
    command.arg("--manifest-path").arg(shell.root.join("Cargo.toml"));
    command.arg("--").args(arguments).stdin(Stdio::inherit());
    if arguments.iter().any(|argument| OTHERS.iter().any(|other| argument.contains(other))) {
        command.env(MODULE, peers::module(shell)?);
    }
    if let Ok(here) = env::current_dir() {
        command.current_dir(here);
    }
    let status = shell::run(&mut command)?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
