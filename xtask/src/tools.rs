//! What the commands need beyond cargo: found, or installed where that is possible.
//!
//! Each file has one kind of tool. All say beforehand what they do and how long it may take, touch nothing that is
//! there already, and answer a missing thing with the mend.

mod apt;
pub mod binary;
pub mod chrome;
pub mod node;
pub mod qemu;
pub mod rust;
pub mod valgrind;

use std::process::Command;

use crate::{
    failure::{Failure, Result},
    shell::run,
};

/// Runs an installer; `what` it was to bring and `mend` make the failure when it doesn't.
fn install(command: &mut Command, what: &str, mend: &str) -> Result<()> {
    if run(command)?.success() {
        return Ok(());
    }
    Err(Failure::new(format!("{what} could not be installed, for the reason above"), mend))
}
