//! Recorders beside the global allocator: what each request becomes, threads, and recordings that can't be written.

#![cfg(all(feature = "record", not(target_arch = "wasm32")))]

#[path = "support/recorded.rs"]
mod recorded;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    io, ptr,
    sync::{
        Barrier,
        atomic::{AtomicPtr, Ordering::SeqCst},
    },
    thread,
};

use lite_alloc::record::Recorder;
use recorded::Recorded;

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// The lines between the first and the last one.
fn body(recorder: &Recorder<impl GlobalAlloc>) -> String {
    let text = String::from_utf8(recorder.stop()).unwrap();
    let body = text.strip_prefix("# lite-alloc trace 1\n").unwrap();
    let (body, end) = body.split_once("# end, operations: ").unwrap();
    assert_eq!(end.trim(), recorder.operations().to_string());
    body.to_owned()
}

#[test]
fn each_request_is_a_line() {
    let recorder = Recorder::new(System);
    recorder.start().unwrap();
    // SAFETY: no size is 0, and each block is live when it is used, with its layout.
    unsafe {
        let a = recorder.alloc(layout(100, 8));
        let b = recorder.alloc_zeroed(layout(24, 1));
        let c = recorder.alloc(layout(4096, 4096));
        let a = recorder.realloc(a, layout(100, 8), 100_000);
        recorder.dealloc(b, layout(24, 1));
        let d = recorder.alloc(layout(24, 16));
        recorder.dealloc(a, layout(100_000, 8));
        recorder.dealloc(c, layout(4096, 4096));
        recorder.dealloc(d, layout(24, 16));
    }
    assert_eq!(
        body(&recorder),
        "a 0 100\nz 1 24 1\na 2 4096 4096\nr 0 100000\nf 1\na 3 24 16\nf 0\nf 2\nf 3\n"
    );
}

#[test]
fn blocks_from_before_are_left_out_and_counted() {
    let recorder = Recorder::new(System);
    // SAFETY: no size is 0, and each block is live when it is used, with its layout.
    unsafe {
        let [a, b, c] = [8, 16, 24].map(|size| recorder.alloc(layout(size, 8)));
        recorder.start().unwrap();
        recorder.dealloc(a, layout(8, 8));
        recorder.dealloc(b, layout(16, 8));
        // From here on the block is known.
        let c = recorder.realloc(c, layout(24, 8), 48);
        recorder.dealloc(c, layout(48, 8));
    }
    assert_eq!(body(&recorder), "a 0 48\nf 0\n# frees of blocks from before the recording, left out: 2\n");
}

#[test]
fn a_block_that_outlives_a_recording_is_unknown_to_the_next() {
    let recorder = Recorder::new(System);
    // SAFETY: the block is live until it is freed.
    unsafe {
        recorder.start().unwrap();
        let block = recorder.alloc(layout(8, 8));
        assert_eq!(body(&recorder), "a 0 8\n");
        recorder.start().unwrap();
        recorder.dealloc(block, layout(8, 8));
        assert_eq!(body(&recorder), "# frees of blocks from before the recording, left out: 1\n");
    }
}

/// Refuses everything above 1000 bytes.
struct Small;

// SAFETY: the system's allocator fulfils the contract, and null is allowed.
unsafe impl GlobalAlloc for Small {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: same contract as the caller's.
        if layout.size() > 1000 { ptr::null_mut() } else { unsafe { System.alloc(layout) } }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: same contract as the caller's.
        unsafe { System.dealloc(block, layout) }
    }
}

#[test]
fn a_refused_request_is_a_comment() {
    let recorder = Recorder::new(Small);
    recorder.start().unwrap();
    // SAFETY: no size is 0, and the block stays live when its reallocation is refused.
    unsafe {
        assert!(recorder.alloc(layout(2000, 16)).is_null());
        assert!(recorder.alloc_zeroed(layout(2000, 8)).is_null());
        let block = recorder.alloc(layout(500, 8));
        assert!(recorder.realloc(block, layout(500, 8), 3000).is_null());
        recorder.dealloc(block, layout(500, 8));
    }
    assert_eq!(
        body(&recorder),
        "# refused: a 2000 16\n# refused: z 2000 8\na 0 500\n# refused: r 3000 8\nf 0\n"
    );
}

#[test]
fn a_block_freed_past_the_recorder_is_freed_when_its_address_comes_again() {
    /// Always the same block.
    struct One(AtomicPtr<u8>);
    // SAFETY: the test uses the block once at a time.
    unsafe impl GlobalAlloc for One {
        unsafe fn alloc(&self, _: Layout) -> *mut u8 {
            self.0.load(SeqCst)
        }

        unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
    }
    let mut block = [0_u64; 8];
    let recorder = Recorder::new(One(AtomicPtr::new(block.as_mut_ptr().cast())));
    recorder.start().unwrap();
    // SAFETY: the block is not used.
    unsafe {
        let block = recorder.alloc(layout(8, 8));
        recorder.inner().dealloc(block, layout(8, 8));
        let block = recorder.alloc(layout(16, 8));
        recorder.dealloc(block, layout(16, 8));
    }
    assert_eq!(body(&recorder), "a 0 8\nf 0\na 1 16\nf 1\n");
}

#[test]
fn labels_are_one_line_and_only_while_it_records() {
    let recorder = Recorder::new(System);
    recorder.label("too early");
    recorder.start().unwrap();
    recorder.label("two\nlines, 两行");
    assert_eq!(body(&recorder), "= two lines, 两行\n");
    recorder.label("too late");
    assert_eq!(recorder.stop(), []);
}

#[test]
fn a_guard_ends_the_recording_and_a_second_start_is_refused() {
    static RECORDER: Recorder<System> = Recorder::new(System);
    assert_eq!(RECORDER.stop(), [], "nothing was recorded");
    RECORDER.start().unwrap();
    {
        let _guard = RECORDER.guard();
        let file = std::env::temp_dir().join(format!("lite-alloc-busy-{}", std::process::id()));
        for refused in [RECORDER.start(), RECORDER.start_file(&file)] {
            assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::ResourceBusy);
        }
        assert!(!file.exists(), "a refused recording creates no file");
        assert!(RECORDER.is_recording());
    }
    assert!(!RECORDER.is_recording());
    assert!(RECORDER.error().is_none());
    assert_eq!(body(&RECORDER), "");
}

#[test]
fn a_file_that_cannot_be_created_is_an_error_and_nothing_is_recorded() {
    static RECORDER: Recorder<System> = Recorder::new(System);
    let folder = std::env::temp_dir().join(format!("lite-alloc-no-such-folder-{}", std::process::id()));
    let error = RECORDER.start_file(folder.join("a.trace")).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
    assert!(!RECORDER.is_recording());
}

/// A device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn a_write_error_ends_the_recording_and_not_the_program() {
    static RECORDER: Recorder<System> = Recorder::new(System);
    RECORDER.start_file("/dev/full").unwrap();
    // Most of the 64 KiB, so that few requests follow.
    RECORDER.label(&"x".repeat(60 << 10));
    assert!(RECORDER.is_recording());
    let mut count = 0_u32;
    while RECORDER.is_recording() {
        // SAFETY: the size is not 0, and the block is live.
        unsafe {
            let block = RECORDER.alloc(layout(64, 8));
            assert!(!block.is_null());
            RECORDER.dealloc(block, layout(64, 8));
        }
        count += 1;
        assert!(count < 1000, "it notices after 64 KiB");
    }
    assert_eq!(RECORDER.error().unwrap().kind(), io::ErrorKind::StorageFull);
    // A short recording is only written at its end.
    RECORDER.start_file("/dev/full").unwrap();
    assert!(RECORDER.error().is_none(), "of this recording there is no error yet");
    assert_eq!(RECORDER.stop(), []);
    assert_eq!(RECORDER.error().unwrap().kind(), io::ErrorKind::StorageFull);
}

/// Hands out one of a few blocks, the one that was freed last first: what one thread frees, another gets at once. It
/// reallocates by freeing first, as an allocator with a lock of its own may do.
struct Hasty {
    blocks: std::sync::Mutex<Vec<Place>>,
}

struct Place(*mut u8);

// SAFETY: each place belongs to one thread at a time.
unsafe impl Send for Place {}

const PLACE: usize = 64;

// SAFETY: requests are at most `PLACE` bytes.
unsafe impl GlobalAlloc for Hasty {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        self.blocks.lock().unwrap().pop().map_or(ptr::null_mut(), |place| place.0)
    }

    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        self.blocks.lock().unwrap().push(Place(block));
        thread::yield_now();
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, _: usize) -> *mut u8 {
        // The oldest place is taken first, so that it is another one.
        let mut blocks = self.blocks.lock().unwrap();
        if blocks.is_empty() {
            return ptr::null_mut();
        }
        let new = blocks.remove(0);
        drop(blocks);
        // SAFETY: same contract as the caller's.
        unsafe { self.dealloc(block, layout) };
        new.0
    }
}

/// Block n of a thread has 2 n + 2 bytes, and then 1 more: if an address was recorded for the wrong block, sizes don't match,
/// blocks stay live, or unknown ones are freed.
#[test]
fn threads_that_pass_on_addresses_do_not_mix_their_blocks() {
    const THREADS: usize = 4;
    let rounds = if cfg!(miri) { 20 } else { 3000 };
    let mut memory = vec![0_u128; 2 * THREADS * PLACE / 16];
    let start = memory.as_mut_ptr().cast::<u8>();
    // SAFETY: the offsets lie within the memory.
    let places = (0..2 * THREADS).map(|index| Place(unsafe { start.add(index * PLACE) })).collect();
    let recorder = Recorder::new(Hasty { blocks: std::sync::Mutex::new(places) });
    recorder.start().unwrap();
    let go = Barrier::new(THREADS);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                go.wait();
                for round in 0..rounds {
                    let size = 2 * (round % 20) + 2;
                    // SAFETY: no size is 0, and the block is live until it is freed.
                    unsafe {
                        let block = recorder.alloc(layout(size, 8));
                        let new = recorder.realloc(block, layout(size, 8), size + 1);
                        recorder.dealloc(new, layout(size + 1, 8));
                    }
                }
            });
        }
    });
    let recorded = Recorded::read(&recorder.stop());
    assert!(recorded.is_complete());
    assert_eq!(
        recorded.comments.len(),
        1,
        "no request is refused, no block is unknown: {:?}",
        recorded.comments
    );
    assert_eq!(recorded.live, 0);
    let each = (THREADS * rounds) as u64;
    assert_eq!(recorded.counts, [('a', each), ('f', each), ('r', each)].into());
    for sizes in recorded.sizes {
        assert!(matches!(sizes[..], [old, new] if new == old + 1), "{sizes:?}");
    }
}

/// Starting and stopping beside threads that allocate: each recording is consistent in itself.
#[test]
fn recordings_start_and_stop_while_threads_allocate() {
    let rounds = if cfg!(miri) { 3 } else { 200 };
    let recorder = Recorder::new(System);
    let done = std::sync::atomic::AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !done.load(SeqCst) {
                    // SAFETY: no size is 0, and the block is live until it is freed.
                    unsafe {
                        let block = recorder.alloc(layout(32, 8));
                        let block = recorder.realloc(block, layout(32, 8), 64);
                        recorder.dealloc(block, layout(64, 8));
                    }
                }
            });
        }
        for _ in 0..rounds {
            recorder.start().unwrap();
            thread::yield_now();
            let recorded = Recorded::read(&recorder.stop());
            assert!(recorded.is_complete());
            assert!(recorded.live <= 3, "at most one block of each thread: {}", recorded.live);
        }
        done.store(true, SeqCst);
    });
}
