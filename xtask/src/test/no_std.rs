//! A program without `std` and with its own panic handler, `lite-alloc/tests/no_std`: it links only if the library doesn't
//! link `std` either. It is a package of its own because the tests of the library turn on its feature `std`.

use super::Tally;
use crate::{
    failure::{Failure, Result},
    shell::{Shell, print, run},
    tools::rust,
};

const UEFI: &str = "x86_64-unknown-uefi";

pub fn test(shell: &Shell, tally: &mut Tally) -> Result<()> {
    for profile in ["dev", "release"] {
        if cfg!(unix) {
            check(shell, tally, &["run", "--profile", profile], &format!("here, {profile}"))?;
        }
        rust::target(shell, UEFI)?;
        check(
            shell,
            tally,
            &["build", "--profile", profile, "--target", UEFI],
            &format!("for UEFI, {profile}"),
        )?;
    }
    Ok(())
}

/// Each build, and its run, is one test.
fn check(shell: &Shell, tally: &mut Tally, words: &[&str], name: &str) -> Result<()> {
    let mut command = shell.command("cargo");
    command.args(words).args(["--quiet", "--manifest-path", "lite-alloc/tests/no_std/Cargo.toml"]);
    command.args(["--target-dir", "target/no_std"]);
    if run(&mut command)?.success() {
        print(format_args!("test a program without std, {name} ... ok"));
        tally.count.passed += 1;
        return Ok(());
    }
    print(format_args!("test a program without std, {name} ... FAILED"));
    tally.count.failed += 1;
    tally.errors.push(Failure::new(
        format!("the program without std doesn't work {name}"),
        "check that lite-alloc links std only with its feature `std`",
    ));
    Ok(())
}
