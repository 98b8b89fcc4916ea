//! Where things lie, and how programs are started.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use crate::failure::{Failure, Result};

/// The folder of the bench workspace: cargo says where this crate's manifest lies, also after the checkout has moved.
pub fn folder() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let manifest = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    manifest.parent().map(Path::to_path_buf).unwrap_or(manifest)
}

/// Runs a program to its end and hands over what it printed.
pub fn output(command: &mut Command) -> Result<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| lost(&name, &error))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("nothing");
    Err(Failure::new(format!("{name} failed and said last: {said}"), format!("see that {name} runs by hand")))
}

pub fn lost(name: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("{name} can't be run: {error}"), format!("install {name} and have it on PATH"))
}

pub fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|error| {
        Failure::new(format!("{} can't be read: {error}", file.display()), "git checkout it, or measure anew")
    })
}

pub fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).map_err(|error| {
        Failure::new(format!("{} can't be written: {error}", file.display()), "see that the folder is there")
    })
}

/// One line on stderr: what is being done. A closed stderr is no reason to panic.
pub fn say(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// One line on stdout: results.
pub fn print(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stdout(), "{text}");
}
