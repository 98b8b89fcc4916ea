//! A WASI program whose Rust code allocates from lite-alloc, while C code in the same module allocates from its own
//! `malloc`.
//!
//! ```sh
//! rustup target add wasm32-wasip1
//! cargo run --release   # in Node.js; .cargo/config.toml names the runner
//! ```
//!
//! WebAssembly gives a module one memory that grows by pages. lite-alloc and C's `malloc` each take pages as they need
//! them, and neither touches those of the other. So a C library may come in through a crate such as `cc`; here C's
//! functions are called directly. A block goes back to where it came from: `free` is for what `malloc` gave.

use std::{collections::BTreeMap, slice};

#[cfg(feature = "boundary-tag")]
use lite_alloc::single_threaded::BoundaryTagAllocator as Allocator;
#[cfg(feature = "bump-free-list")]
use lite_alloc::single_threaded::BumpFreeListAllocator as Allocator;
#[cfg(feature = "free-list")]
use lite_alloc::single_threaded::FreeListAllocator as Allocator;
#[cfg(feature = "segregated-bump")]
use lite_alloc::single_threaded::SegregatedBumpAllocator as Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator::new();

/// wasi-libc, which every WASI program of Rust's is linked with.
mod c {
    unsafe extern "C" {
        pub safe fn malloc(size: usize) -> *mut u8;
        pub unsafe fn free(block: *mut u8);
        /// Takes whole pages off the end of the memory, past `malloc`.
        pub safe fn sbrk(bytes: isize) -> *mut u8;
    }
}

/// Bytes from C's heap or from its `sbrk`.
struct Foreign {
    start: *mut u8,
    size: usize,
    freed: bool,
}

impl Foreign {
    /// From `malloc`, filled with `byte`.
    fn block(size: usize, byte: u8) -> Self {
        Self::filled(c::malloc(size), size, byte, true)
    }

    /// From `sbrk`, filled with `byte`. There is no way to give it back.
    fn page(byte: u8) -> Self {
        const PAGE: usize = 65_536;
        let start = c::sbrk(PAGE as isize);
        assert_ne!(start.addr(), usize::MAX, "sbrk was refused");
        Self::filled(start, PAGE, byte, false)
    }

    fn filled(start: *mut u8, size: usize, byte: u8, freed: bool) -> Self {
        assert!(!start.is_null(), "malloc was refused");
        // SAFETY: C gave these bytes to us.
        unsafe { start.write_bytes(byte, size) };
        Self { start, size, freed }
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: they are ours, filled when they came, and nobody writes to them again.
        unsafe { slice::from_raw_parts(self.start, self.size) }
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        if self.freed {
            // SAFETY: it is a block of malloc's, and given back once.
            unsafe { c::free(self.start) };
        }
    }
}

/// Whether all bytes are what they were filled with.
fn intact(bytes: &[u8], byte: u8) -> bool {
    bytes.iter().all(|&found| found == byte)
}

/// A number that looks random, the same each time.
fn scatter(number: usize) -> u16 {
    ((number as u32).wrapping_mul(0x9e37_79b9) >> 16) as u16
}

fn main() {
    let mut ours: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    let mut theirs: BTreeMap<usize, Foreign> = BTreeMap::new();
    for round in 0..20_000 {
        let byte = round as u8;
        let size = round * 7_919 % 3_000 + 1;
        ours.insert(round, vec![byte; size]);
        theirs.insert(round, Foreign::block(size, !byte));
        if round % 1_000 == 0 {
            // Now and then somebody takes pages for good, right where the next ones were to come.
            theirs.insert(round, Foreign::page(!byte));
        }
        // Blocks are freed in another order than they came in: any of the earlier ones, if it is still there.
        let old = usize::from(scatter(round)) * (round + 1) / 65_536;
        if let Some(block) = ours.remove(&old) {
            assert!(intact(&block, old as u8), "a block of Rust's was damaged");
        }
        if let Some(block) = theirs.remove(&(round - old)) {
            assert!(intact(block.bytes(), !((round - old) as u8)), "a block of C's was damaged");
        }
    }
    assert!(ours.iter().all(|(&round, block)| intact(block, round as u8)), "a block of Rust's was damaged");
    assert!(
        theirs.iter().all(|(&round, block)| intact(block.bytes(), !(round as u8))),
        "a block of C's was damaged"
    );
    println!("{} blocks of Rust's and {} of C's, all intact", ours.len(), theirs.len());
}
