//! Valgrind, which counts the instructions of a native program: an installed one, or the package of Debian and Ubuntu.

use super::apt;
use crate::{failure::Result, shell::Shell};

/// Installs valgrind, where that is possible.
pub fn valgrind(shell: &Shell) -> Result<()> {
    if shell.ask("valgrind", &["--version"]).is_some() {
        return Ok(());
    }
    let fix = "install valgrind from your system's packages and check that it is on PATH";
    apt::install(shell, "valgrind", &["valgrind"], "about 30 MB, less than a minute", fix)
}
