//! Numbers of which each is near the one before, kept as the differences between them: one byte for most.

use std::slice;

/// The numbers, in order.
pub(super) struct Differences {
    /// Each difference, [folded](fold), in groups of 7 bits, the lowest first; a byte with the highest bit is not the last of its
    /// difference.
    bytes: Box<[u8]>,
    len: usize,
}

/// Set in every byte of a difference except the last.
const MORE: u8 = 1 << 7;

/// A difference as a number that is small if the difference is, whatever its sign, which is the lowest bit.
pub(super) fn fold(difference: u32) -> u32 {
    let difference = difference.cast_signed();
    (difference << 1 ^ difference >> 31).cast_unsigned()
}

/// The difference that was [folded](fold).
#[inline(always)]
pub(super) fn unfold(folded: u32) -> u32 {
    folded >> 1 ^ (folded & 1).wrapping_neg()
}

impl FromIterator<u32> for Differences {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let numbers = numbers.into_iter();
        let least = numbers.size_hint().0;
        let mut bytes = Vec::with_capacity(least + least / 4);
        let (mut last, mut len) = (0, 0);
        for number in numbers {
            let mut rest = fold(number.wrapping_sub(last));
            while rest >= u32::from(MORE) {
                bytes.push(rest as u8 | MORE);
                rest >>= 7;
            }
            bytes.push(rest as u8);
            last = number;
            len += 1;
        }
        Self { bytes: bytes.into(), len }
    }
}

impl Differences {
    /// The numbers.
    pub(super) fn iter(&self) -> Iter<'_> {
        Iter { bytes: self.bytes.iter(), last: 0 }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// See [`Differences::iter`].
pub(super) struct Iter<'a> {
    bytes: slice::Iter<'a, u8>,
    last: u32,
}

impl Iterator for Iter<'_> {
    type Item = u32;

    #[inline(always)]
    fn next(&mut self) -> Option<u32> {
        let (mut difference, mut shift) = (0, 0);
        loop {
            let byte = *self.bytes.next()?;
            difference |= u32::from(byte & !MORE) << shift;
            if byte & MORE == 0 {
                break;
            }
            shift += 7;
        }
        self.last = self.last.wrapping_add(unfold(difference));
        Some(self.last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: if cfg!(miri) { 4 } else { 500 },
            failure_persistence: None,
            ..Default::default()
        })]

        #[test]
        fn all_numbers_come_back_in_order(
            numbers in proptest::collection::vec(prop_oneof![0..300_u32, 16_000..17_000_u32, any::<u32>()], 0..60),
        ) {
            let differences: Differences = numbers.iter().copied().collect();
            prop_assert_eq!(differences.len(), numbers.len());
            prop_assert!(differences.iter().eq(numbers.iter().copied()));
        }
    }

    #[test]
    fn neighbours_take_a_byte_each() {
        let bytes = |numbers: &mut dyn Iterator<Item = u32>| numbers.collect::<Differences>().bytes();
        assert_eq!(bytes(&mut (1_000_000..1_001_000)), 999 + 3);
        assert_eq!(bytes(&mut (1_000_000..1_001_000).rev()), 999 + 3);
    }
}
