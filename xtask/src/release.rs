//! Checks before a release of lite-alloc: that crates.io would take the package, and that its version number is right.

use std::process::ExitCode;

use crate::{
    failure::{Failure, Result},
    project::PUBLISHED,
    shell::{Shell, run},
    tools::binary,
};

/// `cargo xtask publish-check`: does everything that `cargo publish` does, except for the upload.
pub fn publish_check(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    let mut command = shell.command("cargo");
    command.args(["publish", "--dry-run", "--package", "lite-alloc"]);
    if run(command.args(arguments))?.success() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new("lite-alloc can't be published", "fix what cargo reports above"))
}

/// `cargo xtask semver`: compares the public API with that of the published version.
pub fn semver(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    binary::cargo_semver_checks(shell)?;
    let mut command = shell.command("cargo");
    command.args(["semver-checks", "--package", "lite-alloc", "--baseline-version", &PUBLISHED.to_string()]);
    if run(command.args(arguments))?.success() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(
        format!("the API has changes against {PUBLISHED} that the version number doesn't allow"),
        "undo them, or raise the version in Cargo.toml",
    ))
}
