//! The page: served during development, or built for a static host.

use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    failure::{Failure, Result},
    files,
    shell::{Shell, print, run, say},
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

/// Makes the static site in `dist/` and says how large it is.
pub fn build(shell: &Shell, options: &[String]) -> Result<()> {
    prepare(shell)?;
    say(format_args!("xtask: building the page (the first time takes a minute or two)"));
    if !run(trunk(shell).args(["build", "--release"]).args(options))?.success() {
        return Err(Failure::new("the page could not be built", "fix what trunk reports above"));
    }
    print_sizes(shell, &shell.root.join("dist"));
    Ok(())
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

/// One line per file, then the sum: as it lies on disk, and as a web server sends it.
fn print_sizes(shell: &Shell, folder: &Path) {
    let mut sums = (0, Some(0));
    let line = |name: &str, raw: u64, packed: Option<u64>| {
        let packed = packed.map_or("      ?".to_owned(), kilobytes);
        print(format_args!("{} {packed} gzip  {name}", kilobytes(raw)));
    };
    for file in files::all(folder) {
        let raw = fs::metadata(&file).map_or(0, |data| data.len());
        let packed = gzip_size(shell, &file);
        sums = (sums.0 + raw, sums.1.zip(packed).map(|(sum, size)| sum + size));
        line(&file.strip_prefix(folder).unwrap_or(&file).to_string_lossy(), raw, packed);
    }
    line("the whole page, in dist/", sums.0, sums.1);
}

fn kilobytes(bytes: u64) -> String {
    format!("{:>7.1} KB", bytes as f64 / 1000.0)
}

/// Measured by the gzip program: a crate for this alone would be the only dependency.
fn gzip_size(shell: &Shell, file: &Path) -> Option<u64> {
    let output = shell.command("gzip").args(["-9", "-c"]).arg(file).stderr(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout.len() as u64)
}
