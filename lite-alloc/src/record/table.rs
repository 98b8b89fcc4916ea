//! The live blocks of a recording: from the address of a block to its id. It leaves to [`super::log`] what an id means.
//!
//! A table with open addressing: two words for each slot, and at most three quarters of the slots are used.

use alloc::{collections::TryReserveError, vec::Vec};

/// A block. No block has the address 0, so that marks an empty slot.
#[derive(Clone, Copy)]
struct Slot {
    address: usize,
    id: usize,
}

const EMPTY: Slot = Slot { address: 0, id: 0 };

/// Slots of the first table.
const FIRST: usize = 1024;

pub(super) struct Table {
    /// A power of two of them, or none.
    slots: Vec<Slot>,
    used: usize,
}

impl Table {
    pub(super) const fn new() -> Self {
        Self { slots: Vec::new(), used: 0 }
    }

    /// Notes that the block at `address` has this id. Returns the id of the block that was noted there before, if any.
    pub(super) fn insert(&mut self, address: usize, id: usize) -> Result<Option<usize>, TryReserveError> {
        if self.slots.len() - self.slots.len() / 4 <= self.used {
            self.grow()?;
        }
        let index = self.find(address);
        let slot = &mut self.slots[index];
        let before = (slot.address != 0).then_some(slot.id);
        *slot = Slot { address, id };
        self.used += usize::from(before.is_none());
        Ok(before)
    }

    /// Forgets the block at `address`, and returns its id; `None` if there is none.
    pub(super) fn remove(&mut self, address: usize) -> Option<usize> {
        if self.used == 0 {
            return None;
        }
        let mut hole = self.find(address);
        let Slot { address: 1.., id } = self.slots[hole] else { return None };
        // Blocks behind the hole move into it if their search passes there, so that no mark has to stay.
        let mask = self.slots.len() - 1;
        let mut next = hole;
        loop {
            next = (next + 1) & mask;
            let slot = self.slots[next];
            if slot.address == 0 {
                break;
            }
            let passed = next.wrapping_sub(self.home(slot.address)) & mask;
            if passed >= next.wrapping_sub(hole) & mask {
                self.slots[hole] = slot;
                hole = next;
            }
        }
        self.slots[hole] = EMPTY;
        self.used -= 1;
        Some(id)
    }

    /// The slot of `address`, or the empty one in which its search ends. There are slots, and one is empty.
    fn find(&self, address: usize) -> usize {
        let mask = self.slots.len() - 1;
        let mut index = self.home(address);
        while self.slots[index].address != address && self.slots[index].address != 0 {
            index = (index + 1) & mask;
        }
        index
    }

    /// Where a search for `address` begins: the high bits of a product, which depend on all bits of the address.
    fn home(&self, address: usize) -> usize {
        /// 2 to the power of the bits of a word, divided by the golden ratio.
        const FACTOR: usize = (0x9E37_79B9_7F4A_7C15_u64 >> (64 - usize::BITS)) as usize;
        let bits = self.slots.len().trailing_zeros();
        address.wrapping_mul(FACTOR) >> (usize::BITS - bits)
    }

    fn grow(&mut self) -> Result<(), TryReserveError> {
        let count = if self.slots.is_empty() { FIRST } else { self.slots.len().saturating_mul(2) };
        let mut slots = Vec::new();
        slots.try_reserve_exact(count)?;
        slots.resize(count, EMPTY);
        let old = core::mem::replace(&mut self.slots, slots);
        for slot in old.into_iter().filter(|slot| slot.address != 0) {
            let index = self.find(slot.address);
            self.slots[index] = slot;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{FIRST, Table};

    /// Numbers that look random and are the same each time.
    fn numbers() -> impl FnMut() -> usize {
        let mut state = 1_u64;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        }
    }

    /// Few addresses, so that they meet often; and more blocks than the first table holds.
    #[test]
    fn it_agrees_with_a_map() {
        let mut number = numbers();
        let mut table = Table::new();
        let mut model = BTreeMap::new();
        for id in 0..if cfg!(miri) { 1800 } else { 100_000 } {
            let address = (1 + number() % (2 * FIRST)) * 16;
            if number().is_multiple_of(3) {
                assert_eq!(table.remove(address), model.remove(&address));
            } else {
                assert_eq!(table.insert(address, id).unwrap(), model.insert(address, id));
            }
            assert_eq!(table.used, model.len());
        }
        assert!(table.slots.len() > FIRST, "it has grown");
        for (address, id) in model {
            assert_eq!(table.remove(address), Some(id));
        }
        assert_eq!(table.used, 0);
        assert!(table.slots.iter().all(|slot| slot.address == 0));
    }

    #[test]
    fn an_empty_table_has_no_block() {
        assert_eq!(Table::new().remove(16), None);
    }
}
