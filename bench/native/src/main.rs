//! Runs one workload on one allocator, natively: `native <workload> <operations> <seed>` prints the checksum.

use std::{env, process::ExitCode};

/// Links the crate with the allocator, which is the global one.
use subject as _;

fn main() -> ExitCode {
    match checksum() {
        Some(checksum) => {
            println!("{checksum}");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("usage: native <workload> <operations> <seed>");
            ExitCode::FAILURE
        }
    }
}

fn checksum() -> Option<u32> {
    let mut arguments = env::args().skip(1);
    let workload = workloads::named(&arguments.next()?)?;
    let operations = arguments.next()?.parse().ok()?;
    let seed = arguments.next()?.parse().ok()?;
    Some((workload.run)(operations, seed))
}
