//! The module of dlmalloc and talc, a workspace of its own: its format and its lints. Its behaviour is tested by
//! `replay`, which runs it natively, and by the tests in a browser.

use super::{Tally, passes};
use crate::{failure::Result, peers, project::WASM_TARGET, shell::Shell, tools::rust};

pub fn test(shell: &Shell, tally: &mut Tally) -> Result<()> {
    rust::component(shell, "rustfmt", "fmt")?;
    rust::component(shell, "clippy", "clippy")?;
    rust::wasm_target(shell)?;
    tally.note(passes(
        peers::cargo(shell, "fmt").arg("--check"),
        "the code in peers isn't formatted",
        "cargo fmt in peers",
    ));
    let mut lint = peers::cargo(shell, "clippy");
    lint.args(["--release", "--locked", "--target", WASM_TARGET, "--", "--deny", "warnings"]);
    passes(&mut lint, "clippy reports warnings in peers", "fix what is reported above")
}
