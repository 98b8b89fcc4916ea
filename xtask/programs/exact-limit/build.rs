//! Sets the bounds of the module's memory: three pages for statics and stack, and two more to grow by.

const PAGE: usize = 65_536;

fn main() {
    for flag in [
        format!("-zstack-size={PAGE}"),
        format!("--initial-memory={}", 3 * PAGE),
        format!("--max-memory={}", 5 * PAGE),
    ] {
        println!("cargo::rustc-link-arg-cdylib={flag}");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
