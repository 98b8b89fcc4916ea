//! `cargo xtask fuzz`: runs a coverage-guided fuzzer that searches for operations that break an allocator, or for a file
//! that breaks the import of traces, for a given number of minutes. `cargo xtask test fuzz` runs it for seconds.
//!
//! The targets and what they check are in `fuzz/`. The inputs that the fuzzer keeps stay in `fuzz/corpus/`, and the next
//! run continues with them.

use std::{
    fs,
    path::PathBuf,
    process::{Command, ExitCode, Stdio},
};

use crate::{
    failure::{Failure, Result},
    files,
    shell::{Shell, run as execute, say},
    tools::{binary, rust},
};

/// Minutes for each target, unless the arguments say otherwise.
const MINUTES: u64 = 10;

/// The size of an input in bytes: about 120 operations.
const LENGTH: usize = 480;

/// The target that reads files instead of operations. It begins with the samples of the tests.
const IMPORT: &str = "import";
const SAMPLES: &str = "heap-lab/tests/import/samples";

/// The size of a file in bytes: longer than most samples.
const FILE: usize = 4096;

/// The seconds that an input may take, on a busy machine: hundreds of times what it takes.
const HANG: u32 = 20;

/// The megabytes that an input may request at once. An operation takes some dozens of bytes, and a file that is decompressed may have
/// a million of them.
const MEGABYTES: u32 = 256;

/// The number of runs that search for a smaller failing input.
const SHRINK: usize = 20_000;

/// `cargo xtask fuzz [target] [minutes]`.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    let all = targets(shell);
    let usage = format!("cargo xtask fuzz [target] [minutes], with one of {}", all.join(", "));
    let mut wanted = all.clone();
    let mut minutes = MINUTES;
    for argument in arguments {
        if all.contains(argument) {
            wanted = vec![argument.clone()];
        } else if let Ok(number) = argument.parse() {
            minutes = number;
        } else {
            return Err(Failure::new(format!("there is no fuzz target {argument:?}"), usage));
        }
    }
    prepare(shell)?;
    let mut found = false;
    for target in wanted {
        say(format_args!("xtask: fuzzing {target} for {minutes} minutes"));
        found |= !fuzz(shell, &target, minutes * 60, 0)?;
    }
    Ok(if found { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The names of the fuzz targets: one for each allocator, and one for the import of traces.
pub fn targets(shell: &Shell) -> Vec<String> {
    let names = files::own(&shell.root.join("fuzz/fuzz_targets")).into_iter();
    names.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect()
}

/// Installs what is missing and builds the targets.
pub fn prepare(shell: &Shell) -> Result<()> {
    // Coverage needs a nightly compiler. Miri needs one too, so both use the same.
    rust::miri(shell)?;
    binary::cargo_fuzz(shell)?;
    if execute(cargo_fuzz(shell, "build").arg("--fuzz-dir").arg("fuzz"))?.success() {
        return Ok(());
    }
    Err(Failure::new("the fuzz targets could not be built", "fix what cargo reports above"))
}

/// Fuzzes for `seconds`, with at most `inputs` inputs unless that is 0. Returns false after a failure, which it has
/// printed as a small test.
pub fn fuzz(shell: &Shell, target: &str, seconds: u64, inputs: u32) -> Result<bool> {
    let mut command = cargo_fuzz(shell, "run");
    command.args(["--fuzz-dir", "fuzz", target]);
    let is_import = target == IMPORT;
    if is_import {
        let corpus = shell.root.join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).map_err(|error| {
            Failure::new(format!("{}: {error}", corpus.display()), "check the rights of that folder")
        })?;
        // What is found goes to the first folder.
        command.args([corpus, shell.root.join(SAMPLES)]);
    }
    command.arg("--");
    command.args([
        format!("-max_total_time={seconds}"),
        format!("-runs={}", if inputs == 0 { -1 } else { i64::from(inputs) }),
        format!("-max_len={}", if is_import { FILE } else { LENGTH }),
        format!("-timeout={HANG}"),
        format!("-malloc_limit_mb={MEGABYTES}"),
        "-verbosity=0".to_owned(),
        "-print_funcs=0".to_owned(),
        "-print_final_stats=1".to_owned(),
    ]);
    let folder = shell.root.join("fuzz/artifacts").join(target);
    let before = files::own(&folder);
    if execute(&mut command)?.success() {
        return Ok(true);
    }
    let new = || files::own(&folder).into_iter().filter(|file| !before.contains(file));
    let Some(input) = new().next() else {
        return Err(Failure::new(format!("the fuzzer of {target} stopped"), "fix what is reported above"));
    };
    say(format_args!("xtask: searching for a smaller input that fails (up to a few minutes)"));
    let mut command = cargo_fuzz(shell, "tmin");
    command.args(["--fuzz-dir", "fuzz", "--runs", &SHRINK.to_string(), target]).arg(&input);
    // Its long output repeats each failure. Even if it finds no smaller input, there is one to show.
    execute(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
    let size = |file: &PathBuf| fs::metadata(file).map_or(u64::MAX, |data| data.len());
    let smallest = new().min_by_key(size).unwrap_or(input);
    if is_import {
        say(format_args!("xtask: {} is the file; add it to {SAMPLES}/", smallest.display()));
        return Ok(false);
    }
    say(format_args!("xtask: {} as a test for lite-alloc/tests/replays.rs:", smallest.display()));
    execute(cargo_fuzz(shell, "fmt").args(["--fuzz-dir", "fuzz", target]).arg(smallest))?;
    Ok(false)
}

fn cargo_fuzz(shell: &Shell, subcommand: &str) -> Command {
    let mut command = shell.command("rustup");
    command.args(["run", "nightly", "cargo", "fuzz", subcommand]);
    command
}
