//! The release build: its size, and the specs of `playground/e2e` in a headless browser, run by the test runner of Node.js.

use super::{Tally, count::Runner};
use crate::{
    failure::Result,
    files,
    shell::Shell,
    site,
    tools::{chrome, node},
};

/// Two files at a time, whatever the machine: most of the time the tests wait for the browser.
const ARGUMENTS: [&str; 3] = ["--test", "--test-reporter=spec", "--test-concurrency=2"];

const FOLDER: &str = "playground/e2e";

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    node::packages(shell, FOLDER)?;
    let chrome = chrome::chrome(shell)?;
    site::build(shell, &[])?;
    match site::sizes(shell) {
        Ok(sizes) => sizes.budgets().into_iter().for_each(|(name, result)| tally.check(name, result)),
        Err(failure) => tally.skip("the size of the page", &failure),
    }
    let folder = shell.root.join(FOLDER);
    let specs = files::own(&folder).into_iter().filter(|file| file.to_string_lossy().ends_with(".spec.mjs"));
    let mut command = shell.command("node");
    command.env("CHROME", chrome).current_dir(&folder);
    tally.tests(Runner::Node, command.args(ARGUMENTS).args(specs))
}
