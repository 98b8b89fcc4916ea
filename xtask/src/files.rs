//! Lists the files of the workspace.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold no sources: build results, and what was installed.
const SKIPPED: [&str; 6] = [".git", ".tools", "dist", "node_modules", "out", "target"];

/// The source files under `folder`, sorted by name; none if it can't be read.
pub fn own(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(folder, &SKIPPED, &mut found);
    found.sort();
    found
}

/// All files under `folder`, sorted by name.
pub fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(folder, &[], &mut found);
    found.sort();
    found
}

/// Symbolic links are not followed: they can form a cycle.
fn walk(folder: &Path, skipped: &[&str], found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let name = entry.file_name();
        if kind.is_file() {
            found.push(entry.path());
        } else if kind.is_dir() && !skipped.iter().any(|skipped| name == *skipped) {
            walk(&entry.path(), skipped, found);
        }
    }
}
