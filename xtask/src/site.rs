//! The page: served during development, or built for a static host.

mod size;

use std::{env, process::Command};

use self::size::Sizes;
use crate::{
    failure::{Failure, Result},
    shell::{Shell, run, say},
    tools::{binary, rust},
};

/// Serves the page and rebuilds it on every change, until interrupted.
pub fn serve(shell: &Shell, options: &[String]) -> Result<()> {
    prepare(shell)?;
    binary::note_on_path(shell);
    if run(trunk(shell).arg("serve").args(options))?.success() {
        return Ok(());
    }
    Err(Failure::new(
        "trunk serve ended with the error above",
        "if the port is in use, choose another: cargo xtask serve --port 8081",
    ))
}

/// Builds the static site in `dist/` and prints its size.
pub fn build(shell: &Shell, options: &[String]) -> Result<()> {
    prepare(shell)?;
    say(format_args!("xtask: building the page (the first time takes a minute or two)"));
    if !run(trunk(shell).args(["build", "--release"]).args(options))?.success() {
        return Err(Failure::new("the page could not be built", "fix what trunk reports above"));
    }
    match sizes(shell) {
        Ok(sizes) => sizes.print(),
        Err(failure) => say(format_args!("xtask: the size of the page is unknown: {failure}")),
    }
    Ok(())
}

/// The size of the site in `dist/`.
pub fn sizes(shell: &Shell) -> Result<Sizes> {
    Sizes::of(shell, &shell.root.join("dist"))
}

fn prepare(shell: &Shell) -> Result<()> {
    rust::wasm_target(shell)?;
    binary::trunk(shell)?;
    binary::wasm_bindgen(shell)
}

fn trunk(shell: &Shell) -> Command {
    let mut command = shell.command("trunk");
    command.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // By convention any value turns colours off; trunk accepts only this one.
    if env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command
}
