//! QEMU, which emulates machines with other processors: an installed one, or the package of Debian and Ubuntu.

use super::apt;
use crate::{
    failure::{Failure, Result},
    shell::Shell,
};

/// The emulator of boards with Arm processors.
pub fn arm(shell: &Shell) -> Result<()> {
    ensure(shell, "qemu-system-arm", "qemu-system-arm")
}

/// The emulator of boards with 32-bit RISC-V processors.
pub fn riscv32(shell: &Shell) -> Result<()> {
    ensure(shell, "qemu-system-riscv32", "qemu-system-misc")
}

fn ensure(shell: &Shell, program: &str, package: &str) -> Result<()> {
    let runs = || shell.ask(program, &["--version"]).is_some();
    if runs() {
        return Ok(());
    }
    let fix = format!("install QEMU from your system's packages and check that {program} is on PATH");
    apt::install(shell, program, &[package], "about 100 MB, one or two minutes", &fix)?;
    if runs() { Ok(()) } else { Err(Failure::new(format!("{program} was installed but doesn't run"), fix)) }
}
