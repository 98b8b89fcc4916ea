//! What is looked up in a trace at every step, however long it is: where its labels are, and which operation requested a block
//! last. It is made once, when it is first asked for.

use std::cell::OnceCell;

use super::Op;

/// The index of a trace, in the making or made. A clone has none yet, and it is no part of what is equal.
#[derive(Debug, Default)]
pub(super) struct Lazy(OnceCell<Index>);

/// The index of the first operations of a trace.
#[derive(Debug)]
pub(super) struct Index {
    /// The operations that are labels.
    labels: Vec<u32>,
    /// For each operation, the one before it that requested its block last; [`NONE`] without one.
    requests: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Lazy {
    /// The index of these operations. `None` if it was made when there were fewer.
    pub fn of(&self, ops: &[Op]) -> Option<&Index> {
        let index = self.0.get_or_init(|| Index::new(ops));
        (index.requests.len() == ops.len()).then_some(index)
    }
}

impl Clone for Lazy {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Lazy {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lazy {}

impl Index {
    fn new(ops: &[Op]) -> Self {
        let blocks = ops.iter().filter_map(Op::block).max().map_or(0, |block| block as usize + 1);
        let (mut last, mut labels) = (vec![NONE; blocks], Vec::new());
        let requests = (0..).zip(ops).map(|(at, op): (u32, &Op)| match *op {
            Op::Alloc { block, .. } | Op::Realloc { block, .. } => {
                std::mem::replace(&mut last[block as usize], at)
            }
            Op::Free { block } => last[block as usize],
            Op::Label { .. } => {
                labels.push(at);
                NONE
            }
            Op::TakePages { .. } => NONE,
        });
        Self { requests: requests.collect(), labels }
    }

    /// Labels among the first `done` operations.
    pub fn labels(&self, done: usize) -> usize {
        self.labels.partition_point(|&label| (label as usize) < done)
    }

    /// The operation before `op` that requested its block last.
    pub fn request(&self, op: usize) -> Option<usize> {
        self.requests.get(op).filter(|&&at| at != NONE).map(|&at| at as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Blocks, Trace};
    use super::*;

    fn alloc(block: u32, size: u32) -> Op {
        Op::Alloc { block, size, align: 8, zeroed: false }
    }

    fn label() -> Op {
        Op::Label { text: "here".into() }
    }

    #[test]
    fn it_knows_what_a_walk_through_the_operations_finds() {
        let ops = vec![
            label(),
            alloc(0, 24),
            alloc(1, 8),
            label(),
            Op::Realloc { block: 0, size: 48 },
            Op::Free { block: 1 },
            Op::TakePages { pages: 1 },
            Op::Free { block: 0 },
        ];
        let trace = Trace { ops, blocks: Blocks::default() };
        let counts: Vec<_> = (0..=9).map(|done| trace.count(done)).collect();
        assert_eq!(counts, [0, 0, 1, 2, 2, 3, 4, 5, 6, 6]);
        let before: Vec<_> = (0..8).map(|op| trace.request_before(op)).collect();
        assert_eq!(before, [None, None, None, None, Some(1), Some(2), None, Some(4)]);
    }

    #[test]
    fn a_trace_that_grows_after_it_was_asked_is_walked_through() {
        let mut trace = Trace { ops: vec![alloc(0, 24)], blocks: Blocks::default() };
        assert_eq!(trace.count(1), 1);
        trace.ops.extend([label(), Op::Free { block: 0 }]);
        assert_eq!((trace.count(3), trace.request_before(2)), (2, Some(0)));
        assert_eq!(trace.clone().request_before(2), Some(0));
    }
}
