//! Tools that the commands need besides cargo: found, or installed where that is possible.
//!
//! Each file has one kind of tool. All say what they install and how long it takes before they do it, leave installed
//! tools as they are, and report what is missing and how to install it.

mod apt;
pub mod binary;
pub mod chrome;
pub mod node;
pub mod qemu;
pub mod rust;
pub mod valgrind;

use std::{fs::File, process::Command};

use crate::{
    failure::{Failure, Result},
    project,
    shell::run,
};

/// Runs an installer of `what`; `fix` says how to install it by hand. Only one installer runs at a
/// time: parts of the tests run side by side, and not every installer waits for another.
fn install(command: &mut Command, what: &str, fix: &str) -> Result<()> {
    let lock = File::create(project::root().join("target/installing.lock"));
    let _locked = lock.and_then(|file| file.lock().map(|()| file));
    if run(command)?.success() {
        return Ok(());
    }
    Err(Failure::new(format!("{what} could not be installed; the reason is above"), fix))
}
