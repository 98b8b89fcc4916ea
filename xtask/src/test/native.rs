//! Every test of the workspace on this machine, doc tests included.

use super::{Tally, count::Runner};
use crate::{failure::Result, shell::Shell};

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    tally.tests(Runner::Cargo, shell.command("cargo").args(["test", "--workspace", "--no-fail-fast"]))
}
