//! `cargo xtask record`: makes the samples that the page ships, recordings of real programs.
//!
//! The workspace in `samples/` has the programs, with dependencies of its own; this file runs each of them, and the page itself,
//! and has the list of the files written. A program makes the same file each time; the page doesn't, so it is only recorded
//! when it is named.

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use crate::{
    failure::{Failure, Result},
    shell::{Shell, run as execute, say},
    site,
    tools::{chrome, node},
};

/// Where the programs are.
pub const FOLDER: &str = "samples";

/// Where the files are, from which trunk copies them next to the page.
pub const FILES: &str = "playground/samples";

/// The list of the files, for the core of the page.
pub const LIST: &str = "heap-lab/src/samples/list.rs";

/// The name of the recording of the page.
const PAGE: &str = "page";

const END: &str = ".trace.gz";

/// `cargo xtask record [program...]`.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    build(shell)?;
    let names = programs(shell)?;
    if let Some(unknown) = arguments.iter().find(|name| *name != PAGE && !names.contains(name)) {
        return Err(Failure::new(
            format!("there is no program {unknown:?}"),
            format!("cargo xtask record [program...], with {} or {PAGE}", names.join(", ")),
        ));
    }
    let folder = shell.root.join(FILES);
    for name in names.iter().filter(|name| arguments.is_empty() || arguments.contains(name)) {
        say(format_args!("xtask: recording {name}"));
        record(shell, name, &file(&folder, name))?;
    }
    if arguments.iter().any(|name| name == PAGE) {
        page(shell, &file(&folder, PAGE))?;
    }
    index(shell, &folder, &shell.root.join(LIST))?;
    Ok(ExitCode::SUCCESS)
}

/// The file of a program in `folder`.
pub fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{END}"))
}

/// A cargo command in the workspace of the samples. Its settings there are read only in that folder.
pub fn cargo(shell: &Shell, subcommand: &str) -> Command {
    let folder = shell.root.join(FOLDER);
    let mut command = shell.command("cargo");
    command.arg(subcommand).current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    command
}

/// Builds the programs.
pub fn build(shell: &Shell) -> Result<()> {
    done(cargo(shell, "build").args(["--release", "--locked"]), "the samples could not be built")
}

/// The names of the programs.
pub fn programs(shell: &Shell) -> Result<Vec<String>> {
    let program = program(shell);
    let list = program.to_str().and_then(|program| shell.ask(program, &["list"]));
    let lost =
        || Failure::new("the samples can't be listed", "run samples/target/release/samples list by hand");
    Ok(list.ok_or_else(lost)?.lines().map(str::to_owned).collect())
}

/// Runs a program, and writes its recording.
pub fn record(shell: &Shell, name: &str, file: &Path) -> Result<()> {
    done(samples(shell).args(["record", name]).arg(file), format!("{name} could not be recorded"))
}

/// Writes the list of the files in `folder`.
pub fn index(shell: &Shell, folder: &Path, list: &Path) -> Result<()> {
    done(samples(shell).arg("index").args([folder, list]), "the list of the samples could not be written")
}

/// Has the page record itself in a browser.
fn page(shell: &Shell, file: &Path) -> Result<()> {
    node::packages(shell, "playground/e2e")?;
    let chrome = chrome::chrome(shell)?;
    site::build(shell, &[])?;
    let plain = shell.root.join("target/page.trace");
    let mut browser = shell.command("node");
    browser.env("CHROME", chrome).arg("playground/e2e/record.mjs").arg(&plain);
    done(&mut browser, "the page could not be recorded")?;
    done(samples(shell).arg("pack").args([&plain, file]), "the recording of the page could not be packed")
}

fn program(shell: &Shell) -> PathBuf {
    shell.root.join(FOLDER).join("target/release/samples")
}

fn samples(shell: &Shell) -> Command {
    shell.command(&program(shell).to_string_lossy())
}

fn done(command: &mut Command, problem: impl Into<String>) -> Result<()> {
    if execute(command)?.success() {
        Ok(())
    } else {
        Err(Failure::new(problem, "fix what is reported above"))
    }
}
