//! `cargo xtask`: all commands of this workspace, for people and for CI.
//!
//! This file reads the arguments. [`site`] serves and builds the page, [`test`] runs the checks, [`fuzz`] and
//! [`mutants`] test for hours, [`bench`] measures, [`peers`] builds a part of the page, [`record`] records its
//! samples, [`deny`] and [`release`] check before a release, and [`tools`]
//! installs what the commands need. This crate has no dependencies, so it builds without network and can report what is
//! missing.

use std::{env, process::ExitCode};

use crate::{
    failure::{Failure, Result},
    shell::{Shell, print, say},
};

mod bench;
mod deny;
mod failure;
mod files;
mod fuzz;
mod mutants;
mod peers;
mod project;
mod record;
mod release;
mod replay;
mod shell;
mod site;
mod test;
mod tools;
mod version;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [trunk's options]   serve the page and rebuild it on every change (for example --port 9000, --open, --release)
  build [trunk's options]   build the static site in dist/, for any host and any path
  test [part...]            run all checks, or only the named parts, and print one total
  bench [part...]           measure the allocators beside others (bench --help lists the parts)
  bench lab [operations...] measure recordings of so many operations: time, memory, seeks, frames
  replay FILE [option...]   run a recorded trace on each allocator, and say which one fits (without FILE: the options)
  fuzz [target] [minutes]
                            search for operations that break an allocator (10 minutes each)
  peers                     build the module of dlmalloc and talc for the page (trunk does this before each build)
  record [program...]       record the samples of the page, or only the named ones (page: the page itself, in a browser)
  mutants [option...]       change the library in small ways and report the changes that no test notices (an hour)

Before a release:

  deny [check...]           check licences, advisories and sources of all dependencies with cargo-deny
  semver [option...]        compare the API of lite-alloc with the published version
  publish-check [option...] package lite-alloc and build it as cargo publish does, without the upload

A command first installs the tools that it needs and that are missing, and says so.";

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
            Failure::new(format!("the argument {argument:?} isn't valid Unicode"), "use plain characters")
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
        "replay" => replay::run(&Shell::new(), rest),
        "fuzz" => fuzz::run(&Shell::new(), rest),
        "deny" => deny::run(&Shell::new(), rest),
        "semver" => release::semver(&Shell::new(), rest),
        "publish-check" => release::publish_check(&Shell::new(), rest),
        "peers" => peers::prepare(&Shell::new()).map(|()| ExitCode::SUCCESS),
        "record" => record::run(&Shell::new(), rest),
        "mutants" => mutants::run(&Shell::new(), rest),
        "help" | "--help" | "-h" => {
            usage();
            Ok(ExitCode::SUCCESS)
        }
        unknown => {
            usage();
            Err(Failure::new(
                format!("there is no command {unknown:?}"),
                "pick one of serve, build, test, bench, replay, fuzz, mutants, peers, record, deny, semver, publish-check",
            ))
        }
    }
}

fn usage() {
    print(format_args!("{USAGE}\n\nParts of test: {}", test::names()));
}
