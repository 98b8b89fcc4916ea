//! The memory comes from the tests, which choose its size and its limit.

fn main() {
    println!("cargo::rustc-cdylib-link-arg=--import-memory");
}
