//! `cargo xtask fuzz`: lets a fuzzer that is guided by coverage look for operations that break an allocator, for as long
//! as one likes. `cargo xtask test fuzz` looks for seconds.
//!
//! The targets and what they check are in `fuzz/`. What the fuzzer found worth keeping stays in `fuzz/corpus/`, so that
//! the next run goes on from there.

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

/// How long to look at each allocator if nobody says.
const MINUTES: u64 = 10;

/// Bytes of an input: some 120 operations.
const LENGTH: usize = 480;

/// How often a failing input is run to find a smaller one.
const SHRINK: usize = 20_000;

/// `cargo xtask fuzz [allocator] [minutes]`.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    let all = targets(shell);
    let usage = format!("cargo xtask fuzz [allocator] [minutes], with one of {}", all.join(", "));
    let mut wanted = all.clone();
    let mut minutes = MINUTES;
    for argument in arguments {
        if all.contains(argument) {
            wanted = vec![argument.clone()];
        } else if let Ok(number) = argument.parse() {
            minutes = number;
        } else {
            return Err(Failure::new(format!("there is no allocator {argument:?} to fuzz"), usage));
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

/// The allocators that there are targets for.
pub fn targets(shell: &Shell) -> Vec<String> {
    let names = files::own(&shell.root.join("fuzz/fuzz_targets")).into_iter();
    names.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect()
}

/// Installs what is missing and builds the targets.
pub fn prepare(shell: &Shell) -> Result<()> {
    // The coverage that guides it needs a nightly compiler, which Miri has brought or brings.
    rust::miri(shell)?;
    binary::cargo_fuzz(shell)?;
    if execute(cargo_fuzz(shell, "build").arg("--fuzz-dir").arg("fuzz"))?.success() {
        return Ok(());
    }
    Err(Failure::new("the fuzz targets could not be built", "mend what cargo reports above"))
}

/// Looks for `seconds`, at no more than `inputs` if that is not 0. False if something was found: it is shown as a test, small.
pub fn fuzz(shell: &Shell, target: &str, seconds: u64, inputs: u32) -> Result<bool> {
    let mut command = cargo_fuzz(shell, "run");
    command.args(["--fuzz-dir", "fuzz", target, "--"]);
    command.args([
        format!("-max_total_time={seconds}"),
        format!("-runs={}", if inputs == 0 { -1 } else { i64::from(inputs) }),
        format!("-max_len={LENGTH}"),
        "-timeout=60".to_owned(),
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
        return Err(Failure::new(format!("the fuzzer of {target} stopped"), "mend what is reported above"));
    };
    say(format_args!("xtask: looking for a smaller input that fails (up to a few minutes)"));
    let mut command = cargo_fuzz(shell, "tmin");
    command.args(["--fuzz-dir", "fuzz", "--runs", &SHRINK.to_string(), target]).arg(&input);
    // It repeats each failure at length. Whether it finds a smaller one or not, there is one to show.
    execute(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
    let size = |file: &PathBuf| fs::metadata(file).map_or(u64::MAX, |data| data.len());
    let smallest = new().min_by_key(size).unwrap_or(input);
    say(format_args!("xtask: {} as a test for lite-alloc/tests/replays.rs:", smallest.display()));
    execute(cargo_fuzz(shell, "fmt").args(["--fuzz-dir", "fuzz", target]).arg(smallest))?;
    Ok(false)
}

fn cargo_fuzz(shell: &Shell, subcommand: &str) -> Command {
    let mut command = shell.command("rustup");
    command.args(["run", "nightly", "cargo", "fuzz", subcommand]);
    command
}
