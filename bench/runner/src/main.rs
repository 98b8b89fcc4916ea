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
mod csv;
mod failure;
mod node;
mod options;
mod results;
mod shuffle;
mod size;
mod speed;
mod statistics;
mod table;
mod tables;
mod wasm_opt;

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
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|word| ["help", "--help", "-h"].contains(&word.as_str())) {
        bench::print(format_args!("{USAGE}"));
        return Ok(ExitCode::SUCCESS);
    }
    let options = Options::read(arguments)?;
    let parts: [(&str, fn(&Options) -> Result<()>); 2] = [("size", size::measure), ("speed", speed::measure)];
    for (name, measure) in parts {
        if options.wants(name) {
            measure(&options)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
