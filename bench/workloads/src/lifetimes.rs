//! Blocks that are freed in a fixed order.

use alloc::{collections::VecDeque, vec::Vec};

use crate::{
    block::Block,
    random::{Checksum, Random},
};

const ALIGN: usize = 8;
const LIVE: usize = 1000;

pub fn stack(operations: u32, seed: u32) -> u32 {
    let mut random = Random::new(seed);
    let mut checksum = Checksum::default();
    let mut live = Vec::with_capacity(LIVE);
    let mut left = operations / 2;
    while left > 0 {
        let depth = LIVE.min(left as usize);
        for _ in 0..depth {
            live.push(Block::new(random.within(8..=512), ALIGN, random.next()));
        }
        while let Some(block) = live.pop() {
            checksum.add(block.free());
        }
        left -= depth as u32;
    }
    checksum.finish()
}

pub fn queue(operations: u32, seed: u32) -> u32 {
    let mut random = Random::new(seed);
    let mut checksum = Checksum::default();
    let mut live: VecDeque<Block> = VecDeque::with_capacity(LIVE);
    for _ in 0..operations / 2 {
        if live.len() == LIVE {
            checksum.add(live.pop_front().map_or(0, Block::free));
        }
        live.push_back(Block::new(random.within(8..=512), ALIGN, random.next()));
    }
    for block in live {
        checksum.add(block.free());
    }
    checksum.finish()
}

pub fn push_pop(operations: u32, seed: u32) -> u32 {
    let mut checksum = Checksum::default();
    for turn in 0..operations / 2 {
        checksum.add(Block::new(64, ALIGN, seed ^ turn).free());
    }
    checksum.finish()
}

/// No size fits into a free block of the size before it, unless blocks are merged or split.
const PHASES: [usize; 6] = [24, 40, 136, 72, 200, 56];
const FULL: usize = 4000;

pub fn phases(operations: u32, seed: u32) -> u32 {
    let mut random = Random::new(seed);
    let mut checksum = Checksum::default();
    let mut live: Vec<Block> = Vec::with_capacity(FULL);
    let mut left = operations;
    for size in PHASES.into_iter().cycle() {
        while left > 0 && live.len() < FULL {
            live.push(Block::new(size, ALIGN, random.next()));
            left -= 1;
        }
        while left > 0 && live.len() > FULL / 2 {
            let any = random.below(live.len());
            checksum.add(live.swap_remove(any).free());
            left -= 1;
        }
        if left == 0 {
            break;
        }
    }
    for block in live {
        checksum.add(block.free());
    }
    checksum.finish()
}
