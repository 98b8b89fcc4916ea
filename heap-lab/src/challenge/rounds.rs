//! The round game: each round allocates a set of blocks and frees every second one, until the memory is full.

use std::fmt::Write;

use crate::{
    lab::LaneKind,
    trace::{Op, Trace},
};

/// A game: its data, and what the reader predicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Game {
    /// The seed of its data.
    pub seed: u32,
    /// The predictions; `None` until they are made.
    pub guesses: Option<Vec<Guess>>,
}

/// A prediction for a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The lane.
    pub lane: LaneKind,
    /// The round in which it will refuse a request, from 1.
    pub round: u32,
}

/// The rounds of a game: more than any lane survives. A test tries.
pub const ROUNDS: u32 = 30;

impl Game {
    /// A new game with the data of a seed.
    pub fn new(seed: u32) -> Self {
        Self { seed, guesses: None }
    }

    /// The sizes of the blocks of a round: four or six, from 40 to 128 bytes.
    pub fn sizes(&self) -> Vec<u32> {
        let mut state = u64::from(self.seed).wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut random = |low: u32, high: u32| {
            // The step of SplitMix64: neighbouring seeds give different data.
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            low + ((mixed ^ (mixed >> 31)) % u64::from(high - low + 1)) as u32
        };
        let count = 2 * random(2, 3);
        (0..count).map(|_| random(5, 16) * 8).collect()
    }

    /// Its script: the first round, and the others once the predictions are made. `comment` is its first line, `round` the
    /// word before the number of a round.
    pub fn script(&self, comment: &str, round: &str) -> String {
        let last = if self.guesses.is_some() { ROUNDS } else { 1 };
        let sizes: Vec<_> = self.sizes().iter().map(u32::to_string).collect();
        let mut script = String::new();
        // Writing to a string can't fail.
        let _ = write!(
            script,
            "// {comment}\nlet sizes = [{}];\n\nfor round in 1..={last} {{\n    label(\"{round} \" + round);\n    \
             let set = [];\n    for size in sizes {{ set.push(alloc(size)); }}\n    \
             for i in range(0, sizes.len(), 2) {{ free(set[i]); }}\n}}\n",
            sizes.join(", ")
        );
        script
    }
}

/// The round that operation `op` belongs to, from 1: each begins with a label.
pub fn round(trace: &Trace, op: usize) -> u32 {
    trace.ops[..op].iter().filter(|op| matches!(op, Op::Label { .. })).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_data() {
        assert_eq!(Game::new(7).sizes(), Game::new(7).sizes());
        let all: Vec<_> = (0..50).map(|seed| Game::new(seed).sizes()).collect();
        assert!(all.iter().flatten().all(|size| (40..=128).contains(size) && size % 8 == 0));
        assert!(all.iter().all(|sizes| matches!(sizes.len(), 4 | 6)));
        let different = all.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(different, 49, "each seed has its own data");
    }
}
