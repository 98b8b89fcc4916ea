//! The words that an allocator keeps outside its blocks, at every position of a run: the changes of each operation, and now
//! and then a copy of the whole. Only the allocator knows what the words mean.

use lite_alloc::inspect::Word;

use super::chunks::{Chunks, Narrow};

/// Operations between two copies: so many are gone through at most for the words of a position.
const EVERY: usize = 512;

/// The words at every position of a run. Pointers among them are copied, so they keep their provenance.
pub(super) struct RootLog<R> {
    first: R,
    last: R,
    now: Now<R>,
    /// How many words each operation changed.
    counts: Narrow<u8>,
    /// Which words, and what they were from then on.
    indices: Chunks<u16>,
    words: Chunks<Word>,
    /// Every so many operations, the words after them, and the number of changes so far.
    copies: Vec<(R, u32)>,
    len: usize,
}

/// The words after so many operations, which made so many changes.
#[derive(Clone, Copy)]
struct Now<R> {
    roots: R,
    done: usize,
    changes: u32,
}

impl<R: Copy + AsRef<[Word]> + AsMut<[Word]>> RootLog<R> {
    /// The words before the first operation.
    pub(super) fn new(roots: R) -> Self {
        Self {
            first: roots,
            last: roots,
            now: Now { roots, done: 0, changes: 0 },
            counts: Narrow::new(),
            indices: Chunks::new(),
            words: Chunks::new(),
            copies: Vec::new(),
            len: 0,
        }
    }

    /// Records the words after one more operation.
    pub(super) fn push(&mut self, roots: R) {
        let before = self.words.len();
        let words = self.last.as_ref().iter().zip(roots.as_ref()).enumerate();
        for (index, (_, &word)) in words.filter(|(_, (before, after))| before != after) {
            self.indices.push(index as u16);
            self.words.push(word);
        }
        self.counts.push((self.words.len() - before) as u32);
        self.last = roots;
        self.len += 1;
        if self.len.is_multiple_of(EVERY) {
            self.copies.push((roots, self.words.len() as u32));
        }
    }

    /// The words after `done` operations. A step forwards costs no more than the changes in it.
    pub(super) fn at(&mut self, done: usize) -> R {
        if done == self.len {
            return self.last;
        }
        let copies = done / EVERY;
        if !(copies * EVERY..=done).contains(&self.now.done) {
            let (roots, changes) = copies.checked_sub(1).map_or((self.first, 0), |copy| self.copies[copy]);
            self.now = Now { roots, done: copies * EVERY, changes };
        }
        let now = &mut self.now;
        while now.done < done {
            for _ in 0..self.counts.get(now.done) {
                let index = self.indices.get(now.changes as usize);
                now.roots.as_mut()[usize::from(index)] = self.words.get(now.changes as usize);
                now.changes += 1;
            }
            now.done += 1;
        }
        now.roots
    }

    /// The memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        let copies = self.copies.capacity() * size_of::<(R, u32)>();
        self.counts.bytes() + self.indices.bytes() + self.words.bytes() + copies
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
        let rounds = 2 * EVERY / 5 + 3;
        let some = [[1, 0, 0], [1, 0, 0], [2, 7, 9], [2, 0, 9], [0, 3, 3]].map(words);
        let positions: Vec<_> =
            [words([0; 3])].into_iter().chain(some.into_iter().cycle().take(5 * rounds)).collect();
        let mut log = RootLog::new(positions[0]);
        positions[1..].iter().for_each(|&roots| log.push(roots));
        let backwards = (0..positions.len()).rev();
        for done in backwards.chain(0..positions.len()).chain((0..positions.len()).step_by(EVERY / 3)) {
            assert_eq!(log.at(done), positions[done], "position {done}");
        }
    }

    #[test]
    fn only_what_changed_is_kept() {
        let mut log = RootLog::new(words([0; 1000]));
        for number in 1..=50 {
            let mut roots = log.at(number - 1);
            roots[number] = ptr::without_provenance_mut(number);
            log.push(roots);
        }
        assert_eq!((log.words.len(), log.indices.len()), (50, 50));
        assert!(log.copies.is_empty());
    }
}
