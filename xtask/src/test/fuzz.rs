//! Some thousand inputs of a fuzzer for each allocator; `cargo xtask fuzz` looks longer.

use super::Tally;
use crate::{
    failure::{Failure, Result},
    fuzz,
    shell::{Shell, print},
};

/// Inputs for each allocator: seconds on a free machine, so that the part takes a minute with its build.
const INPUTS: u32 = 20_000;

/// On a busy machine it ends then.
const SECONDS: u64 = 60;

/// One allocator is one test.
pub fn test(shell: &Shell, tally: &mut Tally) -> Result<()> {
    let targets = fuzz::targets(shell);
    if targets.is_empty() {
        return Err(Failure::new("there is nothing to fuzz", "have fuzz/fuzz_targets/*.rs"));
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
