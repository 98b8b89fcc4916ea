//! A few seconds of fuzzing for each allocator; `cargo xtask fuzz` looks longer.

use super::Tally;
use crate::{
    failure::{Failure, Result},
    fuzz,
    shell::{Shell, print},
};

/// With four allocators and the build, about a minute in all.
const SECONDS: u64 = 10;

/// One allocator is one test.
pub fn test(shell: &Shell, tally: &mut Tally) -> Result<()> {
    let targets = fuzz::targets(shell);
    if targets.is_empty() {
        return Err(Failure::new("there is nothing to fuzz", "have fuzz/fuzz_targets/*.rs"));
    }
    fuzz::prepare(shell)?;
    for target in targets {
        if fuzz::fuzz(shell, &target, SECONDS)? {
            print(format_args!("test fuzz {target} ... ok"));
            tally.count.passed += 1;
        } else {
            print(format_args!("test fuzz {target} ... FAILED"));
            tally.count.failed += 1;
        }
    }
    Ok(())
}
