//! A fuzzer with some thousand inputs for each allocator and for the import of traces; `cargo xtask fuzz` runs longer.

use super::Tally;
use crate::{
    failure::{Failure, Result},
    fuzz,
    shell::{Shell, print},
};

/// Inputs for each target: seconds on an idle machine, so that the part takes a minute with its build.
const INPUTS: u32 = 20_000;

/// The limit for each target, for busy machines.
const SECONDS: u64 = 60;

/// Each target is one test.
pub fn test(shell: &Shell, tally: &mut Tally) -> Result<()> {
    let targets = fuzz::targets(shell);
    if targets.is_empty() {
        return Err(Failure::new("there is no fuzz target", "restore fuzz/fuzz_targets/ with git checkout"));
    }
    fuzz::prepare(shell)?;
    for target in targets {
        if fuzz::fuzz(shell, &target, SECONDS, INPUTS)? {
            print(format_args!("test fuzz {target} ... ok"));
            tally.count.passed += 1;
        } else {
            print(format_args!("test fuzz {target} ... FAILED"));
            tally.count.failed += 1;
        }
    }
    Ok(())
}
