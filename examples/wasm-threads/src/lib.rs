//! A WebAssembly module that runs in several threads (workers, in JavaScript) on one memory and one heap. Each thread
//! allocates blocks, sends them to the others, and checks and frees those that it receives.
//!
//! ```sh
//! rustup toolchain install nightly --component rust-src
//! cargo +nightly build --release   # .cargo/config.toml has the flags, and why
//! node run.mjs                     # starts the threads
//! ```
//!
//! For your own project, take `.cargo/config.toml` and the two parts of `run.mjs`: what the main thread does, and what
//! each worker does before it calls into the module. On a web page a worker is another kind of object, and the server
//! has to send the headers for cross-origin isolation. Main must not wait for a lock there, so let workers do what
//! allocates much.

use std::{
    alloc::{Layout, alloc},
    sync::{Barrier, Mutex},
};

#[cfg(feature = "boundary-tag")]
use lite_alloc::single_threaded::BoundaryTagAllocator as Allocator;
#[cfg(feature = "bump-free-list")]
use lite_alloc::single_threaded::BumpFreeListAllocator as Allocator;
#[cfg(feature = "free-list")]
use lite_alloc::single_threaded::FreeListAllocator as Allocator;
#[cfg(feature = "segregated-bump")]
use lite_alloc::single_threaded::SegregatedBumpAllocator as Allocator;

/// "Single-threaded" is how they work inside. As a global allocator each lets one thread in at a time.
#[global_allocator]
static ALLOCATOR: Allocator = Allocator::new();

/// As in `run.mjs`.
const THREADS: usize = 4;

/// How often the threads wait for each other, and how many blocks each of them sends in between.
const ROUNDS: usize = 1_500;
const BLOCKS: usize = 100;

/// A block that one thread makes and another one frees.
struct Parcel {
    seal: u32,
    words: Vec<u32>,
}

impl Parcel {
    /// From thread `from`, its number `number`: mostly small, now and then large. The large ones are few, because
    /// `SegregatedBumpAllocator` doesn't use their memory again.
    fn pack(from: usize, number: usize) -> Self {
        let length = if number.is_multiple_of(5_000) { 5_000 } else { number * 31 % 23 + 1 };
        let seal = (from * ROUNDS * BLOCKS + number) as u32;
        // Grown word by word, so that it is reallocated while the other threads allocate.
        let words = (0..length as u32).fold(Vec::new(), |mut words, word| {
            words.push(seal ^ word);
            words
        });
        Self { seal, words }
    }

    fn is_intact(&self) -> bool {
        (0..).zip(&self.words).all(|(word, &found)| found == self.seal ^ word)
    }
}

/// What was sent to each thread and not yet received.
static MAIL: [Mutex<Vec<Parcel>>; THREADS] = [const { Mutex::new(Vec::new()) }; THREADS];

/// In each round all threads are at work together, also where there are fewer processors than threads.
static BARRIER: Barrier = Barrier::new(THREADS);

/// Bytes for the stack and the thread-local values of a new thread: main asks for them before it starts one.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(size: usize, align: usize) -> *mut u8 {
    let layout = Layout::from_size_align(size, align).expect("a power of two, and no more than there is");
    assert_ne!(size, 0);
    // SAFETY: the size is not 0.
    unsafe { alloc(layout) }
}

/// How many blocks all threads together send.
#[unsafe(no_mangle)]
pub extern "C" fn blocks() -> usize {
    THREADS * ROUNDS * BLOCKS
}

/// How many blocks one thread has received intact: the work of thread `me`.
#[unsafe(no_mangle)]
pub extern "C" fn work(me: usize) -> usize {
    let mut received = 0;
    for round in 0..ROUNDS {
        BARRIER.wait();
        for number in round * BLOCKS..(round + 1) * BLOCKS {
            let parcel = Parcel::pack(me, number);
            let to = (me + 1 + number % (THREADS - 1)) % THREADS;
            MAIL[to].lock().unwrap().push(parcel);
            received += open_mail(me);
        }
    }
    BARRIER.wait();
    received + open_mail(me)
}

/// Checks and frees what was sent to `me`.
fn open_mail(me: usize) -> usize {
    let parcels = std::mem::take(&mut *MAIL[me].lock().unwrap());
    assert!(parcels.iter().all(Parcel::is_intact), "a block was damaged");
    parcels.len()
}
