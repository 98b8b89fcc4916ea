//! Numbers in ascending order, as the distances between them: one byte for most.

/// The numbers. Each is there once.
pub(super) struct Ascending {
    /// Each distance in groups of 7 bits, the lowest first; a byte with the highest bit is not the last of its distance.
    bytes: Box<[u8]>,
    len: usize,
}

/// The bit of all bytes of a distance but the last.
const MORE: u8 = 1 << 7;

impl Ascending {
    /// These numbers, which come in any order.
    pub(super) fn of(mut numbers: Vec<u32>) -> Self {
        numbers.sort_unstable();
        let mut bytes = Vec::with_capacity(numbers.len() + numbers.len() / 4);
        let mut last = 0;
        for &number in &numbers {
            let mut distance = number - last;
            while distance >= u32::from(MORE) {
                bytes.push(distance as u8 | MORE);
                distance >>= 7;
            }
            bytes.push(distance as u8);
            last = number;
        }
        Self { bytes: bytes.into(), len: numbers.len() }
    }

    /// The numbers, from the lowest to the highest.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        let (mut last, mut distance, mut shift) = (0, 0, 0);
        self.bytes.iter().filter_map(move |&byte| {
            distance |= u32::from(byte & !MORE) << shift;
            if byte & MORE != 0 {
                shift += 7;
                return None;
            }
            last += distance;
            (distance, shift) = (0, 0);
            Some(last)
        })
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
            numbers in proptest::collection::btree_set(prop_oneof![0..300_u32, 16_000..17_000_u32, any::<u32>()], 0..60),
        ) {
            let ascending = Ascending::of(numbers.iter().rev().copied().collect());
            prop_assert_eq!(ascending.len(), numbers.len());
            prop_assert!(ascending.iter().eq(numbers.iter().copied()));
        }
    }

    #[test]
    fn neighbours_take_a_byte_each() {
        assert_eq!(Ascending::of((1_000_000..1_001_000).collect()).bytes(), 999 + 3);
    }
}
