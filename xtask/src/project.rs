//! Facts about this workspace: its folder, and the versions of the tools that it is built with.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Failure, Result},
    version::Version,
};

/// Newer versions need a newer compiler than the one in rust-toolchain.toml.
pub const TRUNK: Version = Version::new(0, 21, 14);

pub const CARGO_DENY: Version = Version::new(0, 20, 2);

pub const CARGO_FUZZ: Version = Version::new(0, 13, 2);

pub const CARGO_MUTANTS: Version = Version::new(27, 1, 0);

pub const CARGO_SEMVER_CHECKS: Version = Version::new(0, 51, 0);

/// The newest version of lite-alloc on crates.io.
pub const PUBLISHED: Version = Version::new(0, 1, 0);

/// The oldest Node.js whose test runner and fetch the end-to-end tests can rely on.
pub const NODE_MAJOR: u32 = 20;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folder of the workspace, from the manifest that cargo names at run time, so that the checkout can be moved.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let manifest = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    manifest.parent().map(Path::to_path_buf).unwrap_or(manifest)
}

/// The oldest supported Rust, from the manifest of the workspace.
pub fn oldest_rust(root: &Path) -> Result<Version> {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap_or_default();
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \""));
    let version = line.and_then(|line| Version::find(&format!("{}.0", line.trim_end_matches('"'))));
    version.ok_or_else(|| {
        Failure::new(
            "Cargo.toml has no rust-version of the form 1.23",
            "restore it with git checkout Cargo.toml",
        )
    })
}

/// The version of wasm-bindgen in Cargo.lock: its command-line tool must be exactly the same.
pub fn wasm_bindgen(root: &Path) -> Result<Version> {
    let lock = root.join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(|error| {
        Failure::new(format!("Cargo.lock can't be read: {error}"), "restore it with git checkout Cargo.lock")
    })?;
    Version::locked(&text, "wasm-bindgen").ok_or_else(|| {
        Failure::new("Cargo.lock has no version of wasm-bindgen", "restore it with git checkout Cargo.lock")
    })
}
