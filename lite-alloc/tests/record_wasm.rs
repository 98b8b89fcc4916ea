//! A program in wasm whose global allocator is a recorder: the glue and the test harness use it too. There are no files, so the
//! recording is handed out.

#![cfg(target_arch = "wasm32")]

#[path = "support/recorded.rs"]
mod recorded;

use std::{hint::black_box, io::ErrorKind};

use lite_alloc::{record::Recorder, single_threaded::BoundaryTagAllocator};
use recorded::Recorded;
use wasm_bindgen_test::wasm_bindgen_test;

#[global_allocator]
static ALLOCATOR: Recorder<BoundaryTagAllocator> = Recorder::new(BoundaryTagAllocator::new());

#[wasm_bindgen_test]
fn a_recording_is_handed_out() {
    let old = vec![1_u8; 10];
    ALLOCATOR.start().unwrap();
    let mut bytes = black_box(Vec::<u8>::with_capacity(100));
    bytes.reserve_exact(200);
    ALLOCATOR.label("freed");
    drop((bytes, old));
    let text = ALLOCATOR.stop();
    assert!(!ALLOCATOR.is_recording());
    let lines = "# lite-alloc trace 1\na 0 100 1\nr 0 200\n= freed\nf 0\n\
                 # frees of blocks from before the recording, left out: 1\n# end, operations: 3\n";
    assert_eq!(String::from_utf8(text).unwrap(), lines);
}

/// The table and the text grow while it records, on the heap that is recorded.
#[wasm_bindgen_test]
fn a_long_recording_does_not_record_itself() {
    ALLOCATOR.start().unwrap();
    let blocks: Vec<Box<usize>> = (0..50_000).map(Box::new).collect();
    drop(black_box(blocks));
    let recorded = Recorded::read(&ALLOCATOR.stop());
    assert!(recorded.is_complete());
    assert_eq!(recorded.counts, [('a', 50_001), ('f', 50_001)].into());
    assert!(ALLOCATOR.error().is_none());
}

#[wasm_bindgen_test]
fn there_are_no_files() {
    assert_eq!(ALLOCATOR.start_file("a.trace").unwrap_err().kind(), ErrorKind::Unsupported);
    assert!(!ALLOCATOR.is_recording());
}
