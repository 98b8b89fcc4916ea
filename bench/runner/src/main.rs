//! Measures the allocators of lite-alloc beside those that a user would pick instead. Started by `cargo xtask bench`.
//!
//! [`options`] reads what is asked; each part that measures is a file of its own and hands a [`csv::Csv`] to
//! [`results`]. The allocators are listed in the crate `subject`, what they do in the crate `workloads`.

use std::{env, process::ExitCode};

use crate::{
    bench::say,
    failure::Result,
    options::{Options, USAGE},
};

mod bench;
mod build;
mod chart;
mod check;
mod csv;
/// That of `cargo xtask`, which starts this and can depend on nothing.
#[path = "../../../xtask/src/failure.rs"]
mod failure;
mod instructions;
mod jobs;
mod machine;
mod markers;
mod measured;
mod memory;
mod node;
mod options;
mod programs;
mod report;
mod results;
mod riscv;
mod shuffle;
mod size;
mod speed;
mod statistics;
mod table;
mod tables;
mod tools;
mod wasm_opt;
mod zig;

/// Measures, shows, and keeps what is to be kept.
type Measure = fn(&Options) -> Result<()>;

/// What measures, in this order.
const MEASURING: [(&str, Measure); 6] = [
    ("size", size::measure),
    ("programs", programs::measure),
    ("speed", speed::measure),
    ("memory", memory::measure),
    ("instructions", instructions::measure),
    ("riscv", riscv::measure),
];

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            say(format_args!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let options = Options::read(env::args_os().skip(1))?;
    if options.help {
        bench::print(format_args!("{USAGE}"));
        return Ok(ExitCode::SUCCESS);
    }
    let mut measured = false;
    for (name, measure) in MEASURING {
        if options.wants(name) {
            measure(&options)?;
            measured = true;
        }
    }
    if measured && options.saves() {
        machine::note()?;
    }
    if options.asks("report") || (measured && options.saves()) {
        report::run(options.check)?;
    }
    if options.asks("check") {
        check::run(&options)?;
    }
    Ok(ExitCode::SUCCESS)
}
