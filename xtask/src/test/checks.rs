//! Parts that pass or fail as a whole: formatting, clippy, the documentation of the library.

use super::{Tally, passes};
use crate::{failure::Result, project::WASM_TARGET, shell::Shell, tools::rust};

/// The test of the recorder in wasm, which needs a feature that the others don't have.
const RECORD_TEST: &str = "record_wasm";

pub fn format(shell: &Shell, _: &mut Tally) -> Result<()> {
    rust::component(shell, "rustfmt", "fmt")?;
    cargo(shell, &["fmt", "--all", "--check"], "the code isn't formatted", "cargo fmt --all")
}

/// The whole workspace natively; what is built for wasm on that target too; and the library with other features.
pub fn clippy(shell: &Shell, tally: &mut Tally) -> Result<()> {
    rust::component(shell, "clippy", "clippy")?;
    let mut lint = |words: &[&str]| {
        let words = [&["clippy"], words, &["--", "--deny", "warnings"]].concat();
        let fix = format!("fix what is reported above; to check again: cargo {}", words.join(" "));
        tally.note(cargo(shell, &words, "clippy reports warnings", &fix));
    };
    lint(&["--workspace", "--all-targets"]);
    lint(&["--package", "lite-alloc", "--no-default-features", "--features", "critical-section"]);
    lint(&["--package", "lite-alloc", "--features", "record", "--all-targets"]);
    rust::wasm_target(shell)?;
    lint(&[
        "--package",
        "lite-alloc",
        "--package",
        "playground",
        "--package",
        "heap-lab",
        "--target",
        WASM_TARGET,
    ]);
    lint(&["--package", "lite-alloc", "--target", WASM_TARGET, "--examples", "--test", "wasm_*"]);
    lint(&[
        "--package",
        "lite-alloc",
        "--target",
        WASM_TARGET,
        "--features",
        "record",
        "--test",
        RECORD_TEST,
    ]);
    Ok(())
}

/// The public documentation, as docs.rs builds it.
pub fn doc(shell: &Shell, _: &mut Tally) -> Result<()> {
    let mut command = shell.command("cargo");
    command.args(["doc", "--package", "lite-alloc", "--features", "record", "--no-deps"]);
    command.env("RUSTDOCFLAGS", "--deny warnings");
    passes(&mut command, "the documentation of lite-alloc has errors", "fix what rustdoc reports above")
}

fn cargo(shell: &Shell, words: &[&str], problem: &str, fix: &str) -> Result<()> {
    passes(shell.command("cargo").args(words), problem, fix)
}
