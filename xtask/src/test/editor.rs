//! The script editor, which is a bundle of JavaScript: the committed one must be what its source builds, and the
//! tests of the source must pass.

use super::{Tally, count::Runner};
use crate::{
    failure::{Failure, Result},
    shell::{self, Shell},
    tools::node,
};

const FOLDER: &str = "playground/editor";

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    node::packages(shell, FOLDER)?;
    let node = || {
        let mut command = shell.command("node");
        command.current_dir(shell.root.join(FOLDER));
        command
    };
    if !shell::run(node().args(["build.js", "--check"]))?.success() {
        tally.note(Err(Failure::new(
            "the committed bundle of the editor isn't what its source builds",
            format!("npm run build in {FOLDER}, and commit the result"),
        )));
    }
    tally.tests(Runner::Node, node().args(["--test", "--test-reporter=spec"]))
}
