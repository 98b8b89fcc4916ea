//! Observers cost nothing: each allocator is built into a small wasm module twice, once with and once without the calls
//! to its observer. Both must have the same code, byte for byte.
//!
//! The modules are `lite-alloc/examples/size_*.rs`; a cfg that the library reads removes the calls.

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
        return Err(Failure::new(
            "there are no modules to compare",
            "restore lite-alloc/examples/size_*.rs with git checkout",
        ));
    }
    let with = build(shell, &names, "with", "")?;
    let without = build(shell, &names, "without", &format!("--cfg {CFG} --allow unused"))?;
    for name in &names {
        compare(name, &with, &without, tally)?;
    }
    Ok(())
}

/// If nothing read the cfg, the comparison would compare two equal builds.
fn need_cfg_in(source: &Path) -> Result<()> {
    let reads = |file: &PathBuf| fs::read_to_string(file).is_ok_and(|text| text.contains(CFG));
    if files::own(source).iter().any(reads) {
        return Ok(());
    }
    Err(Failure::new(
        format!("nothing in lite-alloc/src reads the cfg {CFG}, so there is nothing to compare"),
        "put the calls to the observer under that cfg",
    ))
}

fn examples(folder: &Path) -> Vec<String> {
    let names = files::own(folder).into_iter().filter_map(|file| {
        let name = file.file_name()?.to_str()?.strip_suffix(".rs")?;
        name.starts_with("size_").then(|| name.to_owned())
    });
    names.collect()
}

/// Builds the modules in a separate target folder, so that other builds are not invalidated. Returns the folder of the
/// modules.
fn build(shell: &Shell, names: &[String], folder: &str, flags: &str) -> Result<PathBuf> {
    let target = shell.root.join("target/hooks").join(folder);
    let mut command = shell.command("cargo");
    // It would take precedence over RUSTFLAGS.
    command.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", flags);
    command.args(["build", "--release", "--package", "lite-alloc", "--target", WASM_TARGET, "--target-dir"]);
    command.arg(&target).args(names.iter().flat_map(|name| ["--example", name]));
    if run(&mut command)?.success() {
        return Ok(target.join(WASM_TARGET).join("release/examples"));
    }
    Err(Failure::new("the modules to compare could not be built", "fix what cargo reports above"))
}

/// Each comparison is one test.
fn compare(name: &str, with: &Path, without: &Path, tally: &mut Tally) -> Result<()> {
    let [with, without] = [read(&with.join(name))?, read(&without.join(name))?];
    let [Some(with), Some(without)] = [wasm_module::code(&with), wasm_module::code(&without)] else {
        return Err(Failure::new(format!("{name} has no code"), "check that it exports its functions"));
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
