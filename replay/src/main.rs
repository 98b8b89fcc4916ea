//! `cargo xtask replay`: reads the arguments, and prints what came of them.

fn main() {}
