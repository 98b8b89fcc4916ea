//! The tests provide the memory and choose its limit. It starts with 16 MiB, most of which are free.

fn main() {
    println!("cargo::rustc-cdylib-link-arg=--import-memory");
    println!("cargo::rustc-cdylib-link-arg=--initial-memory=16777216");
}
