//! The workloads that are measured, with the global allocator of the program.
//!
//! A workload is a function of a number of operations and a seed. It requests the same blocks in the same order with
//! every allocator, writes to each block, reads back what it wrote, and returns a checksum that depends on no address: the
//! checksums of two allocators must be equal. It allocates its own lists at the start.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod block;
mod lifetimes;
mod mixes;
mod random;
pub mod reuse;
mod rust;
mod zeroed;

/// A workload, and how many of its operations are measured.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    pub name: &'static str,
    /// What it does, in one line for tables.
    pub about: &'static str,
    /// Operations of a run whose time is measured.
    pub operations: u32,
    /// Operations of a run whose instructions are counted: fewer, because counting is 50 times slower.
    pub counted: u32,
    pub run: fn(operations: u32, seed: u32) -> u32,
}

impl Workload {
    /// Its index in [`ALL`].
    pub fn index(&self) -> u32 {
        ALL.iter().take_while(|one| one.name != self.name).count() as u32
    }
}

macro_rules! workloads {
    ($($name:literal, $operations:literal, $counted:literal, $run:path: $about:literal;)*) => {
        /// In the order of the tables.
        pub const ALL: &[Workload] = &[$(Workload {
            name: $name,
            about: $about,
            operations: $operations,
            counted: $counted,
            run: $run,
        }),*];
    };
}

workloads! {
    "random", 100_000, 4_000, mixes::random:
        "allocate, or free any block, of 1 to 10,000 bytes, at even odds";
    "random-realloc", 100_000, 4_000, mixes::random_realloc:
        "the same with reallocations, a third each";
    "small", 300_000, 20_000, mixes::small:
        "allocate, or free any block, of 1 to 128 bytes, with about 1,000 live";
    "stack", 600_000, 20_000, lifetimes::stack:
        "1,000 blocks of 8 to 512 bytes, freed last first";
    "queue", 300_000, 20_000, lifetimes::queue:
        "1,000 blocks of 8 to 512 bytes live, the oldest freed first";
    "push-pop", 2_000_000, 20_000, lifetimes::push_pop:
        "one block of 64 bytes, again and again";
    "tree", 600_000, 20_000, rust::tree:
        "binary trees of boxes, built and dropped beside one that stays";
    "collections", 100_000, 10_000, rust::collections:
        "a hash map, a B-tree map, strings, boxed slices in a deque, changing at random";
    "json", 400, 30, rust::json:
        "parse a request with serde_json, change it, print it";
    "grow", 2_000_000, 60_000, rust::grow::<1, 500>:
        "a vector that grows to up to 500 items, one at a time, and is dropped; again and again";
    "grow-in-turns", 2_000_000, 60_000, rust::grow::<8, 20_000>:
        "8 vectors that grow by turns, to up to 20,000 items in all";
    "bimodal", 1_000_000, 20_000, mixes::bimodal:
        "nine blocks of 16 to 64 bytes to one of 1 to 4 KiB, about 2,000 live, freed at random";
    "phases", 200_000, 20_000, lifetimes::phases:
        "fill, free half at random, fill with another size, and again";
    "zeroed-fresh", 100, 20, zeroed::fresh:
        "zeroed blocks of 64 to 512 KiB, kept";
    "zeroed-reused", 1_000, 20, zeroed::reused:
        "zeroed blocks of 64 to 512 KiB, written to and freed each time";
}

/// The workload of this name.
pub fn named(name: &str) -> Option<&'static Workload> {
    ALL.iter().find(|workload| workload.name == name)
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn the_same_seed_gives_the_same_checksum_and_another_seed_another() {
        for workload in ALL {
            let run = |operations, seed| (workload.run)(operations, seed);
            assert_eq!(run(workload.counted, 1), run(workload.counted, 1), "{}", workload.name);
            assert_ne!(run(workload.counted, 1), run(workload.counted, 2), "{}: the seed", workload.name);
            assert_ne!(
                run(workload.counted, 1),
                run(workload.counted / 2, 1),
                "{}: the number",
                workload.name
            );
        }
    }

    #[test]
    fn no_operations_are_possible() {
        for workload in ALL {
            (workload.run)(0, 1);
        }
    }
}
