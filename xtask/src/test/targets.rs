//! Compiles the library for targets that can't run here, and with the oldest supported Rust.
//!
//! [`super::no_std`] links a program without std; [`super::machines`] runs programs on some targets.

use std::process::Command;

use super::{Tally, passes};
use crate::{failure::Result, project, shell::Shell, tools::rust};

// Features besides the default ones.
const LOCK: &[&str] = &["--features", "critical-section"];
const STD: &[&str] = &["--features", "std"];
const RECORD: &[&str] = &["--features", "record"];
const PLAIN: &[&str] = &[];

/// Targets with a standard library from rustup. Static heaps need a critical section on targets without atomics; the
/// library must compile there without it too.
const STABLE: [(&str, &[&[&str]]); 10] = [
    ("thumbv6m-none-eabi", &[LOCK, PLAIN]),
    ("thumbv7em-none-eabihf", &[PLAIN]),
    ("riscv32imc-unknown-none-elf", &[LOCK, PLAIN]),
    ("x86_64-unknown-none", &[PLAIN]),
    ("x86_64-unknown-uefi", &[PLAIN]),
    ("wasm32v1-none", &[PLAIN]),
    ("wasm32-unknown-unknown", &[RECORD]),
    ("wasm32-wasip1", &[PLAIN, STD, RECORD]),
    ("wasm32-wasip1-threads", &[PLAIN, STD, RECORD]),
    ("x86_64-pc-windows-gnu", &[PLAIN, STD, RECORD]),
];

/// Targets whose `core` is built from source, which needs nightly Rust: one with 16-bit pointers, and WebAssembly with
/// 64-bit ones.
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
    oldest(shell, tally)
}

/// The oldest supported version, from the manifest.
fn oldest(shell: &Shell, tally: &mut Tally) -> Result<()> {
    let version = project::oldest_rust(&shell.root)?.to_string();
    let name = format!("Rust {version}");
    match rust::toolchain(shell, &version) {
        Ok(()) => check(tally, &name, &[PLAIN, LOCK, RECORD], || {
            let mut command = shell.command("rustup");
            command.args(["run", &version, "cargo", "rustc", "--profile", "check"]);
            command
        }),
        Err(failure) => tally.skip(&name, &failure),
    }
    Ok(())
}

/// Each compilation is one test, with warnings as errors. `--profile check` makes `cargo rustc` a `cargo check` that
/// accepts flags for this crate alone.
fn check(tally: &mut Tally, name: &str, variants: &[&[&str]], command: impl Fn() -> Command) {
    for features in variants {
        let mut command = command();
        command.args(["--locked", "--quiet", "--package", "lite-alloc", "--lib"]).args(*features);
        command.args(["--", "--deny", "warnings"]);
        let result = passes(&mut command, "the library doesn't compile", "fix what rustc reports above");
        let with = features.last().map_or(String::new(), |feature| format!(" with {feature}"));
        tally.check(&format!("{name}: lite-alloc{with} compiles"), result);
    }
}
