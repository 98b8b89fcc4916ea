//! The script editor, a bundle of JavaScript: the committed bundle must be what its sources build, and the tests of the
//! sources must pass.

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
            "the committed bundle of the editor is out of date",
            format!("run npm run build in {FOLDER}, and commit the result"),
        )));
    }
    tally.tests(Runner::Node, node().args(["--test", "--test-reporter=spec"]))
}
