//! `cargo xtask`: the one entry to this workspace, for people and for CI.
//!
//! Reads the arguments and hands over: [`site`] serves and builds the page, [`test`] proves it, [`fuzz`] and [`mutants`] do
//! for hours, [`bench`] measures it, [`tools`] installs what each needs. This crate has no dependencies, so that it builds
//! without network and can say what is missing.

use std::{env, process::ExitCode};

use crate::{
    failure::{Failure, Result},
    shell::{Shell, print, say},
};

mod bench;
mod failure;
mod files;
mod fuzz;
mod mutants;
mod project;
mod shell;
mod site;
mod test;
mod tools;
mod version;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [trunk's options]   serve the page and rebuild on every change (say --port 9000, --open, --release)
  build [trunk's options]   make the static site in dist/, ready for any host under any path
  test [part...]            prove everything, or only the named parts
  bench [part...]           measure the allocators beside others (bench --help says what)
  fuzz [allocator] [minutes]
                            let a fuzzer look for operations that break an allocator (10 minutes each)
  mutants [option...]       change the library in small ways, to see that the tests notice (hours)

What a command needs and isn't there is installed first; it says what.";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            say(format_args!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut arguments = Vec::new();
    for argument in env::args_os().skip(1) {
        let argument = argument.into_string().map_err(|argument| {
            Failure::new(
                format!("the argument {argument:?} isn't valid Unicode"),
                "write it with plain characters",
            )
        })?;
        arguments.push(argument);
    }
    let Some((command, rest)) = arguments.split_first() else {
        usage();
        return Ok(ExitCode::SUCCESS);
    };
    match command.as_str() {
        "serve" => site::serve(&Shell::new(), rest).map(|()| ExitCode::SUCCESS),
        "build" => site::build(&Shell::new(), rest).map(|()| ExitCode::SUCCESS),
        "test" => test::run(rest),
        "bench" => bench::run(&Shell::new(), rest),
        "fuzz" => fuzz::run(&Shell::new(), rest),
        "mutants" => mutants::run(&Shell::new(), rest),
        "help" | "--help" | "-h" => {
            usage();
            Ok(ExitCode::SUCCESS)
        }
        unknown => {
            usage();
            Err(Failure::new(
                format!("there is no command {unknown:?}"),
                "pick one of serve, build, test, bench, fuzz, mutants",
            ))
        }
    }
}

fn usage() {
    print(format_args!("{USAGE}\n\nParts of test: {}", test::names()));
}
