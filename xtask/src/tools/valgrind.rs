//! Valgrind, which counts the instructions of a native program. An installed one, or the package of Debian and Ubuntu.

use super::apt;
use crate::{failure::Result, shell::Shell};

/// Valgrind, if it can be had.
pub fn valgrind(shell: &Shell) -> Result<()> {
    if shell.ask("valgrind", &["--version"]).is_some() {
        return Ok(());
    }
    let mend = "install valgrind from your system's packages and have it on PATH";
    apt::install(shell, "valgrind", &["valgrind"], "some 30 MB, less than a minute", mend)
}
