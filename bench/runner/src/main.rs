//! Measures the allocators of lite-alloc beside other crates. Started by `cargo xtask bench`.
//!
//! [`options`] reads the arguments. Each part that measures is one file and passes a [`csv::Csv`] to [`results`]. The
//! allocators are listed in the crate `subject`, their workloads in the crate `workloads`.

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
/// The same file as in `cargo xtask`, which has no dependencies.
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

/// Measures, prints the results, and saves them if they are complete.
type Measure = fn(&Options) -> Result<()>;

/// The parts that measure, in this order.
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
