//! Linker options: a memory limit of 1 GiB, so that a leak is reported as out of memory instead of using up the memory of
//! the machine; and an export of the start of the heap.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_CFG_TARGET_FAMILY").is_some_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-cdylib=--max-memory={}", 1_u32 << 30);
        println!("cargo::rustc-link-arg-cdylib=--export=__heap_base");
    }
}
