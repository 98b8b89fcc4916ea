//! Programs from crates.io at a fixed version: trunk, wasm-bindgen and its test runner, cargo-fuzz, cargo-mutants.

use std::path::{Path, PathBuf};

use super::install;
use crate::{
    failure::{Failure, Result},
    project,
    shell::{Shell, cargo_root, program, say},
    version::Version,
};

/// A package of crates.io, the programs it brings, and how it is built.
struct Package {
    name: &'static str,
    programs: &'static [&'static str],
    /// What makes the first program say its version.
    version: &'static [&'static str],
    flags: &'static [&'static str],
    minutes: u32,
}

/// Built without optimisation: it makes pages just as fast, and installs in half the time.
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

/// Optimised: it reads every module built, debug builds with all their names too.
const WASM_BINDGEN: Package = Package {
    name: "wasm-bindgen-cli",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    version: &["--version"],
    flags: &[],
    minutes: 2,
};

const CARGO_FUZZ: Package = Package {
    name: "cargo-fuzz",
    programs: &["cargo-fuzz"],
    version: &["--version"],
    flags: &["--debug", "--config", "profile.dev.debug=false"],
    minutes: 1,
};

const CARGO_MUTANTS: Package = Package {
    name: "cargo-mutants",
    programs: &["cargo-mutants"],
    version: &["mutants", "--version"],
    flags: &["--debug", "--config", "profile.dev.debug=false"],
    minutes: 2,
};

pub fn trunk(shell: &Shell) -> Result<()> {
    TRUNK.ensure(shell, project::TRUNK)
}

pub fn wasm_bindgen(shell: &Shell) -> Result<()> {
    WASM_BINDGEN.ensure(shell, project::wasm_bindgen(&shell.root)?)
}

pub fn cargo_fuzz(shell: &Shell) -> Result<()> {
    CARGO_FUZZ.ensure(shell, project::CARGO_FUZZ)
}

pub fn cargo_mutants(shell: &Shell) -> Result<()> {
    CARGO_MUTANTS.ensure(shell, project::CARGO_MUTANTS)
}

/// How `trunk serve` typed by hand comes to the programs that xtask uses, if the caller's PATH alone doesn't do.
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
        let Package { name, minutes, .. } = self;
        let time = format!("about {minutes} minutes on two cores");
        let root = match (found.iter().flatten().next(), cargo_root()) {
            (None, Some(root)) => {
                say(format_args!(
                    "xtask: installing {name} {wanted} into {} ({time})",
                    root.join("bin").display()
                ));
                root
            }
            (Some(other), _) => {
                let other = other.display();
                say(format_args!("xtask: {other} isn't all of {name} {wanted}, and stays as it is"));
                say(format_args!("xtask: installing {name} {wanted} into .tools/ of this checkout ({time})"));
                shell.local_tools()
            }
            (None, None) => {
                say(format_args!("xtask: installing {name} {wanted} into .tools/ of this checkout ({time})"));
                shell.local_tools()
            }
        };
        self.install(shell, wanted, &root)
    }

    fn install(&self, shell: &Shell, wanted: Version, root: &Path) -> Result<()> {
        let Package { name, .. } = self;
        let mend = format!(
            "check the network and that a C compiler is there (cc), then try again, or by hand: \
             cargo install --locked {name} --version {wanted}"
        );
        let mut command = shell.command("cargo");
        command.args(["install", "--locked", name, "--version", &format!("={wanted}"), "--root"]).arg(root);
        install(command.args(self.flags), &format!("{name} {wanted}"), &mend)?;
        for name in self.programs {
            let file = program(&root.join("bin").join(name));
            if file.and_then(|file| self.version_of(shell, &file)) != Some(wanted) {
                return Err(Failure::new(format!("{name} {wanted} was installed but doesn't run"), mend));
            }
        }
        Ok(())
    }

    fn version_of(&self, shell: &Shell, file: &Path) -> Option<Version> {
        Version::find(&shell.ask(file.to_str()?, self.version)?)
    }
}
