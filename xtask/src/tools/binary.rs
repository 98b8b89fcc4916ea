//! Programs from crates.io at a fixed version: trunk, wasm-bindgen and its test runner, and subcommands of cargo.
//!
//! Where cargo-binstall is installed, it downloads what the authors built, which takes seconds. Otherwise, or if that
//! fails, `cargo install` builds them, which takes minutes.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::install;
use crate::{
    failure::{Failure, Result},
    project,
    shell::{Shell, cargo_root, program, run, say},
    version::Version,
};

/// A package on crates.io, its programs, and how to build it.
struct Package {
    name: &'static str,
    programs: &'static [&'static str],
    /// The arguments that make the first program print its version.
    version: &'static [&'static str],
    /// Options of `cargo install`.
    flags: &'static [&'static str],
    /// How long the build takes on two cores.
    minutes: u32,
}

/// For programs that are fast enough without optimisation: they install in half the time.
const UNOPTIMISED: &[&str] = &["--debug", "--config", "profile.dev.debug=false"];

const TRUNK: Package = Package {
    name: "trunk",
    programs: &["trunk"],
    version: &["--version"],
    flags: &[
        "--debug",
        "--no-default-features",
        "--features",
        "rustls",
        "--config",
        "profile.dev.debug=false",
    ],
    minutes: 4,
};

/// Optimised, because it reads every module that is built, including large debug builds.
const WASM_BINDGEN: Package = Package {
    name: "wasm-bindgen-cli",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    version: &["--version"],
    flags: &[],
    minutes: 2,
};

const CARGO_DENY: Package = Package {
    name: "cargo-deny",
    programs: &["cargo-deny"],
    version: &["--version"],
    flags: UNOPTIMISED,
    minutes: 3,
};

const CARGO_FUZZ: Package = Package {
    name: "cargo-fuzz",
    programs: &["cargo-fuzz"],
    version: &["--version"],
    flags: UNOPTIMISED,
    minutes: 1,
};

const CARGO_MUTANTS: Package = Package {
    name: "cargo-mutants",
    programs: &["cargo-mutants"],
    version: &["mutants", "--version"],
    flags: UNOPTIMISED,
    minutes: 2,
};

const CARGO_SEMVER_CHECKS: Package = Package {
    name: "cargo-semver-checks",
    programs: &["cargo-semver-checks"],
    version: &["semver-checks", "--version"],
    flags: UNOPTIMISED,
    minutes: 4,
};

pub fn trunk(shell: &Shell) -> Result<()> {
    TRUNK.ensure(shell, project::TRUNK)
}

pub fn wasm_bindgen(shell: &Shell) -> Result<()> {
    WASM_BINDGEN.ensure(shell, project::wasm_bindgen(&shell.root)?)
}

pub fn cargo_deny(shell: &Shell) -> Result<()> {
    CARGO_DENY.ensure(shell, project::CARGO_DENY)
}

pub fn cargo_fuzz(shell: &Shell) -> Result<()> {
    CARGO_FUZZ.ensure(shell, project::CARGO_FUZZ)
}

pub fn cargo_mutants(shell: &Shell) -> Result<()> {
    CARGO_MUTANTS.ensure(shell, project::CARGO_MUTANTS)
}

pub fn cargo_semver_checks(shell: &Shell) -> Result<()> {
    CARGO_SEMVER_CHECKS.ensure(shell, project::CARGO_SEMVER_CHECKS)
}

/// Says how plain `trunk serve` finds the programs that xtask uses, if they aren't the first on the caller's PATH.
pub fn note_on_path(shell: &Shell) {
    let used: Vec<PathBuf> = ["trunk", "wasm-bindgen"].iter().filter_map(|name| shell.find(name)).collect();
    let on_path = |file: &PathBuf| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let name = file.file_name().unwrap_or_default();
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file()).as_ref()
            == Some(file)
    };
    if let Some(folder) = used.iter().find(|file| !on_path(file)).and_then(|file| file.parent()) {
        let folder = folder.display();
        say(format_args!("xtask: for plain `trunk serve`, put {folder} first on PATH"));
    }
}

impl Package {
    fn ensure(&self, shell: &Shell, wanted: Version) -> Result<()> {
        let found: Vec<Option<PathBuf>> = self.programs.iter().map(|name| shell.find(name)).collect();
        let right = |file: &Option<PathBuf>| {
            file.as_ref().is_some_and(|file| self.version_of(shell, file) == Some(wanted))
        };
        if found.iter().all(right) {
            return Ok(());
        }
        let Package { name, .. } = self;
        let root = match (found.iter().flatten().next(), cargo_root()) {
            (None, Some(root)) => root,
            (other, _) => {
                if let Some(other) = other {
                    let other = other.display();
                    say(format_args!(
                        "xtask: {other} isn't {name} {wanted}, or not all of it; it is left as it is"
                    ));
                }
                shell.local_tools()
            }
        };
        self.install(shell, wanted, &root)
    }

    fn install(&self, shell: &Shell, wanted: Version, root: &Path) -> Result<()> {
        let Package { name, minutes, .. } = self;
        let folder = root.join("bin");
        let folder = folder.display();
        let can_download = shell.find("cargo-binstall").is_some();
        if can_download {
            say(format_args!(
                "xtask: installing {name} {wanted} into {folder} through cargo-binstall (seconds)"
            ));
            if run(&mut self.download(shell, wanted, root))?.success() && self.is_in(shell, wanted, root) {
                return Ok(());
            }
        }
        say(format_args!(
            "xtask: building {name} {wanted} and installing it into {folder} (about {minutes} minutes on two cores)"
        ));
        let fix = format!(
            "check the network and that there is a C compiler (cc), then try again, or by hand: \
             cargo install --locked {name} --version {wanted}"
        );
        let mut command = shell.command("cargo");
        command.args(["install", "--locked", name, "--version", &format!("={wanted}"), "--root"]).arg(root);
        if can_download {
            // The download may have left programs that don't run.
            command.arg("--force");
        }
        install(command.args(self.flags), &format!("{name} {wanted}"), &fix)?;
        if self.is_in(shell, wanted, root) {
            return Ok(());
        }
        Err(Failure::new(format!("{name} {wanted} was installed but doesn't run"), fix))
    }

    /// Takes only what the authors of the package have built, and fails if there is nothing.
    fn download(&self, shell: &Shell, wanted: Version, root: &Path) -> Command {
        let mut command = shell.command("cargo");
        command.env("BINSTALL_DISABLE_TELEMETRY", "true");
        command.args([
            "binstall",
            "--no-confirm",
            "--force",
            "--disable-strategies",
            "quick-install,compile",
        ]);
        command.args(["--version", &format!("={wanted}"), "--root"]).arg(root).arg(self.name);
        command
    }

    /// Whether all programs of the package are under `root`, in this version.
    fn is_in(&self, shell: &Shell, wanted: Version, root: &Path) -> bool {
        let version = |name| self.version_of(shell, &program(&root.join("bin").join(name))?);
        self.programs.iter().all(|name| version(name) == Some(wanted))
    }

    fn version_of(&self, shell: &Shell, file: &Path) -> Option<Version> {
        Version::find(&shell.ask(file.to_str()?, self.version)?)
    }
}
