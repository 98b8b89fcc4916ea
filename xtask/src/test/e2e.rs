//! The release build in a real headless browser: the specs of `playground/e2e`, run by Node's test runner.

use super::{Tally, count::Runner};
use crate::{
    failure::Result,
    files,
    shell::Shell,
    site,
    tools::{chrome, node},
};

const FOLDER: &str = "playground/e2e";

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    node::packages(shell, FOLDER)?;
    let chrome = chrome::chrome(shell)?;
    site::build(shell, &[])?;
    let folder = shell.root.join(FOLDER);
    let specs = files::own(&folder).into_iter().filter(|file| file.to_string_lossy().ends_with(".spec.mjs"));
    let mut command = shell.command("node");
    command.env("CHROME", chrome).current_dir(&folder);
    tally.tests(Runner::Node, command.args(["--test", "--test-reporter=spec"]).args(specs))
}
