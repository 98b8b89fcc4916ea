//! The folder of the bench workspace, reading and writing files, running programs, printing.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use crate::failure::{Failure, Result};

/// The folder of the bench workspace, from the manifest that cargo names at run time, so that the checkout can be moved.
pub fn folder() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let manifest = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    manifest.parent().map(Path::to_path_buf).unwrap_or(manifest)
}

/// Runs a program to its end and returns its output.
pub fn output(command: &mut Command) -> Result<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| lost(&name, &error))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("none");
    Err(Failure::new(
        format!("{name} failed; the last line of its output: {said}"),
        format!("check that {name} runs by hand"),
    ))
}

/// The error for a program that can't be started or waited for.
pub fn lost(name: &str, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("{name} can't be run: {error}"),
        format!("install {name} and check that it is on PATH"),
    )
}

pub fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|error| {
        Failure::new(
            format!("{} can't be read: {error}", file.display()),
            "restore it with git checkout, or measure again",
        )
    })
}

pub fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).map_err(|error| {
        Failure::new(
            format!("{} can't be written: {error}", file.display()),
            "check that its folder exists and can be written to",
        )
    })
}

/// Prints a line on stderr: progress. Does not panic if stderr is closed.
pub fn say(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Prints a line on stdout: results.
pub fn print(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stdout(), "{text}");
}
