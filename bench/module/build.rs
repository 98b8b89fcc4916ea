//! What the linker is told: a memory that ends at 1 GiB, so that a leak shows as out-of-memory instead of taking the
//! machine's memory; and where the heap starts.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_CFG_TARGET_FAMILY").is_some_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-cdylib=--max-memory={}", 1_u32 << 30);
        println!("cargo::rustc-link-arg-cdylib=--export=__heap_base");
    }
}
