//! Blocks of mixed sizes that are freed in random order.

use alloc::vec::Vec;
use core::ops::RangeInclusive;

use crate::{
    block::Block,
    random::{Checksum, Random},
};

/// The usual alignment in Rust programs.
const ALIGN: usize = 8;

const WIDE: RangeInclusive<usize> = 1..=10_000;

/// As in the benchmark of talc: each step allocates or frees at random. The number of live blocks varies widely.
pub fn random(operations: u32, seed: u32) -> u32 {
    wander(operations, seed, 2)
}

pub fn random_realloc(operations: u32, seed: u32) -> u32 {
    wander(operations, seed, 3)
}

fn wander(operations: u32, seed: u32, actions: usize) -> u32 {
    let mut work = Work::new(seed, 8192);
    let mut done = 0;
    while done < operations {
        match work.random.below(actions) {
            0 => work.allocate(WIDE),
            _ if work.live.is_empty() => continue,
            1 => work.free_any(),
            _ => {
                let any = work.random.below(work.live.len());
                let size = work.random.within(WIDE);
                work.live[any].realloc(size);
            }
        }
        done += 1;
    }
    work.finish()
}

pub fn small(operations: u32, seed: u32) -> u32 {
    hover(operations, seed, 1000, |_| 1..=128)
}

pub fn bimodal(operations: u32, seed: u32) -> u32 {
    hover(operations, seed, 2000, |random| if random.below(10) == 0 { 1024..=4096 } else { 16..=64 })
}

/// The fewer blocks are live, the more likely is an allocation: their number stays near `about`.
fn hover(
    operations: u32,
    seed: u32,
    about: usize,
    sizes: impl Fn(&mut Random) -> RangeInclusive<usize>,
) -> u32 {
    let mut work = Work::new(seed, 2 * about);
    for _ in 0..operations {
        if work.random.below(2 * about) >= work.live.len() {
            let sizes = sizes(&mut work.random);
            work.allocate(sizes);
        } else {
            work.free_any();
        }
    }
    work.finish()
}

struct Work {
    random: Random,
    live: Vec<Block>,
    checksum: Checksum,
}

impl Work {
    fn new(seed: u32, most: usize) -> Self {
        Self { random: Random::new(seed), live: Vec::with_capacity(most), checksum: Checksum::default() }
    }

    fn allocate(&mut self, sizes: RangeInclusive<usize>) {
        let size = self.random.within(sizes);
        let mark = self.random.next();
        self.live.push(Block::new(size, ALIGN, mark));
    }

    fn free_any(&mut self) {
        let any = self.random.below(self.live.len());
        self.checksum.add(self.live.swap_remove(any).free());
    }

    fn finish(mut self) -> u32 {
        for block in self.live {
            self.checksum.add(block.free());
        }
        self.checksum.finish()
    }
}
