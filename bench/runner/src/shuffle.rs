//! Random orders that are the same in every run.

pub struct Shuffle(u64);

impl Default for Shuffle {
    fn default() -> Self {
        Self(0x2545_f491_4f6c_dd1d)
    }
}

impl Shuffle {
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            items.swap(last, (self.0 % (last as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shuffle;

    #[test]
    fn nothing_is_lost_and_orders_differ() {
        let mut shuffle = Shuffle::default();
        let [mut first, mut second] = [(0..20).collect::<Vec<_>>(), (0..20).collect()];
        shuffle.shuffle(&mut first);
        shuffle.shuffle(&mut second);
        assert_ne!(first, second);
        first.sort_unstable();
        assert_eq!(first, (0..20).collect::<Vec<_>>());
    }
}
