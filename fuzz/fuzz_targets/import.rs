//! Fuzzes the import of traces: any file, by its contents and as each format, compressed or not, at once and in chunks. It begins
//! with the samples of `heap-lab/tests/import/`.
#![no_main]

#[path = "../../heap-lab/tests/import/check.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|file: &[u8]| check::check(file, 1 + file.len() % 61));
