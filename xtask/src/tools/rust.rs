//! Parts of the Rust tool chain that rustup adds: the wasm target, rustfmt and clippy, Miri.

use std::path::Path;

use super::install;
use crate::{
    failure::{Failure, Result},
    project::WASM_TARGET,
    shell::{Shell, run, say},
};

/// The standard library for wasm.
pub fn wasm_target(shell: &Shell) -> Result<()> {
    target(shell, WASM_TARGET)
}

/// The standard library for `target`, or the part of it that the target can have.
pub fn target(shell: &Shell, target: &str) -> Result<()> {
    // Asked of the compiler, not of rustup: there are tool chains without rustup that have the target.
    let folder = shell.ask("rustc", &["--print", "target-libdir", "--target", target]);
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    need_rustup(shell, &format!("the Rust target {target}"))?;
    say(format_args!("xtask: adding the Rust target {target} (some 20 MB, less than a minute)"));
    install(
        shell.command("rustup").args(["target", "add", target]),
        &format!("the Rust target {target}"),
        &format!("check the network, then rustup target add {target}"),
    )
}

/// `rustfmt` or `clippy`, which a minimal tool chain leaves out.
pub fn component(shell: &Shell, name: &str, subcommand: &str) -> Result<()> {
    if shell.ask("cargo", &[subcommand, "--version"]).is_some() {
        return Ok(());
    }
    need_rustup(shell, name)?;
    say(format_args!("xtask: adding {name} to the Rust tool chain (a few MB, less than a minute)"));
    install(
        shell.command("rustup").args(["component", "add", name]),
        name,
        &format!("check the network, then rustup component add {name}"),
    )
}

/// Miri lives in nightly tool chains only. `Err` says why there is none and how to come by one.
pub fn miri(shell: &Shell) -> Result<()> {
    const MEND: &str = "rustup toolchain install nightly --profile minimal --component miri,rust-src";
    let has_miri = || shell.ask("rustup", &["run", "nightly", "cargo", "miri", "--version"]).is_some();
    let has_source = || {
        let root = shell.ask("rustup", &["run", "nightly", "rustc", "--print", "sysroot"]);
        root.is_some_and(|root| Path::new(&root).join("lib/rustlib/src/rust/library/Cargo.toml").is_file())
    };
    if has_miri() && has_source() {
        return Ok(());
    }
    need_rustup(shell, "Miri")?;
    // A nightly that is there gets the parts it lacks and stays of its date.
    let words: &[&str] = if shell.ask("rustup", &["run", "nightly", "rustc", "--version"]).is_some() {
        say(format_args!("xtask: adding Miri to the nightly tool chain (some 20 MB, less than a minute)"));
        &["component", "add", "--toolchain", "nightly", "miri", "rust-src"]
    } else {
        say(format_args!("xtask: installing a nightly tool chain with Miri (some 200 MB, a few minutes)"));
        &["toolchain", "install", "nightly", "--profile", "minimal", "--component", "miri,rust-src"]
    };
    let done = run(shell.command("rustup").args(words))?.success();
    if done && has_miri() { Ok(()) } else { Err(Failure::new("there is no nightly Rust with Miri", MEND)) }
}

fn need_rustup(shell: &Shell, what: &str) -> Result<()> {
    if shell.find("rustup").is_some() {
        return Ok(());
    }
    Err(Failure::new(
        format!("{what} is missing, and so is rustup, which could add it"),
        "install Rust through rustup, or add it the way your Rust was installed",
    ))
}
