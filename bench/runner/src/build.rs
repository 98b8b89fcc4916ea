//! Builds what is measured, with cargo, and keeps each result under its own name.

use std::{
    env, fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{
    bench::{folder, lost},
    failure::{Failure, Result},
    zig,
};

/// The target of everything that is measured in Node.js.
pub const WASM: Option<&str> = Some("wasm32-unknown-unknown");

/// The folder of the results of builds, each under its own name.
fn kept() -> PathBuf {
    folder().join("target/kept")
}

/// A build by cargo.
pub struct Build<'a> {
    pub package: &'a str,
    /// A profile of the workspace.
    pub profile: &'a str,
    /// The target; `None` is this machine.
    pub target: Option<&'a str>,
    /// Without the package's default features.
    pub bare: bool,
    pub features: &'a [&'a str],
}

impl Build<'_> {
    /// Builds it and copies the result to `name`, because a build with other features overwrites it.
    pub fn keep_as(&self, name: &str) -> Result<PathBuf> {
        let target = folder().join("target");
        let mut command = cargo();
        command.args(["build", "--quiet", "--package", self.package, "--profile", self.profile]);
        command.arg("--target-dir").arg(&target);
        command.args(["--features", &self.features.join(",")]);
        if self.bare {
            command.arg("--no-default-features");
        }
        let mut built = target;
        if let Some(name) = self.target {
            command.args(["--target", name]);
            built.push(name);
        }
        let status = command.status().map_err(|error| lost("cargo", &error))?;
        if !status.success() {
            let features = self.features.join(", ");
            return Err(Failure::new(
                format!("{} can't be built with {features}", self.package),
                "fix what cargo reports above",
            ));
        }
        built.push(self.profile);
        built.push(self.package);
        if self.target == WASM {
            built.set_extension("wasm");
        }
        let kept = kept();
        let copy = kept.join(name);
        fs::create_dir_all(&kept).and_then(|()| fs::copy(&built, &copy)).map_err(|error| {
            Failure::new(
                format!("{} can't be copied: {error}", built.display()),
                "check that bench/target can be written to",
            )
        })?;
        Ok(copy)
    }
}

/// cargo in the bench workspace, without the variables of the caller that would change the code.
fn cargo() -> Command {
    let mut command = Command::new("cargo");
    for (name, _) in env::vars_os() {
        let variable = name.to_string_lossy();
        let prefixes = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_PROFILE_"];
        if prefixes.iter().any(|prefix| variable.starts_with(prefix))
            || ["CARGO", "RUSTFLAGS"].contains(&&*variable)
        {
            command.env_remove(&name);
        }
    }
    // Panic messages contain paths. Equal paths on every machine give modules of equal size.
    let root = folder().parent().map(PathBuf::from).unwrap_or_default();
    let remap = |from: PathBuf, to| format!("--remap-path-prefix={}={to}", from.display());
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let flags = [remap(home.join("registry/src"), "/registry"), remap(root, "/lite-alloc")];
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f")).env("ZIG", zig::compiler());
    command.current_dir(folder()).stdin(Stdio::null());
    command
}
