//! `cargo xtask deny`: checks the dependencies of every workspace in this repository with cargo-deny: licences, security
//! advisories, banned crates, sources. `deny.toml` says what is accepted.

use std::{path::Path, process::ExitCode};

use crate::{
    failure::{Failure, Result},
    files,
    shell::{Shell, run as execute, say},
    tools::binary,
};

/// Runs all checks, or those that are named: `advisories` needs the network, the others don't.
pub fn run(shell: &Shell, checks: &[String]) -> Result<ExitCode> {
    binary::cargo_deny(shell)?;
    let mut failed = Vec::new();
    for folder in workspaces(&shell.root) {
        let manifest = folder.join("Cargo.toml");
        let name = manifest.strip_prefix(&shell.root).unwrap_or(&manifest).display().to_string();
        say(format_args!("xtask: the dependencies of {name}"));
        let mut command = shell.command("cargo");
        command.args(["deny", "--config", "deny.toml", "--locked", "--manifest-path"]).arg(&manifest);
        if !execute(command.arg("check").args(checks))?.success() {
            failed.push(name);
        }
    }
    if failed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(
        format!("cargo-deny fails for {}", failed.join(", ")),
        "see its report above: replace a rejected dependency, or accept it in deny.toml with a reason",
    ))
}

/// Every folder with a lock file: the workspace itself, and the packages that are outside of it.
fn workspaces(root: &Path) -> impl Iterator<Item = std::path::PathBuf> {
    let locks = files::own(root).into_iter().filter(|file| file.ends_with("Cargo.lock"));
    locks.filter_map(|lock| lock.parent().map(Path::to_path_buf))
}
