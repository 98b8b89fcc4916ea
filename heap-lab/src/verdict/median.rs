//! The median of millions of numbers, in little memory: [`Median`].

/// Numbers below 2^DIGITS are counted one by one, larger ones by their first DIGITS binary digits.
const DIGITS: u32 = 10;
/// How many of the larger numbers share their number of digits.
const HALF: u64 = 1 << (DIGITS - 1);

/// Numbers, counted: small ones exactly, larger ones to a 500th.
#[derive(Clone, Default)]
pub(super) struct Median {
    counts: Vec<u32>,
    all: u64,
}

impl Median {
    /// Counts a number.
    pub(super) fn add(&mut self, number: u64) {
        let shift = (u64::BITS - number.leading_zeros()).saturating_sub(DIGITS);
        let place = u64::from(shift) * HALF + (number >> shift);
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        if self.counts.len() <= place {
            self.counts.resize(place + 1, 0);
        }
        self.counts[place] += 1;
        self.all += 1;
    }

    /// A number that at least half of them do not exceed: the median, or up to a 500th more. `None` if there are none.
    pub(super) fn at_most(&self) -> Option<u64> {
        let half = self.all.div_ceil(2);
        let mut seen = 0;
        let place = self.counts.iter().position(|&count| {
            seen += u64::from(count);
            count > 0 && seen >= half
        })? as u64;
        let shift = (place / HALF).saturating_sub(1);
        let first = place - shift * HALF;
        Some((first << shift) + ((1 << shift) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: impl IntoIterator<Item = u64>) -> Option<u64> {
        let mut median = Median::default();
        numbers.into_iter().for_each(|number| median.add(number));
        median.at_most()
    }

    #[test]
    fn small_numbers_are_exact_and_large_ones_hardly_exceeded() {
        assert_eq!(of([]), None);
        assert_eq!(of([7, 0, 0]), Some(0));
        assert_eq!(of([1, 2, 3, 4]), Some(2));
        assert_eq!(of(0..=1023), Some(511));
        for number in [1023, 1024, 1025, 2047, 2048, 45_000, 65_537, 1 << 40, u64::MAX - 1, u64::MAX] {
            let found = of([number]).unwrap();
            assert!(found >= number && found - number <= number / 500, "{number}: {found}");
        }
    }
}
