//! A program with `FreeListAllocator` as its allocator, in wasm; the JavaScript glue and the test harness use it too.

#![cfg(target_arch = "wasm32")]

#[path = "support/program.rs"]
mod program;

#[global_allocator]
static ALLOCATOR: lite_alloc::single_threaded::FreeListAllocator =
    lite_alloc::single_threaded::FreeListAllocator::new();

#[wasm_bindgen_test::wasm_bindgen_test]
fn a_program_runs() {
    (0..5).for_each(program::run);
}
