//! Runs the examples on their targets or on emulated boards, each with every allocator. An example checks its own results
//! and reports by its exit code.
//!
//! [`super::targets`] checks the targets that can't run here.

use std::{process::Command, time::Duration};

use super::{Tally, passes};
use crate::{
    failure::{Failure, Result},
    project::WASM_TARGET,
    shell::{Shell, run_within},
    tools::{binary, node, qemu, rust},
};

/// The names of the allocators' features in the examples. A new allocator is added here and in each example.
const ALLOCATORS: [&str; 4] = ["bump-free-list", "free-list", "segregated-bump", "boundary-tag"];

/// Programs take a second or two, and on a busy machine with fewer processors than threads twenty times as long: after this
/// they hang.
const LIMIT: Duration = Duration::from_secs(300);

struct Program {
    /// The name of its tests.
    name: &'static str,
    folder: &'static str,
    target: &'static str,
    tools: fn(&Shell) -> Result<()>,
    start: Start,
}

/// How a built program is started.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    /// By `cargo run`, with the runner in its `.cargo/config.toml`.
    Cargo,
    /// By its `run.mjs`, which loads the JavaScript that wasm-bindgen generates from the module.
    Bindgen,
    /// By its `run.mjs`, which loads the module that nightly Rust built.
    Nightly,
}

/// Programs of one folder are neighbours, so that the folder is linted once.
const PROGRAMS: [Program; 7] = [
    Program {
        name: "Cortex-M0, main and an interrupt handler allocate",
        folder: "examples/microcontroller",
        target: "thumbv6m-none-eabi",
        tools: qemu::arm,
        start: Start::Cargo,
    },
    Program {
        name: "Cortex-M4, main and an interrupt handler allocate",
        folder: "examples/microcontroller",
        target: "thumbv7em-none-eabihf",
        tools: qemu::arm,
        start: Start::Cargo,
    },
    Program {
        name: "riscv32imac",
        folder: "examples/riscv",
        target: "riscv32imac-unknown-none-elf",
        tools: qemu::riscv32,
        start: Start::Cargo,
    },
    Program {
        name: "riscv32imc, without atomic instructions",
        folder: "examples/riscv",
        target: "riscv32imc-unknown-none-elf",
        tools: qemu::riscv32,
        start: Start::Cargo,
    },
    Program {
        name: "WASI beside C's malloc and sbrk",
        folder: "examples/wasi",
        target: "wasm32-wasip1",
        tools: node::node,
        start: Start::Cargo,
    },
    Program {
        name: "wasm with wasm-bindgen",
        folder: "examples/wasm",
        target: WASM_TARGET,
        tools: |shell| node::node(shell).and_then(|()| binary::wasm_bindgen(shell)),
        start: Start::Bindgen,
    },
    Program {
        name: "wasm, four workers on one memory",
        folder: "examples/wasm-threads",
        target: WASM_TARGET,
        tools: |shell| node::node(shell).and_then(|()| rust::nightly_source(shell)),
        start: Start::Nightly,
    },
];

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    rust::component(shell, "rustfmt", "fmt")?;
    rust::component(shell, "clippy", "clippy")?;
    let mut linted = "";
    for program in &PROGRAMS {
        let ready = rust::target(shell, program.target).and_then(|()| (program.tools)(shell));
        if let Err(failure) = ready {
            tally.skip(program.name, &failure);
            continue;
        }
        if linted != program.folder {
            linted = program.folder;
            lint(shell, program, tally);
        }
        for allocator in ALLOCATORS {
            tally.check(&format!("{}: {allocator}", program.name), run_with(shell, program, allocator));
        }
    }
    Ok(())
}

/// These packages must meet the same rules as the workspace.
fn lint(shell: &Shell, program: &Program, tally: &mut Tally) {
    let folder = program.folder;
    let mut format = shell.command("cargo");
    format.current_dir(shell.root.join(folder)).args(["fmt", "--check"]);
    tally.note(passes(&mut format, format!("{folder} isn't formatted"), format!("cargo fmt in {folder}")));
    let mut clippy = cargo(shell, program, Start::Cargo, "clippy");
    clippy.args(["--", "--deny", "warnings", "--deny", "clippy::undocumented_unsafe_blocks"]);
    tally.note(passes(
        &mut clippy,
        format!("clippy reports warnings in {folder}"),
        "fix what is reported above",
    ));
}

fn run_with(shell: &Shell, program: &Program, allocator: &str) -> Result<()> {
    let with = ["--no-default-features", "--features", allocator];
    let mut build = cargo(shell, program, program.start, "build");
    passes(build.args(with), format!("{} doesn't build", program.folder), "fix what cargo reports above")?;
    let folder = shell.root.join(program.folder);
    let mut start = match program.start {
        Start::Cargo => {
            let mut run = cargo(shell, program, program.start, "run");
            run.args(with);
            run
        }
        Start::Bindgen | Start::Nightly => {
            let mut run = shell.command("node");
            run.arg("run.mjs").current_dir(&folder);
            run
        }
    };
    if program.start == Start::Bindgen {
        let mut bindgen = shell.command("wasm-bindgen");
        bindgen.current_dir(&folder).args(["--target", "nodejs", "--out-dir", "pkg"]);
        bindgen.arg(format!("target/{}/release/wasm_example.wasm", program.target));
        passes(&mut bindgen, "wasm-bindgen can't read the module", "fix what it reports above")?;
    }
    match run_within(&mut start, LIMIT)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => {
            Err(Failure::new(format!("the program ended with {status}"), "fix what it reports above"))
        }
        None => Err(Failure::new(
            format!("the program was still running after {} s and was killed", LIMIT.as_secs()),
            "look for a lock that is never released",
        )),
    }
}

/// A cargo command in the program's folder, as a user types it, but with the versions of its lock file.
fn cargo(shell: &Shell, program: &Program, start: Start, subcommand: &str) -> Command {
    let mut command = if start == Start::Nightly {
        let mut command = shell.command("rustup");
        command.args(["run", rust::NIGHTLY, "cargo"]);
        command
    } else {
        shell.command("cargo")
    };
    let folder = shell.root.join(program.folder);
    command.env("CARGO_TARGET_DIR", folder.join("target")).current_dir(folder);
    // They would take precedence over the flags in the program's `.cargo/config.toml`.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    command.args([subcommand, "--release", "--locked", "--quiet", "--target", program.target]);
    command
}
