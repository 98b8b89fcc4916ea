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
///
/// The number 0.2.0 would allow any change. But the documentation promises that programs for 0.1.0 compile unchanged, so
/// the release is checked as one that only adds to the API.
pub fn semver(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    binary::cargo_semver_checks(shell)?;
    let mut command = shell.command("cargo");
    command.args([
        "semver-checks",
        "--package",
        "lite-alloc",
        "--release-type",
        "minor",
        "--baseline-version",
        &PUBLISHED.to_string(),
    ]);
    if run(command.args(arguments))?.success() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(
        format!("programs for lite-alloc {PUBLISHED} may not compile any more"),
        "undo the change that is reported above, or document it and allow its lint in lite-alloc/Cargo.toml",
    ))
}
