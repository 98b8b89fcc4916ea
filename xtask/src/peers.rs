//! `cargo xtask peers`: builds the module of dlmalloc and talc, and puts it where trunk finds it.
//!
//! Trunk does this before each build of the page, so `trunk serve` needs nothing but cargo. The name of the file depends
//! on its contents: a page never gets the module of another version, and a cache may keep it forever.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    failure::{Failure, Result},
    project::WASM_TARGET,
    shell::{Shell, run},
};

/// The workspace of the module.
const FOLDER: &str = "peers";

/// Where trunk finds the module, in a folder of its own, and the lines of `index.html` that name it.
const SITE: &str = "target/site";

/// The folder of the module on the page.
pub const PAGE_FOLDER: &str = "peers";

/// Builds the module, and returns its file.
pub fn module(shell: &Shell) -> Result<PathBuf> {
    let mut build = cargo(shell, "build");
    build.args(["--release", "--locked", "--quiet", "--target", WASM_TARGET]);
    if !run(&mut build)?.success() {
        return Err(Failure::new(
            "the module of dlmalloc and talc could not be built",
            "fix what cargo reports above",
        ));
    }
    Ok(target(shell).join(WASM_TARGET).join("release/peers.wasm"))
}

/// Builds the module for the page.
pub fn prepare(shell: &Shell) -> Result<()> {
    let file = module(shell)?;
    place(&file, &shell.root.join(SITE)).map_err(|error| {
        Failure::new(
            format!("{} can't be copied to {SITE}: {error}", file.display()),
            "check that the disk has room, and that the folder may be written to",
        )
    })
}

/// A cargo command in the workspace of the module, with its own target folder.
pub fn cargo(shell: &Shell, subcommand: &str) -> Command {
    let mut command = shell.command("cargo");
    command.arg(subcommand).current_dir(shell.root.join(FOLDER)).env("CARGO_TARGET_DIR", target(shell));
    command
}

fn target(shell: &Shell) -> PathBuf {
    shell.root.join("target").join(FOLDER)
}

/// Copies the module into the site, under a name of its own, and writes that name down. What is there already is left
/// alone: trunk may be reading it.
fn place(file: &Path, site: &Path) -> io::Result<()> {
    let module = fs::read(file)?;
    let name = format!("peers-{:016x}.wasm", digest(&module));
    let folder = site.join(PAGE_FOLDER);
    fs::create_dir_all(&folder)?;
    for other in fs::read_dir(&folder)? {
        let other = other?;
        if other.file_name() != *name {
            fs::remove_file(other.path())?;
        }
    }
    write(&folder.join(&name), &module)?;
    let line = format!("<meta name=\"peers\" content=\"{PAGE_FOLDER}/{name}\" />\n");
    write(&site.join("peers.html"), line.as_bytes())
}

fn write(file: &Path, contents: &[u8]) -> io::Result<()> {
    match fs::read(file) {
        Ok(old) if old == contents => Ok(()),
        _ => fs::write(file, contents),
    }
}

/// FNV-1a of 64 bits: it tells versions apart, and nobody attacks it.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use std::{env, fs, process};

    use super::{PAGE_FOLDER, digest, place};

    #[test]
    fn the_digest_is_the_published_one() {
        assert_eq!(digest(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(digest(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(digest(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn the_page_names_the_module_and_only_the_newest_is_kept() {
        let site = env::temp_dir().join(format!("lite-alloc-site-{}", process::id()));
        let file = site.join("built.wasm");
        fs::create_dir_all(&site).unwrap();
        let mut names = Vec::new();
        for contents in ["one", "two", "two"] {
            fs::write(&file, contents).unwrap();
            place(&file, &site).unwrap();
            let line = fs::read_to_string(site.join("peers.html")).unwrap();
            let name = line.split('"').nth(3).unwrap().to_owned();
            assert_eq!(fs::read_to_string(site.join(&name)).unwrap(), contents);
            assert_eq!(fs::read_dir(site.join(PAGE_FOLDER)).unwrap().count(), 1);
            names.push(name);
        }
        assert!(names[0] != names[1] && names[1] == names[2], "{names:?}");
        fs::remove_dir_all(&site).unwrap();
    }
}
