//! Memories with a limit: `lite-alloc/tests/limits`, a wasm module that imports its memory, and tests in Node.js that give
//! it memories of all sizes. It is a package of its own because a linker flag imports the memory for the whole module.

use super::{Tally, count::Runner};
use crate::{
    failure::{Failure, Result},
    project::WASM_TARGET,
    shell::{self, Shell},
    tools::{node, rust},
};

pub fn test(shell: &Shell, tally: &mut Tally) -> Result<()> {
    rust::wasm_target(shell)?;
    node::node(shell)?;
    let target = shell.root.join("target/limits");
    let mut build = shell.command("cargo");
    build.args(["build", "--quiet", "--release", "--target", WASM_TARGET]);
    build.args(["--manifest-path", "lite-alloc/tests/limits/Cargo.toml", "--target-dir"]).arg(&target);
    if !shell::run(&mut build)?.success() {
        return Err(Failure::new("the module could not be built", "fix what cargo reports above"));
    }
    let mut tests = shell.command("node");
    tests.env("LIMITS", target.join(WASM_TARGET).join("release/limits.wasm"));
    tests.args(["--test", "--test-reporter=spec", "lite-alloc/tests/limits/limits.mjs"]);
    tally.tests(Runner::Node, &mut tests)
}
