//! The tests of the library in wasm, with the real `memory.grow`, in Node.js: `lite-alloc/tests/wasm_*.rs` and `record_wasm.rs`.

use super::{Tally, count::Runner};
use crate::{
    failure::Result,
    project::WASM_TARGET,
    shell::Shell,
    tools::{binary, node, rust},
};

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    rust::wasm_target(shell)?;
    node::node(shell)?;
    binary::wasm_bindgen(shell)?;
    // The recorder needs `std`, which the other tests do without.
    for words in [&["--test", "wasm_*"][..], &["--features", "record", "--test", "record_wasm"]] {
        let mut command = shell.command("cargo");
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
        command.args(["test", "--package", "lite-alloc", "--target", WASM_TARGET, "--no-fail-fast"]);
        let result = tally.tests(Runner::Cargo, command.args(words));
        tally.note(result);
    }
    Ok(())
}
