//! The examples, run on the targets themselves or on an emulated board: each proves that it works, and that the
//! allocators work there.
//!
//! Each runs with every allocator, checks its own results, and reports by its exit code. [`super::targets`] checks the
//! targets that can't run.

use std::{process::Command, time::Duration};

use super::{Tally, passes};
use crate::{
    failure::{Failure, Result},
    project::WASM_TARGET,
    shell::{Shell, run_within},
    tools::{binary, node, qemu, rust},
};

/// The allocators, by the names of their features in the examples. A new one is added here and in each example.
const ALLOCATORS: [&str; 4] = ["bump-free-list", "free-list", "segregated-bump", "boundary-tag"];

/// What a program may take that takes a second or two: longer is a hang.
const LIMIT: Duration = Duration::from_secs(60);

struct Program {
    /// What its tests are called.
    name: &'static str,
    folder: &'static str,
    target: &'static str,
    tools: fn(&Shell) -> Result<()>,
    start: Start,
}

/// How a program is started, once it is built.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    /// By `cargo run`: its `.cargo/config.toml` names the runner.
    Cargo,
    /// By its `run.mjs`, which loads the JavaScript that wasm-bindgen makes of the module.
    Bindgen,
    /// By its `run.mjs`, which loads the module that nightly Rust has built.
    Nightly,
}

/// Programs of one folder follow each other.
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
            tally.check(&format!("{}: {allocator}", program.name), prove(shell, program, allocator));
        }
    }
    Ok(())
}

/// What the workspace asks of its own code is asked of these packages, too.
fn lint(shell: &Shell, program: &Program, tally: &mut Tally) {
    let folder = program.folder;
    let mut format = shell.command("cargo");
    format.current_dir(shell.root.join(folder)).args(["fmt", "--check"]);
    tally.note(passes(&mut format, format!("{folder} isn't formatted"), format!("cargo fmt in {folder}")));
    let mut clippy = cargo(shell, program, Start::Cargo, "clippy");
    clippy.args(["--", "--deny", "warnings", "--deny", "clippy::undocumented_unsafe_blocks"]);
    tally.note(passes(
        &mut clippy,
        format!("clippy has objections in {folder}"),
        "mend what is reported above",
    ));
}

fn prove(shell: &Shell, program: &Program, allocator: &str) -> Result<()> {
    let with = ["--no-default-features", "--features", allocator];
    let mut build = cargo(shell, program, program.start, "build");
    passes(build.args(with), format!("{} doesn't build", program.folder), "mend what cargo reports above")?;
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
        passes(&mut bindgen, "wasm-bindgen doesn't read the module", "mend what it reports above")?;
    }
    match run_within(&mut start, LIMIT)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => {
            Err(Failure::new(format!("the program ended with {status}"), "mend what it reports above"))
        }
        None => Err(Failure::new(
            format!("the program still ran after {} s and was ended", LIMIT.as_secs()),
            "look for a lock that is never opened",
        )),
    }
}

/// A command of cargo's in the program's own folder, as a user types it, but with the versions of its lock file.
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
    // They would win over the flags in the program's `.cargo/config.toml`.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    command.args([subcommand, "--release", "--locked", "--quiet", "--target", program.target]);
    command
}
