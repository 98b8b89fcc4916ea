//! The package for crates.io: packed and unpacked outside of the checkout, it must pass its tests and doc tests there and
//! contain the licence.

use std::{env, fs, path::Path, process};

use super::{Tally, count::Runner};
use crate::{
    failure::{Failure, Result},
    shell::{Shell, print, run},
};

/// Files that the package must contain.
const NEEDED: [&str; 3] = ["LICENSE", "README.md", "src/lib.rs"];

pub fn test(shell: &Shell, tally: &mut Tally) -> Result<()> {
    let packed = shell.root.join("target/package");
    // Packages of other versions may be there.
    let _ = fs::remove_dir_all(&packed);
    let mut pack = shell.command("cargo");
    pack.args(["package", "--quiet", "--package", "lite-alloc", "--no-verify", "--allow-dirty"]);
    pack.args(["--target-dir", "target"]);
    if !run(&mut pack)?.success() {
        return Err(Failure::new("lite-alloc can't be packed", "fix what cargo reports above"));
    }
    // Outside of the checkout, so that no file of the workspace is found by accident.
    let folder = env::temp_dir().join(format!("lite-alloc-package-{}", process::id()));
    let result = unpack(shell, &packed, &folder).and_then(|()| check(shell, tally, &folder));
    let _ = fs::remove_dir_all(&folder);
    result
}

fn unpack(shell: &Shell, packed: &Path, folder: &Path) -> Result<()> {
    let lost = |error| {
        Failure::new(format!("the package can't be unpacked: {error}"), "check that the disk has space")
    };
    fs::create_dir_all(folder).map_err(lost)?;
    let files = fs::read_dir(packed).map_err(lost)?.filter_map(|entry| Some(entry.ok()?.path()));
    let file = files.into_iter().find(|file| file.extension().is_some_and(|extension| extension == "crate"));
    let file =
        file.ok_or_else(|| Failure::new("cargo package wrote no file", "run cargo package by hand"))?;
    let mut tar = shell.command("tar");
    tar.arg("-xzf").arg(file).args(["--strip-components", "1", "-C"]).arg(folder);
    if run(&mut tar)?.success() {
        return Ok(());
    }
    Err(Failure::new("tar can't unpack the package", "install tar and gzip"))
}

fn check(shell: &Shell, tally: &mut Tally, folder: &Path) -> Result<()> {
    for name in NEEDED {
        if folder.join(name).is_file() {
            print(format_args!("test the package has {name} ... ok"));
            tally.count.passed += 1;
        } else {
            print(format_args!("test the package has {name} ... FAILED"));
            tally.count.failed += 1;
        }
    }
    let mut tests = shell.command("cargo");
    tests.current_dir(folder).args(["test", "--no-fail-fast", "--target-dir"]);
    tests.arg(shell.root.join("target/unpacked"));
    // The full tests run in the checkout. Here few cases show whether a needed file is missing in the package.
    tests.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("PROPTEST_CASES", "8");
    tally.tests(Runner::Cargo, &mut tests)
}
