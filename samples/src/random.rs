//! Numbers that look random and are the same each time, and words made of them.

pub struct Random(u64);

const SYLLABLES: [&str; 24] = [
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we",
    "xi", "yo", "zu", "tra", "ster", "ning", "al",
];

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Below `limit`, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub fn word(&mut self) -> String {
        (0..1 + self.below(3) + self.below(2)).map(|_| *self.pick(&SYLLABLES)).collect()
    }

    /// Words with spaces between them.
    pub fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    pub fn sentence(&mut self) -> String {
        let count = 4 + self.below(14);
        let mut text = self.words(count);
        text[..1].make_ascii_uppercase();
        text.push('.');
        text
    }
}
