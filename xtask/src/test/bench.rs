//! The bench workspace: its code, its reports, and its limits on code size and instructions.

use super::{Tally, count::Runner, passes};
use crate::{
    bench,
    failure::Result,
    project::WASM_TARGET,
    shell::{Shell, say},
    tools::{rust, valgrind},
};

/// The packages that have code on wasm only, with one allocator.
const ON_WASM: [&str; 8] = [
    "--package",
    "module",
    "--package",
    "size",
    "--package",
    "program",
    "--features",
    "subject/lite-free-list,size/allocator,size/realloc,size/zeroed",
];

/// The target on which instructions are counted. On others the program for it is empty.
const RISCV: &str = "riscv32im-unknown-none-elf";

/// The allocators that need adapters here, which are compiled only with them.
const WITH_GLUE: [&str; 2] = ["buddy_system_allocator", "linked_list_allocator"];

pub fn test(shell: &Shell, tally: &mut Tally) -> Result<()> {
    rust::component(shell, "rustfmt", "fmt")?;
    rust::component(shell, "clippy", "clippy")?;
    rust::wasm_target(shell)?;
    rust::target(shell, RISCV)?;
    // Without valgrind the check itself reports what it skips.
    if let Err(failure) = valgrind::valgrind(shell) {
        say(format_args!("xtask: {failure}"));
    }
    tally.note(passes(
        bench::cargo(shell, "fmt").arg("--check"),
        "the code in bench isn't formatted",
        "cargo fmt in bench",
    ));
    let deny = ["--", "--deny", "warnings"];
    let mut lint = |words: &[&str]| {
        let mut command = bench::cargo(shell, "clippy");
        command.args(words).args(deny);
        tally.note(passes(&mut command, "clippy reports warnings in bench", "fix what is reported above"));
    };
    lint(&["--all-targets"]);
    lint(&[&ON_WASM[..], &["--target", WASM_TARGET]].concat());
    for peer in WITH_GLUE {
        lint(&["--package", "subject", "--features", peer, "--target", WASM_TARGET]);
    }
    lint(&["--package", "riscv", "--features", "counting,lite-free-list", "--target", RISCV]);
    let tests = tally.tests(Runner::Cargo, bench::cargo(shell, "test").arg("--no-fail-fast"));
    tally.note(tests);
    for words in [["report", "--check"].as_slice(), &["check"]] {
        let checked =
            bench::runner(shell).and_then(|mut runner| tally.tests(Runner::Cargo, runner.args(words)));
        tally.note(checked);
    }
    Ok(())
}
