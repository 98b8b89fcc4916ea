//! Parts of the Rust toolchain that rustup adds: targets, rustfmt and clippy, older and newer toolchains.

use std::path::Path;

use super::install;
use crate::{
    failure::{Failure, Result},
    project::WASM_TARGET,
    shell::{Shell, say},
};

/// The toolchain for unstable features, by its name in rustup.
pub const NIGHTLY: &str = "nightly";

/// Installs the standard library for wasm.
pub fn wasm_target(shell: &Shell) -> Result<()> {
    target(shell, WASM_TARGET)
}

/// Installs the standard library for `target`, or the part of it that exists for it.
pub fn target(shell: &Shell, target: &str) -> Result<()> {
    // The compiler knows, and not rustup: a toolchain without rustup may have the target.
    let folder = shell.ask("rustc", &["--print", "target-libdir", "--target", target]);
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    need_rustup(shell, &format!("the Rust target {target}"))?;
    say(format_args!("xtask: adding the Rust target {target} (about 20 MB, less than a minute)"));
    install(
        shell.command("rustup").args(["target", "add", target]),
        &format!("the Rust target {target}"),
        &format!("check the network, then rustup target add {target}"),
    )
}

/// Installs `rustfmt` or `clippy`, which a minimal toolchain doesn't have.
pub fn component(shell: &Shell, name: &str, subcommand: &str) -> Result<()> {
    if shell.ask("cargo", &[subcommand, "--version"]).is_some() {
        return Ok(());
    }
    need_rustup(shell, name)?;
    say(format_args!("xtask: adding {name} to the Rust toolchain (a few MB, less than a minute)"));
    install(
        shell.command("rustup").args(["component", "add", name]),
        name,
        &format!("check the network, then rustup component add {name}"),
    )
}

/// Installs another version of Rust beside the one of rust-toolchain.toml.
pub fn toolchain(shell: &Shell, version: &str) -> Result<()> {
    if shell.ask("rustup", &["run", version, "cargo", "--version"]).is_some() {
        return Ok(());
    }
    need_rustup(shell, &format!("Rust {version}"))?;
    say(format_args!("xtask: installing Rust {version} (about 200 MB, a minute)"));
    install(
        shell.command("rustup").args(["toolchain", "install", version, "--profile", "minimal"]),
        &format!("Rust {version}"),
        &format!("check the network, then rustup toolchain install {version} --profile minimal"),
    )
}

/// Installs a nightly toolchain with the source of the standard library, to build it for targets without a prebuilt one.
pub fn nightly_source(shell: &Shell) -> Result<()> {
    let has_source = || {
        let root = shell.ask("rustup", &["run", NIGHTLY, "rustc", "--print", "sysroot"]);
        root.is_some_and(|root| Path::new(&root).join("lib/rustlib/src/rust/library/Cargo.toml").is_file())
    };
    nightly(shell, &["rust-src"], "the source of the standard library", has_source)
}

/// Installs Miri, which only nightly toolchains have.
pub fn miri(shell: &Shell) -> Result<()> {
    nightly_source(shell)?;
    let has_miri = || shell.ask("rustup", &["run", NIGHTLY, "cargo", "miri", "--version"]).is_some();
    nightly(shell, &["miri"], "Miri", has_miri)
}

/// Installs a nightly toolchain with `components`, which contain `what`. An installed one gets the missing components
/// and is not updated.
fn nightly(shell: &Shell, components: &[&str], what: &str, complete: impl Fn() -> bool) -> Result<()> {
    if complete() {
        return Ok(());
    }
    need_rustup(shell, what)?;
    let list = components.join(",");
    let words: Vec<&str> = if shell.ask("rustup", &["run", NIGHTLY, "rustc", "--version"]).is_some() {
        say(format_args!("xtask: adding {what} to the nightly toolchain (about 20 MB, less than a minute)"));
        [&["component", "add", "--toolchain", NIGHTLY], components].concat()
    } else {
        say(format_args!("xtask: installing a nightly toolchain with {what} (about 200 MB, a few minutes)"));
        vec!["toolchain", "install", NIGHTLY, "--profile", "minimal", "--component", &list]
    };
    let fix = format!(
        "check the network, then rustup toolchain install {NIGHTLY} --profile minimal --component {list}"
    );
    install(shell.command("rustup").args(words), &format!("nightly Rust with {what}"), &fix)?;
    if complete() {
        Ok(())
    } else {
        Err(Failure::new(format!("nightly Rust is installed, but without {what}"), fix))
    }
}

fn need_rustup(shell: &Shell, what: &str) -> Result<()> {
    if shell.find("rustup").is_some() {
        return Ok(());
    }
    Err(Failure::new(
        format!("{what} is missing, and rustup, which could add it, is missing too"),
        "install Rust through rustup, or add it in the way in which your Rust was installed",
    ))
}
