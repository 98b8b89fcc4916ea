//! The live blocks in the order of their allocation: [`Order`].

use crate::trace::BlockId;

/// No block.
const NONE: u32 = u32::MAX;

/// A list of live blocks from the oldest to the youngest, in which any can be found at once.
pub(super) struct Order {
    /// For each block of the trace, the next older and younger one.
    links: Vec<(u32, u32)>,
    oldest: u32,
    youngest: u32,
}

/// Where a block was in the order when it left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) oldest: bool,
    pub(super) youngest: bool,
}

impl Order {
    /// Without any of these blocks.
    pub(super) fn new(blocks: usize) -> Self {
        Self { links: vec![(NONE, NONE); blocks], oldest: NONE, youngest: NONE }
    }

    /// Adds a block that is not in it, as the youngest.
    pub(super) fn push(&mut self, block: BlockId) {
        let older = std::mem::replace(&mut self.youngest, block);
        self.links[block as usize] = (older, NONE);
        match older {
            NONE => self.oldest = block,
            older => self.links[older as usize].1 = block,
        }
    }

    /// Removes a block that is in it.
    pub(super) fn remove(&mut self, block: BlockId) -> Place {
        let (older, younger) = self.links[block as usize];
        match older {
            NONE => self.oldest = younger,
            older => self.links[older as usize].1 = younger,
        }
        match younger {
            NONE => self.youngest = older,
            younger => self.links[younger as usize].0 = older,
        }
        Place { oldest: older == NONE, youngest: younger == NONE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_leave_in_any_order() {
        let mut order = Order::new(4);
        (0..4).for_each(|block| order.push(block));
        let place = |oldest, youngest| Place { oldest, youngest };
        assert_eq!(order.remove(2), place(false, false));
        assert_eq!(order.remove(3), place(false, true));
        assert_eq!(order.remove(0), place(true, false));
        assert_eq!(order.remove(1), place(true, true));
        order.push(3);
        assert_eq!(order.remove(3), place(true, true));
    }
}
