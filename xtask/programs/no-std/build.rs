//! On Linux, C's start-up code would call a `main` that isn't there.

fn main() {
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo::rustc-link-arg-bins=-nostartfiles");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
