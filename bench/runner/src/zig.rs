//! The Zig compiler that the peer from Zig's standard library needs: that of `$ZIG`, or one from PyPI in `target/`.

use std::{env, fs, path::PathBuf, process::Command, sync::OnceLock};

use subject::Subject;

use crate::{
    bench::{folder, say},
    tools::{ask, runs},
};

/// The subject that needs it.
const SUBJECT: &str = "zig";

/// The package on PyPI, and its version.
const REQUIREMENT: &str = include_str!("../../zig/requirements.txt");

pub fn version() -> &'static str {
    REQUIREMENT.trim().rsplit('=').next().unwrap_or_default()
}

/// Where the compiler is, or will be.
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

/// These allocators, without the one from Zig if there is no compiler and none can be had.
pub fn without_missing(subjects: Vec<&'static Subject>) -> Vec<&'static Subject> {
    static THERE: OnceLock<bool> = OnceLock::new();
    if !subjects.iter().any(|subject| subject.name == SUBJECT) || *THERE.get_or_init(there) {
        return subjects;
    }
    subjects.into_iter().filter(|subject| subject.name != SUBJECT).collect()
}

fn there() -> bool {
    let answers = || ask(&compiler().to_string_lossy(), &["version"]).is_some();
    if answers() {
        return true;
    }
    if env::var_os("ZIG").is_none_or(|named| named.is_empty()) {
        say(format_args!(
            "bench: installing Zig {} from PyPI into bench/target (100 MB, a minute)",
            version()
        ));
        // What a broken try has left is in the way.
        let _ = fs::remove_dir_all(installed());
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target"]);
        runs(pip.arg(installed()).arg(REQUIREMENT.trim()));
    }
    let there = answers();
    if !there {
        say(format_args!(
            "Zig's wasm_allocator is SKIPPED: there is no Zig compiler, and pip can't install one — do: set ZIG to the path of one"
        ));
    }
    there
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
