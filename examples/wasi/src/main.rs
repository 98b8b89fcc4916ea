//! A WASI program whose Rust code allocates from lite-alloc, while C code in the same module uses its own `malloc`.
//!
//! ```sh
//! rustup target add wasm32-wasip1
//! cargo run --release   # in Node.js; the runner is set in .cargo/config.toml
//! ```
//!
//! A WebAssembly module has one memory that grows by pages. lite-alloc and C's `malloc` each take pages as they need them,
//! and neither touches the pages of the other. So a program may contain a C library, compiled by a crate such as `cc`; this
//! example calls C functions directly. A block must be freed by the allocator that it came from: `free` is for `malloc`.

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

/// wasi-libc, which is linked into every Rust program for WASI.
mod c {
    unsafe extern "C" {
        pub safe fn malloc(size: usize) -> *mut u8;
        pub unsafe fn free(block: *mut u8);
        /// Takes whole pages at the end of the memory, without `malloc`.
        pub safe fn sbrk(bytes: isize) -> *mut u8;
    }
}

/// Bytes from C's `malloc` or `sbrk`.
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

    /// From `sbrk`, filled with `byte`. It cannot be freed.
    fn page(byte: u8) -> Self {
        const PAGE: usize = 65_536;
        let start = c::sbrk(PAGE as isize);
        assert_ne!(start.addr(), usize::MAX, "sbrk was refused");
        Self::filled(start, PAGE, byte, false)
    }

    fn filled(start: *mut u8, size: usize, byte: u8, freed: bool) -> Self {
        assert!(!start.is_null(), "malloc was refused");
        // SAFETY: C has just allocated these bytes.
        unsafe { start.write_bytes(byte, size) };
        Self { start, size, freed }
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: the bytes belong to this value, were initialised by `filled`, and are not written again.
        unsafe { slice::from_raw_parts(self.start, self.size) }
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        if self.freed {
            // SAFETY: the block is from `malloc`, and is freed once.
            unsafe { c::free(self.start) };
        }
    }
}

/// Whether all bytes are still `byte`.
fn intact(bytes: &[u8], byte: u8) -> bool {
    bytes.iter().all(|&found| found == byte)
}

/// A pseudo-random number, the same in each run.
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
            // Now and then C takes a page permanently, where the next page of our heap would have been.
            theirs.insert(round, Foreign::page(!byte));
        }
        // Blocks are freed in a different order than they were allocated: any earlier one that is still live.
        let old = usize::from(scatter(round)) * (round + 1) / 65_536;
        if let Some(block) = ours.remove(&old) {
            assert!(intact(&block, old as u8), "a block of Rust was corrupted");
        }
        if let Some(block) = theirs.remove(&(round - old)) {
            assert!(intact(block.bytes(), !((round - old) as u8)), "a block of C was corrupted");
        }
    }
    assert!(ours.iter().all(|(&round, block)| intact(block, round as u8)), "a block of Rust was corrupted");
    assert!(
        theirs.iter().all(|(&round, block)| intact(block.bytes(), !(round as u8))),
        "a block of C was corrupted"
    );
    println!("{} blocks of Rust and {} of C, all intact", ours.len(), theirs.len());
}
