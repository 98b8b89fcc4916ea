//! The library compiles where people use it: on targets that can't run here, and with the oldest Rust that it promises.
//!
//! [`super::machines`] runs programs on some of them.

use std::process::Command;

use super::{Tally, passes};
use crate::{
    failure::{Failure, Result},
    project,
    shell::Shell,
    tools::rust,
};

/// What the library is checked with, besides its default features.
const LOCK: &[&str] = &["--features", "critical-section"];
const PLAIN: &[&str] = &[];

/// Targets whose standard library rustup has. Those without atomics need the critical section for the static heaps, and
/// must compile without those, too.
const STABLE: [(&str, &[&[&str]]); 9] = [
    ("thumbv6m-none-eabi", &[LOCK, PLAIN]),
    ("thumbv7em-none-eabihf", &[PLAIN]),
    ("riscv32imc-unknown-none-elf", &[LOCK, PLAIN]),
    ("x86_64-unknown-none", &[PLAIN]),
    ("x86_64-unknown-uefi", &[PLAIN]),
    ("wasm32v1-none", &[PLAIN]),
    ("wasm32-wasip1", &[PLAIN]),
    ("wasm32-wasip1-threads", &[PLAIN]),
    ("x86_64-pc-windows-gnu", &[PLAIN]),
];

/// Targets whose `core` has to be built from its source, which only nightly Rust can: pointers of 16 bits, and of 64 in
/// WebAssembly.
const NIGHTLY: [(&str, &[&[&str]]); 2] =
    [("msp430-none-elf", &[LOCK, PLAIN]), ("wasm64-unknown-unknown", &[PLAIN])];

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    for (target, variants) in STABLE {
        match rust::target(shell, target) {
            Ok(()) => check(tally, target, variants, || {
                let mut command = shell.command("cargo");
                command.args(["rustc", "--profile", "check", "--target", target]);
                command
            }),
            Err(failure) => tally.skip(target, &failure),
        }
    }
    match rust::nightly_source(shell) {
        Ok(()) => {
            for (target, variants) in NIGHTLY {
                check(tally, target, variants, || {
                    let mut command = shell.command("rustup");
                    command.args(["run", rust::NIGHTLY, "cargo", "rustc", "--profile", "check"]);
                    command.args(["-Zbuild-std=core", "--target", target]);
                    command
                });
            }
        }
        Err(failure) => NIGHTLY.iter().for_each(|(target, _)| tally.skip(target, &failure)),
    }
    oldest(shell, tally)?;
    link(shell, tally);
    Ok(())
}

/// On these a program may do without the standard library although there is one.
const WITHOUT_STD: [&str; 2] = ["x86_64-unknown-uefi", "x86_64-unknown-linux-gnu"];

/// A program of its own panic handler: it is linked, which shows what a check of the library alone doesn't.
fn link(shell: &Shell, tally: &mut Tally) {
    for target in WITHOUT_STD {
        let name = format!("{target}: a no_std program links");
        let linker =
            if target.ends_with("linux-gnu") && !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
                Err(Failure::new("the linker of this machine makes other programs", "run it on such a Linux"))
            } else {
                Ok(())
            };
        match linker.and_then(|()| rust::target(shell, target)) {
            Ok(()) => {
                let folder = shell.root.join("xtask/programs/no-std");
                let mut command = shell.command("cargo");
                command.env("CARGO_TARGET_DIR", folder.join("target")).current_dir(folder);
                command.args(["build", "--locked", "--quiet", "--target", target]);
                tally.check(&name, passes(&mut command, "it doesn't link", "mend what cargo reports above"));
            }
            Err(failure) => tally.skip(&name, &failure),
        }
    }
}

/// The version that the manifest promises.
fn oldest(shell: &Shell, tally: &mut Tally) -> Result<()> {
    let version = project::oldest_rust(&shell.root)?.to_string();
    let name = format!("Rust {version}");
    match rust::toolchain(shell, &version) {
        Ok(()) => check(tally, &name, &[PLAIN, LOCK], || {
            let mut command = shell.command("rustup");
            command.args(["run", &version, "cargo", "rustc", "--profile", "check"]);
            command
        }),
        Err(failure) => tally.skip(&name, &failure),
    }
    Ok(())
}

/// One compilation is one test. Its own warnings are errors; `--profile check` makes `cargo rustc` a `cargo check` that
/// takes such flags for the one crate.
fn check(tally: &mut Tally, name: &str, variants: &[&[&str]], command: impl Fn() -> Command) {
    for features in variants {
        let mut command = command();
        command.args(["--locked", "--quiet", "--package", "lite-alloc", "--lib"]).args(*features);
        command.args(["--", "--deny", "warnings"]);
        let result = passes(&mut command, "the library doesn't compile", "mend what rustc reports above");
        let with = features.last().map_or(String::new(), |feature| format!(" with {feature}"));
        tally.check(&format!("{name}: lite-alloc{with} compiles"), result);
    }
}
