//! The words that an allocator keeps outside its blocks, at every position of a run: the changes of each operation,
//! never a copy of the whole. Only the allocator knows what the words mean.

use std::mem;

use lite_alloc::inspect::Word;

/// The words at one position, and the changes that lead to the positions before and after it.
///
/// A change holds the word that is *not* current: the new one while the position is before its operation, the old one
/// while it is after. Crossing the operation swaps them, so pointers keep their provenance.
pub(super) struct RootLog<R> {
    now: R,
    changes: Vec<Change>,
    /// For each operation, the end of its changes; they start at the end of the previous operation's.
    ends: Vec<usize>,
}

struct Change {
    index: u32,
    other: Word,
}

impl<R: Copy + AsRef<[Word]> + AsMut<[Word]>> RootLog<R> {
    /// The words before the first operation.
    pub(super) fn new(roots: R) -> Self {
        Self { now: roots, changes: Vec::new(), ends: Vec::new() }
    }

    /// Records the words after one more operation.
    pub(super) fn push(&mut self, roots: R) {
        let words = self.now.as_ref().iter().zip(roots.as_ref()).enumerate();
        let changed = words.filter(|(_, (before, after))| before != after);
        self.changes
            .extend(changed.map(|(index, (&before, _))| Change { index: index as u32, other: before }));
        self.ends.push(self.changes.len());
        self.now = roots;
    }

    /// Goes from the position right before operation `op` to the one right after it, or back.
    pub(super) fn cross(&mut self, op: usize) {
        let start = op.checked_sub(1).map_or(0, |before| self.ends[before]);
        for change in &mut self.changes[start..self.ends[op]] {
            mem::swap(&mut self.now.as_mut()[change.index as usize], &mut change.other);
        }
    }

    /// The words at the position.
    pub(super) fn now(&self) -> R {
        self.now
    }
}

#[cfg(test)]
mod tests {
    use std::ptr;

    use super::*;

    fn words<const N: usize>(numbers: [usize; N]) -> [Word; N] {
        numbers.map(ptr::without_provenance_mut)
    }

    #[test]
    fn the_words_of_every_position_come_back() {
        let positions = [[0, 0, 0], [1, 0, 0], [1, 0, 0], [2, 7, 9], [2, 0, 9]].map(words);
        let mut log = RootLog::new(positions[0]);
        positions[1..].iter().for_each(|&roots| log.push(roots));
        for _ in 0..2 {
            for op in (0..4).rev() {
                assert_eq!(log.now(), positions[op + 1]);
                log.cross(op);
            }
            for (op, position) in positions[..4].iter().enumerate() {
                assert_eq!(log.now(), *position);
                log.cross(op);
            }
        }
    }

    #[test]
    fn only_what_changed_is_kept() {
        let mut log = RootLog::new(words([0; 1000]));
        for number in 1..=50 {
            let mut roots = log.now();
            roots[number] = ptr::without_provenance_mut(number);
            log.push(roots);
        }
        assert_eq!((log.changes.len(), log.ends.len()), (50, 50));
    }
}
