//! Counts by powers of two: [`Histogram`].

use std::ops::RangeInclusive;

/// How many numbers are in each class. Class 0 has 0 and 1, class `k` what is above 2^(k-1) and at most 2^k: so sizes that
/// are rounded up to the same power of two share a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// As many as are needed: the last is not 0.
    counts: Vec<u32>,
}

impl Histogram {
    /// Counts a number.
    pub fn add(&mut self, number: u64) {
        let class = Self::class(number);
        if self.counts.len() <= class {
            self.counts.resize(class + 1, 0);
        }
        self.counts[class] += 1;
    }

    /// The class of a number.
    pub fn class(number: u64) -> usize {
        u64::BITS as usize - (number.max(1) - 1).leading_zeros() as usize
    }

    /// The numbers of a class.
    pub fn range(class: usize) -> RangeInclusive<u64> {
        let most = 1_u64.checked_shl(class as u32).unwrap_or(u64::MAX);
        match class {
            0 => 0..=1,
            class => (1_u64.checked_shl(class as u32 - 1).unwrap_or(u64::MAX).saturating_add(1))..=most,
        }
    }

    /// The counts, from class 0 on.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// All numbers counted.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|&count| u64::from(count)).sum()
    }

    /// The first and last class that have any.
    pub fn span(&self) -> Option<RangeInclusive<usize>> {
        let first = self.counts.iter().position(|&count| count > 0)?;
        Some(first..=self.counts.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_what_is_rounded_up_to_the_same_power_of_two() {
        let classes = [0, 1, 2, 3, 4, 5, 64, 65, 1 << 63, (1 << 63) + 1, u64::MAX].map(Histogram::class);
        assert_eq!(classes, [0, 0, 1, 2, 2, 3, 6, 7, 63, 64, 64]);
        for number in [0, 1, 2, 3, 17, 128, 129, 1 << 40, u64::MAX] {
            assert!(Histogram::range(Histogram::class(number)).contains(&number), "{number}");
        }
    }

    #[test]
    fn the_span_is_from_the_least_to_the_most() {
        let mut histogram = Histogram::default();
        assert_eq!(histogram.span(), None);
        [8, 8, 16, 16, 16, 4096].into_iter().for_each(|number| histogram.add(number));
        assert_eq!(histogram.span(), Some(3..=12));
        assert_eq!(histogram.total(), 6);
    }
}
