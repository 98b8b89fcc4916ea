//! Compiles the Zig source with the compiler that `ZIG` names: for size if the level of Rust is z or s, otherwise for
//! speed.

use std::{env, path::PathBuf, process::Command};

const SOURCE: &str = "src/wasm_allocator.zig";

/// The wasm features that rustc may use.
const FEATURES: &str =
    "mvp+bulk_memory+multivalue+mutable_globals+nontrapping_fptoint+reference_types+sign_ext";

fn main() {
    println!("cargo::rerun-if-changed={SOURCE}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=ZIG");
    if env::var_os("CARGO_CFG_TARGET_FAMILY").is_none_or(|family| family != "wasm") {
        return;
    }
    if let Err(problem) = library() {
        println!("cargo::error={problem}");
    }
}

fn library() -> Result<(), String> {
    let variable = |name| env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("{name} is not set"));
    let (zig, out) = (variable("ZIG")?, variable("OUT_DIR")?);
    let is_small = env::var("OPT_LEVEL").is_ok_and(|level| ["s", "z"].contains(&level.as_str()));
    let mode = if is_small { "ReleaseSmall" } else { "ReleaseFast" };
    let mut command = Command::new(&zig);
    command.args(["build-lib", "-static", "-target", "wasm32-freestanding", "-mcpu", FEATURES]);
    command.args(["-O", mode, "-fsingle-threaded", "-fstrip", SOURCE]);
    command.arg(format!("-femit-bin={}", out.join("libwasm_allocator.a").display()));
    command.arg("--cache-dir").arg(out.join("cache")).arg("--global-cache-dir").arg(out.join("cache"));
    let status = command.status().map_err(|error| format!("{} can't be run: {error}", zig.display()))?;
    if !status.success() {
        return Err(format!("{} doesn't compile {SOURCE}", zig.display()));
    }
    println!("cargo::rustc-link-search=native={}", out.display());
    println!("cargo::rustc-link-lib=static=wasm_allocator");
    Ok(())
}
