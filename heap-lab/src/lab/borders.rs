//! Where the untouched memory of a run began and ended after each operation, and what the allocator keeps for itself.
//!
//! Both are read when an operation is over, so that pictures of a whole run, also of one that is still made, need no position.

use std::ops::Range;

use super::chunks::Chunks;

/// The borders, as they moved.
pub(super) struct Borders {
    /// The operations that moved the start of the untouched memory, and where it is since.
    starts: Chunks<(u32, u32)>,
    /// The same for its end.
    ends: Chunks<(u32, u32)>,
    now: Range<u32>,
    /// The allocator's own memory, and the operation that obtained it.
    kept: Option<(u32, Range<u32>)>,
}

impl Borders {
    pub(super) fn new() -> Self {
        Self { starts: Chunks::new(), ends: Chunks::new(), now: 0..0, kept: None }
    }

    /// The untouched memory after an operation, and what the allocator keeps for itself.
    pub(super) fn push(&mut self, op: u32, untouched: Range<u32>, kept: Range<u32>) {
        if untouched.start != self.now.start {
            self.starts.push((op, untouched.start));
        }
        if untouched.end != self.now.end {
            self.ends.push((op, untouched.end));
        }
        self.now = untouched;
        if self.kept.is_none() && !kept.is_empty() {
            self.kept = Some((op, kept));
        }
    }

    /// The untouched memory after so many operations.
    pub(super) fn after(&self, done: u32) -> Range<u32> {
        let latest = |list: &Chunks<(u32, u32)>| {
            let until = list.partition_point(|&(op, _)| op < done);
            until.checked_sub(1).map_or(0, |last| list.get(last).1)
        };
        latest(&self.starts)..latest(&self.ends)
    }

    /// Visits the operations of a range that moved a border, in order, with the untouched memory after them.
    pub(super) fn changes(&self, ops: Range<u32>, visit: &mut dyn FnMut(u32, Range<u32>)) {
        let mut now = self.after(ops.start);
        let first = |list: &Chunks<(u32, u32)>| list.partition_point(|&(op, _)| op < ops.start);
        let (mut start, mut end) = (first(&self.starts), first(&self.ends));
        let next = |list: &Chunks<(u32, u32)>, index: usize| {
            (index < list.len()).then(|| list.get(index)).filter(|&(op, _)| op < ops.end)
        };
        loop {
            let (new_start, new_end) = (next(&self.starts, start), next(&self.ends, end));
            let Some(op) = new_start.iter().chain(&new_end).map(|&(op, _)| op).min() else { return };
            if let Some((_, to)) = new_start.filter(|&(at, _)| at == op) {
                (now.start, start) = (to, start + 1);
            }
            if let Some((_, to)) = new_end.filter(|&(at, _)| at == op) {
                (now.end, end) = (to, end + 1);
            }
            visit(op, now.clone());
        }
    }

    /// The allocator's own memory, and the operation that obtained it.
    pub(super) fn kept(&self) -> Option<(u32, Range<u32>)> {
        self.kept.clone()
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> usize {
        self.starts.bytes() + self.ends.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_known_and_nothing_else() {
        let states = [0..0, 16..512, 48..512, 48..512, 48..1024, 600..1024, 1024..1024];
        let mut borders = Borders::new();
        for (op, untouched) in (0..).zip(&states) {
            borders.push(op, untouched.clone(), if op < 3 { 0..0 } else { 0..op });
        }
        assert_eq!(borders.after(0), 0..0);
        for (done, untouched) in (1..).zip(&states) {
            assert_eq!(borders.after(done), *untouched);
        }
        let changes = |ops: Range<u32>| {
            let mut all = Vec::new();
            borders.changes(ops, &mut |op, now| all.push((op, now)));
            all
        };
        let all = [(1, 16..512), (2, 48..512), (4, 48..1024), (5, 600..1024), (6, 1024..1024)];
        assert_eq!(changes(0..7), all);
        assert_eq!(changes(2..5), all[1..3]);
        assert_eq!(changes(3..4), []);
        assert_eq!(borders.kept(), Some((3, 0..3)), "the first one that is not empty");
    }
}
