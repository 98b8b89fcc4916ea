//! A WebAssembly module that runs in several threads (workers in JavaScript) with a shared memory and heap. Each thread
//! allocates blocks, sends them to the others, and checks and frees those that it receives.
//!
//! ```sh
//! rustup toolchain install nightly --component rust-src
//! cargo +nightly build --release   # .cargo/config.toml has the flags and explains them
//! node run.mjs                     # starts the threads
//! ```
//!
//! For your own project, take `.cargo/config.toml` and the two parts of `run.mjs`: what the main thread does, and what
//! each worker does before it calls into the module. On a web page, workers are created differently, and the server must
//! send the headers for cross-origin isolation. The main thread of a page must not block on a lock, so do most of the
//! allocating in workers.

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

/// "Single-threaded" describes the algorithms. As a global allocator, each is protected by a lock.
#[global_allocator]
static ALLOCATOR: Allocator = Allocator::new();

/// The same as in `run.mjs`.
const THREADS: usize = 4;

/// How often the threads wait for each other, and how many blocks each sends in between.
const ROUNDS: usize = 500;
const BLOCKS: usize = 100;

/// A block that one thread allocates and another one frees.
struct Parcel {
    seal: u32,
    words: Vec<u32>,
}

impl Parcel {
    /// Parcel number `number` of thread `from`. Most are small, a few are large: only a few, because
    /// `SegregatedBumpAllocator` doesn't reuse their memory.
    fn pack(from: usize, number: usize) -> Self {
        let length = if number.is_multiple_of(5_000) { 5_000 } else { number * 31 % 23 + 1 };
        let seal = (from * ROUNDS * BLOCKS + number) as u32;
        // Grow it word by word, so that it is reallocated while the other threads allocate.
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

/// The parcels that were sent to each thread and not yet received.
static MAIL: [Mutex<Vec<Parcel>>; THREADS] = [const { Mutex::new(Vec::new()) }; THREADS];

/// Makes all threads work in each round, even with fewer processors than threads.
static BARRIER: Barrier = Barrier::new(THREADS);

/// Allocates the stack or the thread-local values of a new thread. The main thread calls it before it starts one.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(size: usize, align: usize) -> *mut u8 {
    let layout = Layout::from_size_align(size, align).expect("a valid size and alignment");
    assert_ne!(size, 0);
    // SAFETY: the size is not 0.
    unsafe { alloc(layout) }
}

/// The number of blocks that all threads send in total.
#[unsafe(no_mangle)]
pub extern "C" fn blocks() -> usize {
    THREADS * ROUNDS * BLOCKS
}

/// The work of thread `me`. Returns how many blocks it received intact.
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
    assert!(parcels.iter().all(Parcel::is_intact), "a block was corrupted");
    parcels.len()
}
