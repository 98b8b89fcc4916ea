//! `cargo xtask mutants`: changes the library in small ways, one at a time, and reports the changes that no test notices.
//!
//! A few tests that take a second notice most changes, so they run first; all tests run on the changes that are left.
//! What is not changed, and why, is in `.cargo/mutants.toml`; `docs/mutants.md` says how to read the result.

use std::{fs, path::Path, process::ExitCode};

use crate::{
    failure::{Failure, Result},
    shell::{Shell, run as execute, say},
    tools::binary,
};

/// The tests of one run.
struct Tests {
    /// Options of `cargo test` that name them.
    names: &'static [&'static str],
    /// States after which each small world ends.
    states: &'static str,
    /// Seconds after which a test is ended, at least: the change has made a loop endless.
    timeout: &'static str,
    options: &'static [&'static str],
}

const QUICK: Tests = Tests {
    names: &["--lib", "--test=check", "--test=debug_misuse", "--test=small_worlds"],
    states: "1000",
    timeout: "30",
    options: &[],
};

const ALL: Tests = Tests {
    names: &["--lib", "--tests"],
    states: "5000",
    timeout: "120",
    // Only the changes that were not caught before.
    options: &["--iterate"],
};

/// Exit codes of cargo-mutants: no test failed with some changes; some made a test run until its time was up.
const MISSED: i32 = 2;
const TIMEOUT: i32 = 3;

/// The folder for the results, in the root of the workspace.
const OUTPUT: &str = "target";

/// Runs cargo-mutants twice, with these arguments.
pub fn run(shell: &Shell, arguments: &[String]) -> Result<ExitCode> {
    if arguments.iter().any(|argument| argument.starts_with("--shard")) {
        // A shard is a part of what is left: the second run would take other changes than the first.
        return Err(Failure::new("mutants cannot be run in shards", "name some of the files with --file"));
    }
    binary::cargo_mutants(shell)?;
    say(format_args!("mutants: the quick tests first"));
    match mutate(shell, &QUICK, arguments)? {
        Some(0) => return Ok(ExitCode::SUCCESS),
        Some(MISSED | TIMEOUT) => {}
        _ => return Err(Failure::new("cargo-mutants stopped early", "see what it printed above")),
    }
    count_endless_as_caught(&shell.root.join(OUTPUT).join("mutants.out"))?;
    say(format_args!("mutants: all tests on the changes that are left"));
    Ok(if mutate(shell, &ALL, arguments)? == Some(0) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn mutate(shell: &Shell, tests: &Tests, arguments: &[String]) -> Result<Option<i32>> {
    let mut command = shell.command("cargo");
    // Fewer random cases and states than the tests have: a change that matters shows in the first ones. Nobody reads the
    // case that failed, so it need not be made smaller.
    command.env("PROPTEST_CASES", "16").env("PROPTEST_MAX_SHRINK_ITERS", "0");
    command.env("SMALL_WORLDS_STATES", tests.states);
    command.arg("mutants").args(["--output", OUTPUT, "--minimum-test-timeout", tests.timeout]);
    command.args(tests.options);
    // As arguments of cargo: arguments of the tests would not keep it from building all the others each time.
    command.args(tests.names.iter().map(|name| format!("--cargo-arg={name}")));
    // A list of files in the configuration would be added to those that are named here.
    if !arguments.iter().any(|argument| argument == "--file" || argument == "-f") {
        command.args(["--file", "lite-alloc/src/**/*.rs"]);
    }
    Ok(execute(command.args(arguments))?.code())
}

/// An endless loop was noticed. It need not be waited for once more.
fn count_endless_as_caught(results: &Path) -> Result<()> {
    let lost = |error| Failure::new(format!("{}: {error}", results.display()), "run this command again");
    let read = |name| fs::read_to_string(results.join(name)).map_err(lost);
    fs::write(results.join("caught.txt"), read("caught.txt")? + &read("timeout.txt")?).map_err(lost)
}
