//! The committed bundle of the script editor: built again, it must come out the same.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::Tally;
use crate::{
    failure::{Failure, Result},
    files,
    shell::{Shell, run, say},
    tools::node,
};

const FOLDER: &str = "playground/editor";

/// Without Node.js this can't be known, and is counted as skipped.
pub fn check(shell: &Shell, tally: &mut Tally) -> Result<()> {
    if !shell.root.join(FOLDER).join("package.json").exists() {
        return Ok(());
    }
    if let Err(failure) = node::node(shell) {
        say(format_args!("xtask: whether the editor's bundle is up to date is SKIPPED: {failure}"));
        tally.count.skipped += 1;
        return Ok(());
    }
    node::packages(shell, FOLDER)?;
    let before = scripts(shell);
    let built =
        run(shell.command("npm").current_dir(shell.root.join(FOLDER)).args(["run", "--silent", "build"]))?;
    if !built.success() {
        return Err(Failure::new("the editor's bundle could not be built", "mend what npm reports above"));
    }
    let after = scripts(shell);
    if before == after {
        return Ok(());
    }
    // As it was, so that a check changes nothing.
    for (file, text) in &before {
        let _ = fs::write(file, text);
    }
    for file in after.keys().filter(|file| !before.contains_key(*file)) {
        let _ = fs::remove_file(file);
    }
    Err(Failure::new(
        "the committed bundle of the editor isn't what its source builds",
        format!("npm run build in {FOLDER}, and commit the result"),
    ))
}

/// Wherever the build writes to in the playground, it writes scripts.
fn scripts(shell: &Shell) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = files::own(&shell.root.join("playground")).into_iter();
    let scripts = files.filter(|file| file.extension().is_some_and(|kind| kind == "js"));
    scripts.filter_map(|file| fs::read(&file).ok().map(|bytes| (file, bytes))).collect()
}
