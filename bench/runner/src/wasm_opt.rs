//! The size of modules after wasm-opt of binaryen.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    bench::{folder, output},
    failure::{Failure, Result},
    jobs,
};

/// The wasm features that rustc may use. Stripped modules don't list them.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Bytes of each module after wasm-opt at its level, such as `-Oz`.
pub fn sizes(modules: &[(PathBuf, &str)]) -> Result<Vec<u64>> {
    jobs::all(modules, |(module, level)| size(module, level)).into_iter().collect()
}

/// Bytes of `module` after wasm-opt at `level`, such as `-Oz`.
fn size(module: &Path, level: &str) -> Result<u64> {
    let small = module.with_extension("small.wasm");
    let from = module.with_extension("from.wasm");
    // wasm-opt takes seconds at level 3, so its result is reused for an identical module.
    let same = small.is_file() && read(module)? == read(&from).unwrap_or_default();
    if !same {
        let mut command = Command::new("node");
        command.arg(program()?).arg(level).args(FEATURES).arg(module).arg("-o").arg(&small);
        output(&mut command)?;
        fs::copy(module, &from).map_err(|error| unreadable(module, &error))?;
    }
    Ok(fs::metadata(&small).map_err(|error| unreadable(&small, &error))?.len())
}

fn program() -> Result<PathBuf> {
    let program = folder().join("node_modules/binaryen/bin/wasm-opt");
    if program.is_file() {
        return Ok(program);
    }
    Err(Failure::new("wasm-opt is not installed", "run npm ci in bench, or start through cargo xtask bench"))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|error| unreadable(file, &error))
}

fn unreadable(file: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} can't be read: {error}", file.display()), "measure again")
}
