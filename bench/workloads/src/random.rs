//! Random numbers that are the same on every target (splitmix64), and a checksum.

pub struct Random(u64);

impl Random {
    pub fn new(seed: u32) -> Self {
        Self(u64::from(seed))
    }

    pub fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 32) as u32
    }

    /// At least 0 and less than `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u64::from(self.next()) * limit as u64) >> 32) as usize
    }

    pub fn within(&mut self, range: core::ops::RangeInclusive<usize>) -> usize {
        range.start() + self.below(range.end() - range.start() + 1)
    }
}

/// A checksum that depends on the order of the values.
#[derive(Default)]
pub struct Checksum(u32);

impl Checksum {
    pub fn add(&mut self, value: u32) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b1);
    }

    pub fn finish(self) -> u32 {
        self.0
    }
}
