//! What some parts need beyond cargo and Node.js: looked up, and installed where that is possible.
//!
//! Each says beforehand what it does, touches nothing that is there, and answers a missing thing with the mend: the part
//! is skipped then.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    bench::say,
    failure::{Failure, Result},
};

pub const QEMU: &str = "qemu-system-riscv32";
pub const RISCV_TARGET: &str = "riscv32im-unknown-none-elf";

/// What a program prints when asked something small, or `None` if it isn't there or fails.
pub fn ask(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    let answer = command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    answer.status.success().then(|| String::from_utf8_lossy(&answer.stdout).trim().to_owned())
}

/// qemu with a RISC-V processor; on Debian and Ubuntu as root, the system's package.
pub fn qemu() -> Result<()> {
    const MEND: &str = "apt-get install qemu-system-misc";
    let there = || ask(QEMU, &["--version"]).is_some();
    if there() {
        return Ok(());
    }
    let is_root = ask("id", &["-u"]).as_deref() == Some("0");
    if !is_root || !Path::new("/etc/debian_version").exists() {
        return Err(Failure::new(format!("{QEMU} is not installed, or doesn't run"), MEND));
    }
    say(format_args!("bench: installing qemu through apt-get (some 100 MB, a minute)"));
    let apt = |words: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(["--quiet", "--yes", "-o", "DPkg::Lock::Timeout=120"]).args(words);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        runs(&mut command)
    };
    // A list that can't be renewed may still be good enough.
    apt(&["update"]);
    apt(&["install", "--no-install-recommends", "qemu-system-misc"]);
    if there() { Ok(()) } else { Err(Failure::new(format!("{QEMU} could not be installed"), MEND)) }
}

/// The standard library's core for bare riscv32im.
pub fn riscv_target() -> Result<()> {
    let there = || {
        let folder = ask("rustc", &["--print", "target-libdir", "--target", RISCV_TARGET]);
        folder.is_some_and(|folder| Path::new(&folder).is_dir())
    };
    if there() {
        return Ok(());
    }
    say(format_args!("bench: adding the Rust target {RISCV_TARGET} (some 10 MB, less than a minute)"));
    runs(Command::new("rustup").args(["target", "add", RISCV_TARGET]));
    if there() {
        return Ok(());
    }
    Err(Failure::new(
        format!("the Rust target {RISCV_TARGET} is missing"),
        format!("rustup target add {RISCV_TARGET}"),
    ))
}

/// Runs an installer, whose output goes to stderr: stdout is for results. Whether it did its work.
pub fn runs(command: &mut Command) -> bool {
    let status = command.stdin(Stdio::null()).stdout(std::io::stderr()).status();
    status.is_ok_and(|status| status.success())
}

/// The file of a program on PATH.
pub fn found(name: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut files = env::split_paths(&path).map(|folder| folder.join(name));
    files.find(|file| file.is_file()).unwrap_or_else(|| PathBuf::from(name))
}
