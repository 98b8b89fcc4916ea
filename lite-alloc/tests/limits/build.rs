//! The memory comes from the tests, which choose its limit. At first it has 16 MiB, most of them free.

fn main() {
    println!("cargo::rustc-cdylib-link-arg=--import-memory");
    println!("cargo::rustc-cdylib-link-arg=--initial-memory=16777216");
}
