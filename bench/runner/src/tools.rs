//! Tools that some parts need besides cargo and Node.js: found, and installed where that is possible.
//!
//! Each function says what it installs before it does, leaves installed tools as they are, and reports what is missing
//! and how to install it. The part is skipped then.

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

/// The output of a short command such as `--version`, or `None` if the program is missing or fails.
pub fn ask(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    let answer = command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    answer.status.success().then(|| String::from_utf8_lossy(&answer.stdout).trim().to_owned())
}

/// Installs QEMU with a RISC-V processor, from the system package on Debian and Ubuntu as root.
pub fn qemu() -> Result<()> {
    const FIX: &str = "apt-get install qemu-system-misc";
    let is_installed = || ask(QEMU, &["--version"]).is_some();
    if is_installed() {
        return Ok(());
    }
    let is_root = ask("id", &["-u"]).as_deref() == Some("0");
    if !is_root || !Path::new("/etc/debian_version").exists() {
        return Err(Failure::new(format!("{QEMU} is not installed, or doesn't run"), FIX));
    }
    say(format_args!("bench: installing QEMU through apt-get (about 100 MB, a minute)"));
    let apt = |words: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(["--quiet", "--yes", "-o", "DPkg::Lock::Timeout=120"]).args(words);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        runs(&mut command)
    };
    // If the package lists can't be updated, the old ones may do.
    apt(&["update"]);
    apt(&["install", "--no-install-recommends", "qemu-system-misc"]);
    if is_installed() { Ok(()) } else { Err(Failure::new(format!("{QEMU} could not be installed"), FIX)) }
}

/// Installs the core library for bare-metal riscv32im.
pub fn riscv_target() -> Result<()> {
    let is_installed = || {
        let folder = ask("rustc", &["--print", "target-libdir", "--target", RISCV_TARGET]);
        folder.is_some_and(|folder| Path::new(&folder).is_dir())
    };
    if is_installed() {
        return Ok(());
    }
    say(format_args!("bench: adding the Rust target {RISCV_TARGET} (about 10 MB, less than a minute)"));
    runs(Command::new("rustup").args(["target", "add", RISCV_TARGET]));
    if is_installed() {
        return Ok(());
    }
    Err(Failure::new(
        format!("the Rust target {RISCV_TARGET} is missing"),
        format!("rustup target add {RISCV_TARGET}"),
    ))
}

/// Runs an installer, with its output on stderr because stdout is for results. Returns whether it succeeded.
pub fn runs(command: &mut Command) -> bool {
    let status = command.stdin(Stdio::null()).stdout(std::io::stderr()).status();
    status.is_ok_and(|status| status.success())
}

/// The path of a program on PATH.
pub fn found(name: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut files = env::split_paths(&path).map(|folder| folder.join(name));
    files.find(|file| file.is_file()).unwrap_or_else(|| PathBuf::from(name))
}
