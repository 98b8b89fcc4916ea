//! Fuzzes the import of traces: any file, by its contents and as one of some format, compressed or not, at once and in chunks. It
//! begins with the samples of `heap-lab/tests/import/`.
#![no_main]

#[path = "../../heap-lab/tests/import/check.rs"]
mod check;

use heap_lab::import::Format;

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    // The fuzzer changes the length as it likes, so it comes to each format and to each size of chunks.
    let len = file.len();
    check::check(file, 1 + len % 61, Format::ALL[len % Format::ALL.len()]);
});
