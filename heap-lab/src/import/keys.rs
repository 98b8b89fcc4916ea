//! What is known of each key of a file: [`Keys`], a table from 64-bit numbers to small ones.
//!
//! The table of the standard library would do, but a file has a key on each line: this one takes 12 bytes a slot instead of 17, hashes
//! with two multiplications, and never stops for long. It consists of many small tables that grow at different times, since moving
//! millions of keys at once would block the page. Files are not to be trusted: whoever knows the hash can write keys that all fall into
//! one place, so after some slots a search goes on in a tree, which no keys make slow.

use std::collections::BTreeMap;

use super::Key;

/// A table from keys to numbers other than 0.
pub struct Keys {
    parts: [Part; PARTS],
    /// Keys that are too far from their place.
    far: BTreeMap<Key, u32>,
    len: u32,
}

const PARTS: usize = 64;
/// Slots of a part that gets its first key.
const FIRST: usize = 16;
/// Slots that a search looks at.
const REACH: usize = 64;

#[derive(Default)]
struct Part {
    slots: Vec<Slot>,
    used: usize,
}

/// A key in two halves, so that the three numbers lie together and nothing between.
#[derive(Clone, Copy, Default)]
struct Slot {
    low: u32,
    high: u32,
    /// 0 where there is no key.
    value: u32,
}

impl Slot {
    fn new(key: Key, value: u32) -> Self {
        Self { low: key as u32, high: (key >> 32) as u32, value }
    }

    fn key(self) -> Key {
        Key::from(self.high) << 32 | Key::from(self.low)
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self { parts: std::array::from_fn(|_| Part::default()), far: BTreeMap::new(), len: 0 }
    }
}

impl Keys {
    /// The number of a key, 0 if there is none.
    pub fn get(&self, key: Key) -> u32 {
        let (part, place) = place(key);
        let part = &self.parts[part];
        match part.slot(key, place).map_or(0, |slot| part.slots[slot].value) {
            // The place of a far key may have become free when its part grew.
            0 if !self.far.is_empty() => self.far.get(&key).copied().unwrap_or(0),
            value => value,
        }
    }

    /// Changes the number of a key, which must not be 0.
    pub fn set(&mut self, key: Key, value: u32) {
        debug_assert_ne!(value, 0, "a number of a key");
        let (index, place) = place(key);
        let part = &mut self.parts[index];
        // Between 1/2 and 3/4 of the slots, different for each part. Above that, searches get long.
        let most = part.slots.len() * (PARTS * 2 + index) / (PARTS * 4);
        if part.used >= most {
            part.grow(&mut self.far);
        }
        match part.slot(key, place) {
            Some(slot) => {
                if part.slots[slot].value == 0 {
                    part.used += 1;
                    self.len += u32::from(self.far.remove(&key).is_none());
                }
                part.slots[slot] = Slot::new(key, value);
            }
            None => self.len += u32::from(self.far.insert(key, value).is_none()),
        }
    }

    /// The number of keys.
    pub fn len(&self) -> u32 {
        self.len
    }
}

impl Part {
    /// The slot of a key, or the free one where it belongs. None if neither is within reach.
    fn slot(&self, key: Key, place: usize) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        for slot in place..place + REACH {
            let slot = slot & mask;
            let Slot { low, high, value } = self.slots[slot];
            if value == 0 || (low == key as u32 && high == (key >> 32) as u32) {
                return Some(slot);
            }
        }
        None
    }

    fn grow(&mut self, far: &mut BTreeMap<Key, u32>) {
        let slots = vec![Slot::default(); (self.slots.len() * 2).max(FIRST)];
        let old = std::mem::replace(self, Self { slots, used: 0 });
        for held in old.slots.into_iter().filter(|slot| slot.value != 0) {
            let key = held.key();
            match self.slot(key, place(key).1) {
                Some(slot) => {
                    self.slots[slot] = held;
                    self.used += 1;
                }
                None => {
                    far.insert(key, held.value);
                }
            }
        }
    }
}

/// The part of a key, and its place there before the bits that are too many are cut off.
fn place(key: Key) -> (usize, usize) {
    let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((mixed >> 58) as usize % PARTS, (mixed >> 26) as usize & 0x7fff_ffff)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Numbers that look random, but are the same each time.
    fn numbers(len: usize) -> impl Iterator<Item = u64> {
        let mut state = 1_u64;
        std::iter::repeat_with(move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 11
        })
        .take(len)
    }

    #[test]
    fn it_holds_what_a_map_holds() {
        let len = if cfg!(miri) { 1_000 } else { 100_000 };
        for spread in [1, 16, 4096, 1 << 32, 0x1_0000_0001] {
            let (mut keys, mut map) = (Keys::default(), HashMap::new());
            for number in numbers(len) {
                let (key, value) = ((number % 20_000).wrapping_mul(spread), number as u32 | 1);
                assert_eq!(keys.get(key), map.get(&key).copied().unwrap_or(0));
                keys.set(key, value);
                map.insert(key, value);
            }
            assert!(map.iter().all(|(&key, &value)| keys.get(key) == value));
            assert_eq!(keys.len() as usize, map.len());
        }
    }

    #[test]
    fn keys_made_to_collide_are_found_too() {
        let undo = |mixed: u64| {
            // Newton's method: each step doubles the digits of the inverse that are right.
            let inverse =
                |odd: u64| (0..6).fold(odd, |x, _| x.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(x))));
            let mixed = mixed.wrapping_mul(inverse(0xd6e8_feb8_6659_fd93));
            (mixed ^ (mixed >> 32)).wrapping_mul(inverse(0x9e37_79b9_7f4a_7c15))
        };
        let colliding: Vec<_> = (0..300).map(undo).collect();
        assert!(colliding.iter().all(|&key| place(key) == place(colliding[0])), "keys of one place");
        let mut keys = Keys::default();
        for (value, &key) in colliding.iter().enumerate() {
            keys.set(key, value as u32 + 1);
            keys.set(key, value as u32 + 2);
        }
        assert!(!keys.far.is_empty(), "too many for one place");
        // The part grows, and far keys are reached again.
        (1 << 40..(1 << 40) + 10_000).for_each(|key| keys.set(key, 1));
        for (value, &key) in colliding.iter().enumerate() {
            assert_eq!(keys.get(key), value as u32 + 2);
        }
        assert_eq!(keys.len(), 10_300);
    }
}
