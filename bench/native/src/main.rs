//! Runs one workload on one allocator, natively: `native <workload> <operations> <seed>` prints the checksum.

use std::{env, process::ExitCode};

/// Links the allocator in, and with it the static that is the global one.
use subject as _;

fn main() -> ExitCode {
    match asked() {
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

fn asked() -> Option<u32> {
    let mut arguments = env::args().skip(1);
    let workload = workloads::named(&arguments.next()?)?;
    let operations = arguments.next()?.parse().ok()?;
    let seed = arguments.next()?.parse().ok()?;
    Some((workload.run)(operations, seed))
}
