//! Walks folders of the workspace, past what git ignores.

use std::{
    fs,
    path::{Path, PathBuf},
};

const PASSED_OVER: [&str; 6] = [".git", ".tools", "dist", "node_modules", "out", "target"];

/// The files of the workspace's own under `folder`, in order of their names; none if it can't be read.
pub fn own(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(folder, &PASSED_OVER, &mut found);
    found.sort();
    found
}

/// All files under `folder`.
pub fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(folder, &[], &mut found);
    found.sort();
    found
}

/// Links are not followed: they could lead round in a circle.
fn walk(folder: &Path, passed_over: &[&str], found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let name = entry.file_name();
        if kind.is_file() {
            found.push(entry.path());
        } else if kind.is_dir() && !passed_over.iter().any(|passed| name == *passed) {
            walk(&entry.path(), passed_over, found);
        }
    }
}
