//! Linker options: the memory map of the machine that QEMU emulates.

use std::{env, path::PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=link.x");
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|system| system == "none") {
        let script = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default().join("link.x");
        println!("cargo::rustc-link-arg-bins=-T{}", script.display());
    }
}
