//! Node.js and npm, which are found but never installed, and the npm packages of a folder of this workspace.

use std::{fs, path::Path};

use super::install;
use crate::{
    failure::{Failure, Result},
    project::NODE_MAJOR,
    shell::{Shell, say},
    version::Version,
};

const FIX: &str = "install Node.js 20 or newer with npm (from nodejs.org or your system's packages)";

/// Checks that Node.js is installed and new enough.
pub fn node(shell: &Shell) -> Result<()> {
    let Some(answer) = shell.ask("node", &["--version"]) else {
        return Err(Failure::new("Node.js is not installed, or doesn't run", FIX));
    };
    match Version::find(&answer) {
        Some(version) if version.major >= NODE_MAJOR => Ok(()),
        _ => Err(Failure::new(format!("Node.js is {answer}, too old for the tests"), FIX)),
    }
}

/// Installs the packages in the lock file of `folder`, unless they are installed.
pub fn packages(shell: &Shell, folder: &str) -> Result<()> {
    node(shell)?;
    if shell.ask("npm", &["--version"]).is_none() {
        return Err(Failure::new("npm is not installed, or doesn't run", FIX));
    }
    let path = shell.root.join(folder);
    if up_to_date(&path) {
        return Ok(());
    }
    say(format_args!("xtask: installing the npm packages of {folder} (seconds)"));
    install(
        shell.command("npm").current_dir(&path).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]),
        &format!("the npm packages of {folder}"),
        &format!("check the network, then run npm ci in {folder}"),
    )
}

/// npm writes its own lock file in `node_modules` when it is done.
fn up_to_date(folder: &Path) -> bool {
    let time = |name| fs::metadata(folder.join(name)).and_then(|data| data.modified()).ok();
    match (time("package-lock.json"), time("node_modules/.package-lock.json")) {
        (Some(wanted), Some(installed)) => wanted <= installed,
        _ => false,
    }
}
