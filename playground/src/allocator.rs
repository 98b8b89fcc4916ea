//! The allocator of the page, one of those that it explains, in a recorder: the page can show its own heap, and record itself.

use heap_lab::own::Heap;
use lite_alloc::{inspect::Summary, record::Recorder, single_threaded::BoundaryTagAllocator};

#[cfg_attr(target_arch = "wasm32", global_allocator)]
static ALLOCATOR: Recorder<BoundaryTagAllocator> = Recorder::new(BoundaryTagAllocator::new());

/// The heap as it is now.
pub fn heap() -> Heap {
    let Summary { free_blocks, free, largest, bump, reserved } = ALLOCATOR.inner().summary();
    let size = bump.end - reserved.start;
    let untouched = bump.len();
    Heap {
        size: size as u64,
        used: (size - free - untouched) as u64,
        largest: largest.max(untouched) as u64,
        free_blocks: free_blocks as u64,
    }
}

/// Begins to record. False if there is no memory for that.
pub fn start_recording() -> bool {
    ALLOCATOR.start().is_ok()
}

/// Ends the recording, and returns it as a file.
pub fn stop_recording() -> Vec<u8> {
    ALLOCATOR.stop()
}

/// The operations that are recorded so far.
pub fn recorded() -> u64 {
    ALLOCATOR.operations()
}
