//! Observers cost nothing: each allocator of the library, built into a small wasm module as it is and once more with
//! the calls to its observer removed from the source, must come to the same machine code, byte for byte.
//!
//! The modules are `lite-alloc/examples/size_*.rs`; the cfg that removes the calls is read by the library.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Tally, wasm_module};
use crate::{
    failure::{Failure, Result},
    files,
    project::WASM_TARGET,
    shell::{Shell, print, run},
    tools::rust,
};

const CFG: &str = "lite_alloc_no_hooks";

pub fn compare_all(shell: &Shell, tally: &mut Tally) -> Result<()> {
    rust::wasm_target(shell)?;
    let library = shell.root.join("lite-alloc");
    need_cfg_in(&library.join("src"))?;
    let names = examples(&library.join("examples"));
    if names.is_empty() {
        return Err(Failure::new("there are no modules to compare", "have lite-alloc/examples/size_*.rs"));
    }
    let with = build(shell, &names, "with", "")?;
    let without = build(shell, &names, "without", &format!("--cfg {CFG} --allow unused"))?;
    for name in &names {
        compare(name, &with, &without, tally)?;
    }
    Ok(())
}

/// If nothing read the cfg, the comparison would hold a thing against itself.
fn need_cfg_in(source: &Path) -> Result<()> {
    let reads = |file: &PathBuf| fs::read_to_string(file).is_ok_and(|text| text.contains(CFG));
    if files::own(source).iter().any(reads) {
        return Ok(());
    }
    Err(Failure::new(
        format!("nothing in lite-alloc/src reads the cfg {CFG}, so there is nothing to compare"),
        "leave out the calls to the observer under that cfg",
    ))
}

fn examples(folder: &Path) -> Vec<String> {
    let names = files::own(folder).into_iter().filter_map(|file| {
        let name = file.file_name()?.to_str()?.strip_suffix(".rs")?;
        name.starts_with("size_").then(|| name.to_owned())
    });
    names.collect()
}

/// Builds the modules into a target folder of their own, so that other builds stay as they are, and returns the
/// folder in which they lie.
fn build(shell: &Shell, names: &[String], folder: &str, flags: &str) -> Result<PathBuf> {
    let target = shell.root.join("target/hooks").join(folder);
    let mut command = shell.command("cargo");
    // The one that would win over RUSTFLAGS.
    command.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", flags);
    command.args(["build", "--release", "--package", "lite-alloc", "--target", WASM_TARGET, "--target-dir"]);
    command.arg(&target).args(names.iter().flat_map(|name| ["--example", name]));
    if run(&mut command)?.success() {
        return Ok(target.join(WASM_TARGET).join("release/examples"));
    }
    Err(Failure::new("the modules to compare could not be built", "mend what cargo reports above"))
}

/// One comparison is one test.
fn compare(name: &str, with: &Path, without: &Path, tally: &mut Tally) -> Result<()> {
    let [with, without] = [read(&with.join(name))?, read(&without.join(name))?];
    let [Some(with), Some(without)] = [wasm_module::code(&with), wasm_module::code(&without)] else {
        return Err(Failure::new(format!("{name} holds no code"), "see that it exports its functions"));
    };
    if with == without {
        print(format_args!("test {name}: {} bytes of code with and without hooks ... ok", with.len()));
        tally.count.passed += 1;
    } else {
        let (with, without) = (with.len(), without.len());
        print(format_args!("test {name}: {with} bytes of code with hooks, {without} without ... FAILED"));
        tally.count.failed += 1;
    }
    Ok(())
}

fn read(module: &Path) -> Result<Vec<u8>> {
    let file = module.with_extension("wasm");
    fs::read(&file).map_err(|error| {
        Failure::new(format!("{} can't be read: {error}", file.display()), "declare the example as a cdylib")
    })
}
