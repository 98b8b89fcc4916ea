//! A trace as the module's table of operations, which it runs without a word to the outside: [`Table`].

use crate::trace::{BlockId, Op, Trace};

/// The codes of operations.
const ALLOCATE: u32 = 0;
const ALLOCATE_ZEROED: u32 = 1;
const REALLOCATE: u32 = 2;
const FREE: u32 = 3;
const TAKE_PAGES: u32 = 4;

/// A trace as bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Three numbers of 32 bits for each operation.
    pub(super) bytes: Vec<u8>,
    /// The number of operations.
    pub(super) operations: u32,
    /// The most blocks that the program has at once. A slot is used again once its block is freed, as a variable is.
    pub(super) slots: u32,
}

impl Table {
    pub(super) fn new(trace: &Trace) -> Self {
        let mut table = Self { bytes: Vec::with_capacity(12 * trace.ops.len()), operations: 0, slots: 0 };
        let mut slots: Vec<Option<u32>> = vec![None; trace.blocks.len()];
        let mut empty = Vec::new();
        for op in &trace.ops {
            match *op {
                Op::Alloc { block, size, align, zeroed } => {
                    let Some(slot @ None) = slots.get_mut(block as usize) else { continue };
                    let number = empty.pop().unwrap_or(table.slots);
                    table.slots = table.slots.max(number + 1);
                    *slot = Some(number);
                    let code = if zeroed { ALLOCATE_ZEROED } else { ALLOCATE };
                    // The smallest block, as in a lane.
                    table.push(code | align.trailing_zeros() << 8, number, size.max(1));
                }
                Op::Realloc { block, size } => {
                    if let Some(slot) = held(&slots, block) {
                        table.push(REALLOCATE, slot, size.max(1));
                    }
                }
                Op::Free { block } => {
                    if let Some(slot) = held(&slots, block) {
                        table.push(FREE, slot, 0);
                        slots[block as usize] = None;
                        empty.push(slot);
                    }
                }
                Op::TakePages { pages } => table.push(TAKE_PAGES, pages, 0),
                Op::Label { .. } => {}
            }
        }
        table
    }

    fn push(&mut self, code: u32, slot: u32, size: u32) {
        self.operations += 1;
        [code, slot, size].into_iter().for_each(|number| self.bytes.extend(number.to_le_bytes()));
    }
}

fn held(slots: &[Option<u32>], block: BlockId) -> Option<u32> {
    *slots.get(block as usize)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_becomes_a_table_that_uses_slots_again() {
        let alloc = |block, zeroed| Op::Alloc { block, size: 24, align: 16, zeroed };
        let ops = vec![
            alloc(0, false),
            Op::Label { text: "a label is no operation".into() },
            alloc(1, true),
            Op::Free { block: 0 },
            Op::Free { block: 0 },
            Op::Realloc { block: 0, size: 9 },
            alloc(2, false),
            Op::Realloc { block: 1, size: 0 },
            Op::TakePages { pages: 3 },
        ];
        let trace = Trace { ops, blocks: ["a", "b", "c"].into_iter().collect() };
        let table = Table::new(&trace);
        let numbers: Vec<u32> =
            table.bytes.chunks(4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap())).collect();
        let expected: [[u32; 3]; 6] =
            [[0x400, 0, 24], [0x401, 1, 24], [3, 0, 0], [0x400, 0, 24], [2, 1, 1], [4, 3, 0]];
        assert_eq!(numbers, expected.concat());
        assert_eq!((table.operations, table.slots), (6, 2));
    }
}
