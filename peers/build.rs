//! Linker options: the module has a small stack, since its memory begins with it, and exports nothing but its functions
//! and its memory.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_CFG_TARGET_FAMILY").is_some_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size={}", 32 << 10);
    }
}
