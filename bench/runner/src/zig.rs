//! The Zig compiler for the allocator of Zig's standard library: the one that `$ZIG` names, or one from PyPI in `target/`.

use std::{env, fs, path::PathBuf, process::Command, sync::OnceLock};

use subject::Subject;

use crate::{
    bench::{folder, say},
    tools::{ask, runs},
};

/// The allocator that needs it.
const SUBJECT: &str = "zig";

/// The package on PyPI, and its version.
const REQUIREMENT: &str = include_str!("../../zig/requirements.txt");

pub fn version() -> &'static str {
    REQUIREMENT.trim().rsplit('=').next().unwrap_or_default()
}

/// The path of the compiler, whether it is installed or not.
pub fn compiler() -> PathBuf {
    match env::var_os("ZIG").filter(|named| !named.is_empty()) {
        Some(named) => named.into(),
        None => installed().join("ziglang/zig"),
    }
}

/// Each version has its own folder, so that an older installation is not used by mistake.
fn installed() -> PathBuf {
    folder().join(format!("target/zig-{}", version()))
}

/// These allocators, without the one from Zig if its compiler isn't available.
pub fn without_missing(subjects: Vec<&'static Subject>) -> Vec<&'static Subject> {
    static AVAILABLE: OnceLock<bool> = OnceLock::new();
    if !subjects.iter().any(|subject| subject.name == SUBJECT) || *AVAILABLE.get_or_init(is_available) {
        return subjects;
    }
    subjects.into_iter().filter(|subject| subject.name != SUBJECT).collect()
}

fn is_available() -> bool {
    let answers = || ask(&compiler().to_string_lossy(), &["version"]).is_some();
    if answers() {
        return true;
    }
    if env::var_os("ZIG").is_none_or(|named| named.is_empty()) {
        say(format_args!(
            "bench: installing Zig {} from PyPI into bench/target (100 MB, a minute)",
            version()
        ));
        // Remove what a failed installation left.
        let _ = fs::remove_dir_all(installed());
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target"]);
        runs(pip.arg(installed()).arg(REQUIREMENT.trim()));
    }
    let available = answers();
    if !available {
        say(format_args!(
            "Zig's wasm_allocator is SKIPPED: there is no Zig compiler, and pip can't install one — fix: set ZIG to the path of one"
        ));
    }
    available
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn the_version_is_pinned() {
        assert!(
            version().split('.').count() == 3 && version().starts_with(|digit: char| digit.is_ascii_digit())
        );
    }
}
