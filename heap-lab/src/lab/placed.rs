//! What stays in place between operations: live blocks and lost bytes, by address and by block.
//!
//! Where something starts is a bit in a map of the memory, which is faster to change than a tree and smaller than a list of
//! tiles. Beside it is only what it is; the history knows the rest.

use std::{iter, ops::Range};

use crate::trace::BlockId;

/// What starts somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A live block as this operation left it.
    Live(u32),
    /// Lost bytes, by their number.
    Lost(u32),
}

/// The tiles that are known without asking an allocator. They never overlap, and start at multiples of [`UNIT`].
pub(super) struct Placed {
    /// In address order, each once something starts there.
    parts: Vec<Option<Box<Part>>>,
    /// A bit for each part in which something starts.
    filled: Vec<u64>,
    /// For every live block, by its number, the operation that left it as it is; else [`NONE`].
    blocks: Vec<u32>,
    len: usize,
    /// How many parts there are.
    made: usize,
}

/// Bytes between two places where something may start: every size and alignment of an allocator is a multiple of it.
const UNIT: u32 = 4;
/// Words of the map in a part, its units, and its bytes of memory.
const WORDS: usize = 4;
const UNITS: u32 = WORDS as u32 * 64;
const PART: u32 = UNITS * UNIT;
/// No operation.
const NONE: u32 = u32::MAX;
/// This bit is set in the number of what is lost.
const LOST: u32 = 1 << 31;

#[derive(Default)]
struct Part {
    /// A bit for each unit at which something starts.
    starts: [u64; WORDS],
    /// What starts there, in address order.
    slots: Vec<u32>,
}

impl Slot {
    fn number(self) -> u32 {
        match self {
            Self::Live(op) => op,
            Self::Lost(lost) => lost | LOST,
        }
    }

    pub(super) fn of(number: u32) -> Self {
        if number & LOST == 0 { Self::Live(number) } else { Self::Lost(number & !LOST) }
    }
}

impl Part {
    /// The index of what starts at a unit, or of what comes after it.
    #[inline(always)]
    fn index(&self, unit: usize) -> usize {
        let (word, bit) = (unit / 64, unit % 64);
        let mut index = (self.starts[word] & ((1 << bit) - 1)).count_ones();
        for word in &self.starts[..word] {
            index += word.count_ones();
        }
        index as usize
    }
}

/// The part of an address, and its unit in it.
fn place(start: u32) -> (usize, usize) {
    debug_assert!(start.is_multiple_of(UNIT), "nothing starts at {start:#x}");
    ((start / PART) as usize, (start % PART / UNIT) as usize)
}

impl Placed {
    /// No tiles yet, for this many blocks.
    pub(super) fn new(blocks: usize) -> Self {
        Self { parts: Vec::new(), filled: Vec::new(), blocks: vec![NONE; blocks], len: 0, made: 0 }
    }

    /// Whether the block can exist.
    pub(super) fn knows(&self, block: BlockId) -> bool {
        self.blocks.len() > block as usize
    }

    /// The operation that left a live block as it is.
    pub(super) fn block(&self, block: BlockId) -> Option<u32> {
        self.blocks.get(block as usize).copied().filter(|&op| op != NONE)
    }

    /// How many tiles there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// A live block is as this operation left it; or it is none.
    pub(super) fn set_block(&mut self, block: BlockId, op: Option<u32>) {
        self.blocks[block as usize] = op.unwrap_or(NONE);
    }

    pub(super) fn insert(&mut self, start: u32, slot: Slot) {
        let (part, unit) = self.part(start);
        let index = part.index(unit);
        part.starts[unit / 64] |= 1 << (unit % 64);
        part.slots.insert(index, slot.number());
        self.len += 1;
    }

    pub(super) fn remove(&mut self, start: u32) {
        let (part, unit) = place(start);
        let Some(Some(found)) = self.parts.get_mut(part) else { return };
        let index = found.index(unit);
        found.slots.remove(index);
        found.starts[unit / 64] &= !(1 << (unit % 64));
        if found.slots.is_empty() {
            self.filled[part / 64] &= !(1 << (part % 64));
        }
        self.len -= 1;
    }

    /// The part of an address, in which something is about to start, and the unit.
    fn part(&mut self, start: u32) -> (&mut Part, usize) {
        let (part, unit) = place(start);
        if part >= self.parts.len() {
            self.parts.resize_with(part + 1, || None);
            self.filled.resize(part / 64 + 1, 0);
        }
        self.filled[part / 64] |= 1 << (part % 64);
        self.made += usize::from(self.parts[part].is_none());
        (self.parts[part].get_or_insert_default(), unit)
    }

    /// Removes all tiles and blocks.
    pub(super) fn clear(&mut self) {
        for part in self.parts.iter_mut().flatten() {
            part.starts = [0; WORDS];
            part.slots.clear();
        }
        self.filled.fill(0);
        self.blocks.fill(NONE);
        self.len = 0;
    }

    /// The operations that left the live blocks as they are, in no order.
    pub(super) fn live(&self) -> impl Iterator<Item = u32> {
        self.blocks.iter().copied().filter(|&op| op != NONE)
    }

    /// Visits what starts in `range`, in address order, and before it what starts last before it.
    pub(super) fn each(&self, range: Range<u32>, mut visit: impl FnMut(u32, Slot)) {
        let unit = range.start.div_ceil(UNIT);
        let (first, unit) = ((unit / UNITS) as usize, (unit % UNITS) as usize);
        if let Some((start, slot)) = self.before(range.start) {
            visit(start, slot);
        }
        let last = (range.end.div_ceil(PART) as usize).min(self.parts.len());
        let mut part = first;
        while part < last {
            let word = self.filled[part / 64] >> (part % 64);
            if word == 0 {
                part = (part / 64 + 1) * 64;
                continue;
            }
            part += word.trailing_zeros() as usize;
            let Some(Some(found)) = self.parts.get(part).filter(|_| part < last) else { break };
            let from = if part == first { unit } else { 0 };
            let mut index = found.index(from);
            // There may be hundreds of thousands of tiles, so this is no chain of iterators.
            for word in from / 64..WORDS {
                let mut starts = found.starts[word];
                if word == from / 64 {
                    starts &= !0 << (from % 64);
                }
                while starts != 0 {
                    let start = part as u32 * PART + (word as u32 * 64 + starts.trailing_zeros()) * UNIT;
                    if start >= range.end {
                        return;
                    }
                    visit(start, Slot::of(found.slots[index]));
                    index += 1;
                    starts &= starts - 1;
                }
            }
            part += 1;
        }
    }

    /// What starts last below an address.
    fn before(&self, address: u32) -> Option<(u32, Slot)> {
        let (part, unit) = ((address / PART) as usize, (address % PART).div_ceil(UNIT) as usize);
        let in_part = |part: usize, end: usize| {
            let found = self.parts.get(part)?.as_ref()?;
            let index = if end < WORDS * 64 { found.index(end) } else { found.slots.len() };
            let slot = *found.slots.get(index.checked_sub(1)?)?;
            let unit = (0..WORDS).rev().find_map(|word| {
                let end = end.saturating_sub(word * 64);
                let starts =
                    if end >= 64 { found.starts[word] } else { found.starts[word] & ((1 << end) - 1) };
                (starts != 0).then(|| word as u32 * 64 + 63 - starts.leading_zeros())
            })?;
            Some((part as u32 * PART + unit * UNIT, Slot::of(slot)))
        };
        in_part(part, unit).or_else(|| {
            let word = (part / 64).min(self.filled.len());
            let low = self.filled.get(word).map_or(0, |filled| filled & ((1 << (part % 64)) - 1));
            let below = (0..word).rev().map(|word| (word, self.filled[word]));
            let (word, filled) = iter::once((word, low)).chain(below).find(|&(_, filled)| filled != 0)?;
            in_part(word * 64 + 63 - filled.leading_zeros() as usize, WORDS * 64)
        })
    }

    /// About the memory that it takes. O(1).
    pub(super) fn bytes(&self) -> usize {
        // Lists of slots are full to two thirds, if they double.
        let parts = self.made * size_of::<Part>() + self.len * 6;
        parts
            + self.parts.capacity() * size_of::<usize>()
            + self.filled.capacity() * 8
            + self.blocks.capacity() * 4
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Some places are near each other, some at the edges of parts and of words of the map.
    fn start() -> impl Strategy<Value = u32> {
        let edge = prop_oneof![Just(PART), Just(256), Just(64 * PART), Just(4)];
        (0_u32..6, edge, 0_u32..4).prop_map(|(times, edge, units)| times * edge + units * UNIT)
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: if cfg!(miri) { 2 } else { 500 },
            failure_persistence: None,
            ..Default::default()
        })]

        #[test]
        fn it_is_an_ordered_map(
            starts in proptest::collection::vec(start(), 0..60),
            ranges in proptest::collection::vec((start(), 0_u32..4, start(), 0_u32..4), 1..10),
        ) {
            let (mut placed, mut map) = (Placed::new(60), BTreeMap::new());
            for (number, start) in starts.into_iter().enumerate() {
                let number = number as u32;
                let slot = if number.is_multiple_of(3) { Slot::Lost(number) } else { Slot::Live(number) };
                if let Some(slot) = map.remove(&start) {
                    placed.remove(start);
                    if let Slot::Live(op) = slot {
                        placed.set_block(op, None);
                    }
                } else {
                    placed.insert(start, slot);
                    map.insert(start, slot);
                    if let Slot::Live(op) = slot {
                        placed.set_block(op, Some(op));
                    }
                }
            }
            prop_assert_eq!(placed.len(), map.len());
            let mut live: Vec<_> = map.values().copied().filter(|slot| matches!(slot, Slot::Live(_))).collect();
            live.sort_by_key(|slot| slot.number());
            prop_assert!(placed.live().map(Slot::Live).eq(live));
            for round in 0..2 {
                for &(from, more, to, less) in &ranges {
                    let range = from + more..to.saturating_sub(less).max(from + more);
                    let mut found = Vec::new();
                    placed.each(range.clone(), |start, slot| found.push((start, slot)));
                    let before = map.range(..range.start).next_back();
                    let expected: Vec<_> =
                        before.into_iter().chain(map.range(range.clone())).map(|(&at, &slot)| (at, slot)).collect();
                    prop_assert_eq!(found, expected, "{:?}", range);
                }
                if round == 0 {
                    placed.clear();
                    prop_assert_eq!((placed.len(), placed.live().count()), (0, 0));
                    map.iter().for_each(|(&start, &slot)| placed.insert(start, slot));
                }
            }
        }
    }
}
