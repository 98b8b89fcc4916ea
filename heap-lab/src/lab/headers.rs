//! The headers of a run: what every operation wrote into them, and what they are at a position. [`super::history`] explains
//! what they are for.
//!
//! A header, tag or footer lies in one or two *cells*, each of two words. Every cell that ever had one has a number, and each
//! operation that changed its words a *patch*: the words since then, and the patch that had the words before. A patch is never changed. For a position it suffices to know which patch each cell has its words from; so going
//! one operation forwards or backwards follows its patches, and a jump compares two such lists.
//!
//! A word is kept as a number, and often it is a pointer in the arena. It is written as a pointer to that address with the
//! provenance of the arena, which all pointers there have.

use std::{mem, ops::Range};

use super::{
    chunks::Chunks,
    differences::{Differences, fold, unfold},
};
use crate::arena::{Arena, Settings, Words};

/// Bytes of a cell.
pub(super) const CELL: u32 = size_of::<Words>() as u32;

/// No patch: the cell is as fresh pages are, zero.
const NONE: u32 = u32::MAX;

/// The headers of a run, and its arena at one position.
pub(super) struct Headers {
    /// The address of the first byte of the arena.
    base: usize,
    /// The address of each cell, by its number.
    cells: Chunks<u32>,
    /// The patch that each cell has its words from.
    latest: Chunks<u32>,
    /// The patches, each known by the index of its first byte.
    patches: Chunks<u8>,
    /// The first patch since the last position that is kept as [`Latest`].
    since: u32,
    changed: Changed,
}

/// The cells whose words in the arena are not yet those of their patch.
struct Changed {
    /// A bit for each cell.
    cells: Vec<u64>,
    /// The first word in which bits are set, and one past the last; if there are none, a range that any word extends to itself.
    first: usize,
    end: usize,
}

impl Changed {
    /// None of this many cells.
    fn none(cells: usize) -> Self {
        Self { cells: vec![0; cells.div_ceil(64)], first: usize::MAX, end: 0 }
    }

    #[inline(always)]
    fn add(&mut self, cell: usize) {
        let word = cell / 64;
        self.cells.as_mut_slice()[word] |= 1 << (cell % 64);
        (self.first, self.end) = (self.first.min(word), self.end.max(word + 1));
    }
}

/// The patches at a position of the cells that may be read there. Cells that came later are left out.
pub(super) struct Latest {
    /// A bit for each cell: whether it may be read.
    read: Box<[u64]>,
    /// The patch that each of these has its words from. Cells were numbered as they were first written, and most are written
    /// together again.
    patches: Differences,
}

/// The number of each cell, while a run is recorded.
#[derive(Default)]
pub(super) struct Numbers {
    /// Parts of the arena in address order, each once it has a cell; in them, the number of each, or [`NONE`].
    parts: Vec<Option<Box<[u32; PART]>>>,
    /// How many parts there are.
    made: usize,
    /// The cell of the last patch of this operation.
    last: u32,
    /// A bit for each cell that nobody reads any more.
    abandoned: Vec<u64>,
}

/// Cells in a part of the arena.
const PART: usize = 64;

/// The most bytes of a patch: its control bytes, two words, and two more numbers; and as many bytes as are read at once, which
/// lie in the same chunk.
const MOST: usize = 2 + 2 * 8 + 2 * 4 + 4;
/// Ends a chunk: no patch begins with this byte.
const FILLER: u8 = u8::MAX;

/// What a patch says besides its words.
struct Entry {
    cell: u32,
    /// The patch before it, of the same cell.
    before: u32,
    /// The index behind it.
    end: usize,
}

impl Headers {
    pub(super) fn new(base: usize) -> Self {
        Self {
            base,
            cells: Chunks::new(),
            latest: Chunks::new(),
            patches: Chunks::new(),
            since: 0,
            changed: Changed::none(0),
        }
    }

    /// One past the last patch.
    pub(super) fn end(&self) -> usize {
        self.patches.len()
    }

    /// Adds a patch if the cell at `address` is not as it was when it was last compared, or has none yet since the last
    /// [`Latest`], which may be without it.
    pub(super) fn compare(&mut self, arena: &Arena, address: u32, numbers: &mut Numbers) {
        let Some(words) = arena.words(address) else { return };
        let next = self.cells.len() as u32;
        let cell = numbers.get_or_insert(address, next);
        if cell == next {
            self.cells.push(address);
            self.latest.push(NONE);
        }
        let before = self.latest.get(cell as usize);
        let is_known = before != NONE && before >= self.since;
        if !is_known || self.words(before) != words {
            let patch = self.push(words, cell, before, mem::replace(&mut numbers.last, cell));
            self.latest.set(cell as usize, patch);
        }
    }

    /// Adds a patch of a cell, after one of another cell in the same operation.
    fn push(&mut self, words: Words, cell: u32, before: u32, other: u32) -> u32 {
        let patch = self.patches.make_room(MOST, FILLER) as u32;
        let distance = fold(cell.wrapping_sub(other));
        let back = if before == NONE { 0 } else { patch - before };
        let [(kind_0, word_0), (kind_1, word_1)] = words.map(|word| self.pack(word));
        let is_wide = (word_0 | word_1) > u64::from(u32::MAX);
        let (len_0, len_1) = if is_wide { (8, 8) } else { (len(word_0 as u32), len(word_1 as u32)) };
        let control = [
            kind_0 | kind_1 << 2 | bits(len_0) << 4 | u8::from(is_wide) << 6,
            bits(len_1) | bits(len(distance)) << 2 | bits(len(back)) << 4,
        ];
        self.patches.extend(&control);
        self.patches.extend(&word_0.to_le_bytes()[..len_0]);
        self.patches.extend(&word_1.to_le_bytes()[..len_1]);
        self.patches.extend(&distance.to_le_bytes()[..len(distance)]);
        self.patches.extend(&back.to_le_bytes()[..len(back)]);
        patch
    }

    /// The kind of a word, and a number that is often small: it may be an offset in the arena, and count 16s.
    fn pack(&self, word: usize) -> (u8, u64) {
        let offset = word.wrapping_sub(self.base);
        let (kind, number) =
            if offset <= Settings::MAX_BYTES as usize { (ADDRESS, offset) } else { (0, word) };
        if number.is_multiple_of(16) { (kind | SIXTEENS, number as u64 / 16) } else { (kind, number as u64) }
    }

    #[inline(always)]
    fn unpack(&self, kind: u8, number: u64) -> usize {
        let number = if kind & SIXTEENS != 0 { number as usize * 16 } else { number as usize };
        if kind & ADDRESS != 0 { self.base.wrapping_add(number) } else { number }
    }

    /// The words of a patch.
    #[inline(always)]
    fn words(&self, patch: u32) -> Words {
        if patch == NONE {
            return [0; 2];
        }
        let bytes = self.patches.from(patch as usize);
        let control = bytes[0];
        let (len_0, len_1) = lens(bytes);
        let (word_0, word_1) = match control & WIDE {
            0 => (u64::from(number(bytes, 2, len_0)), u64::from(number(bytes, 2 + len_0, len_1))),
            _ => (wide(bytes, 2), wide(bytes, 2 + len_0)),
        };
        [self.unpack(control, word_0), self.unpack(control >> 2, word_1)]
    }

    /// Reads the patch at an index, after one of another cell in the same operation; `None` if the chunk ends there.
    #[inline(always)]
    fn entry(&self, at: usize, other: u32) -> Option<Entry> {
        let bytes = self.patches.from(at);
        if bytes[0] == FILLER {
            return None;
        }
        let (len_0, len_1) = lens(bytes);
        let (distance_len, back_len) = (len_of(bytes[1] >> 2), len_of(bytes[1] >> 4));
        let start = 2 + len_0 + len_1;
        let distance = number(bytes, start, distance_len);
        let back = number(bytes, start + distance_len, back_len);
        let before = if back == 0 { NONE } else { at as u32 - back };
        Some(Entry {
            cell: other.wrapping_add(unfold(distance)),
            before,
            end: at + start + distance_len + back_len,
        })
    }

    /// Goes forwards over an operation: each cell of its patches has that patch then.
    pub(super) fn redo(&mut self, range: Range<usize>) {
        self.follow(range, |at, _| at);
    }

    /// Goes backwards over an operation: each cell of its patches has the patch before that one then.
    pub(super) fn undo(&mut self, range: Range<usize>) {
        // An operation has at most one patch of a cell, so their order does not matter.
        self.follow(range, |_, before| before);
    }

    /// Gives the cell of each of these patches one of two patches: it, or the one before it.
    #[inline(always)]
    fn follow(&mut self, range: Range<usize>, which: impl Fn(u32, u32) -> u32) {
        let (mut at, mut cell) = (range.start, 0);
        while at < range.end {
            let Some(entry) = self.entry(at, cell) else {
                at = Chunks::<u8>::next_chunk(at);
                continue;
            };
            cell = entry.cell;
            self.latest.set(cell as usize, which(at as u32, entry.before));
            self.changed.add(cell as usize);
            at = entry.end;
        }
    }

    /// The patches of this position, after the last operation. Cells inside the ranges that `idle` gives are left out: nobody
    /// reads them before an operation names them.
    pub(super) fn latest(
        &mut self,
        numbers: &Numbers,
        idle: impl FnOnce(&mut dyn FnMut(Range<u32>)),
    ) -> Latest {
        let cells = self.cells.len();
        let mut read: Vec<u64> = numbers.abandoned.iter().map(|cells| !cells).collect();
        read.resize(cells.div_ceil(64), u64::MAX);
        if let Some(last) = read.last_mut().filter(|_| !cells.is_multiple_of(64)) {
            *last &= (1 << (cells % 64)) - 1;
        }
        idle(&mut |range| numbers.each_in(range, |cell| read[cell / 64] &= !(1 << (cell % 64))));
        self.since = self.patches.len() as u32;
        let mut patches = Vec::new();
        ones(&read, |cell| patches.push(self.latest.get(cell)));
        Latest { read: read.into(), patches: patches.into_iter().collect() }
    }

    /// Jumps to the position at which these were the patches; without them, to the start, where nothing is read.
    pub(super) fn jump(&mut self, to: Option<&Latest>) {
        let Some(Latest { read, patches }) = to else { return };
        let mut patches = patches.iter();
        ones(read, |cell| {
            if let Some(patch) = patches.next()
                && self.latest.get(cell) != patch
            {
                self.latest.set(cell, patch);
                self.changed.add(cell);
            }
        });
    }

    /// Writes the headers of the position into the arena. On the way to it, most were changed many times.
    ///
    /// # Safety
    /// The run is over, and the arena [settled](Self::settle).
    pub(super) unsafe fn write(&mut self, arena: &mut Arena) {
        let Changed { first, end, .. } = self.changed;
        let Some(changed) = self.changed.cells.get(first..end) else { return };
        ones(changed, |cell| {
            let cell = first * 64 + cell;
            // SAFETY: by the contract.
            unsafe { arena.set_words(self.cells.get(cell), self.words(self.latest.get(cell))) };
        });
        self.changed.cells[first..end].fill(0);
        (self.changed.first, self.changed.end) = (usize::MAX, 0);
    }

    /// Writes all headers into the arena, as they were when they were last compared.
    ///
    /// # Safety
    /// The allocator in the arena runs no more operations, since the contents of live blocks are lost.
    pub(super) unsafe fn settle(&mut self, arena: &mut Arena) {
        self.changed = Changed::none(self.cells.len());
        for (address, patch) in self.cells.iter().zip(self.latest.iter()) {
            // SAFETY: by the contract.
            unsafe { arena.set_words(address, self.words(patch)) };
        }
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> usize {
        self.cells.bytes() + self.latest.bytes() + self.patches.bytes() + self.changed.cells.capacity() * 8
    }
}

impl Latest {
    /// How many cells a jump compares.
    pub(super) fn len(&self) -> usize {
        self.patches.len()
    }

    /// The memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.read) + self.patches.bytes()
    }
}

/// Visits the places of the bits that are set, in ascending order. There may be hundreds of thousands, so this is no chain of
/// iterators.
#[inline(always)]
fn ones(words: &[u64], mut visit: impl FnMut(usize)) {
    for (index, &word) in words.iter().enumerate() {
        let mut rest = word;
        while rest != 0 {
            visit(index * 64 + rest.trailing_zeros() as usize);
            rest &= rest - 1;
        }
    }
}

impl Numbers {
    /// An operation begins.
    pub(super) fn begin(&mut self) {
        self.last = 0;
    }

    /// The number of the cell at `address`: this one, if it has none yet.
    fn get_or_insert(&mut self, address: u32, next: u32) -> u32 {
        let cell = (address / CELL) as usize;
        let (part, cell) = (cell / PART, cell % PART);
        if part >= self.parts.len() {
            self.parts.resize_with(part + 1, || None);
        }
        self.made += usize::from(self.parts[part].is_none());
        let part = self.parts[part].get_or_insert_with(|| Box::new([NONE; PART]));
        if part[cell] == NONE {
            part[cell] = next;
        }
        part[cell]
    }

    /// From now on nobody reads the cells in a range of lost bytes.
    pub(super) fn abandon(&mut self, range: Range<u32>) {
        let mut abandoned = mem::take(&mut self.abandoned);
        self.each_in(range, |cell| {
            if cell / 64 >= abandoned.len() {
                abandoned.resize(cell / 64 + 1, 0);
            }
            abandoned[cell / 64] |= 1 << (cell % 64);
        });
        self.abandoned = abandoned;
    }

    /// Visits the cells that lie in a range with all of their bytes.
    fn each_in(&self, range: Range<u32>, mut visit: impl FnMut(usize)) {
        let (first, end) = (range.start.div_ceil(CELL) as usize, (range.end / CELL) as usize);
        let mut cell = first;
        while cell < end {
            let next = (cell / PART + 1) * PART;
            let Some(part) = self.parts.get(cell / PART) else { return };
            if let Some(part) = part {
                for &number in &part[cell % PART..PART - next.saturating_sub(end)] {
                    if number != NONE {
                        visit(number as usize);
                    }
                }
            }
            cell = next;
        }
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> usize {
        self.made * size_of::<[u32; PART]>()
            + self.parts.capacity() * size_of::<usize>()
            + self.abandoned.capacity() * 8
    }
}

/// Bits of the first control byte: the kinds of words, the length of the first, and whether both have 8 bytes.
const ADDRESS: u8 = 1;
const SIXTEENS: u8 = 2;
const WIDE: u8 = 1 << 6;

/// The bytes that a number takes, from 1.
fn len(number: u32) -> usize {
    (4 - (number | 1).leading_zeros() as usize / 8).max(1)
}

/// A length in a control byte.
fn bits(len: usize) -> u8 {
    (len as u8 - 1) & 3
}

fn len_of(control: u8) -> usize {
    usize::from(control & 3) + 1
}

/// The lengths of the words of a patch.
#[inline(always)]
fn lens(bytes: &[u8]) -> (usize, usize) {
    if bytes[0] & WIDE == 0 { (len_of(bytes[0] >> 4), len_of(bytes[1])) } else { (8, 8) }
}

/// A number of 1 to 4 bytes.
#[inline(always)]
fn number(bytes: &[u8], at: usize, len: usize) -> u32 {
    let four = match bytes.get(at..at + 4) {
        Some(four) => u32::from_le_bytes([four[0], four[1], four[2], four[3]]),
        // Behind the last patch there is nothing yet.
        None => bytes[at..].iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)),
    };
    four & (u32::MAX >> (32 - 8 * len))
}

fn wide(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 8].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BASE: usize = 0x50_0000;

    /// Words as they are in headers: small sizes, pointers, and any others.
    fn word() -> impl Strategy<Value = usize> {
        prop_oneof![0_usize..300, (0_usize..5000).prop_map(|granule| BASE + granule * 16), any::<usize>()]
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: if cfg!(miri) { 4 } else { 500 },
            failure_persistence: None,
            ..Default::default()
        })]

        #[test]
        fn patches_come_back(
            operations in proptest::collection::vec(
                proptest::collection::vec((0_u32..100_000, word(), word()), 0..6), 1..40
            ),
            filled in 0_usize..100,
        ) {
            let mut headers = Headers::new(BASE);
            // Near the end of a chunk.
            headers.patches.extend(&vec![FILLER; Chunks::<u8>::LEN - filled]);
            let (mut ends, mut expected, mut before) = (vec![headers.end()], Vec::new(), NONE);
            for operation in &operations {
                let mut last = 0;
                for &(cell, one, other) in operation {
                    let patch = headers.push([one, other], cell, before, last);
                    expected.push((cell, [one, other], before));
                    (last, before) = (cell, patch);
                }
                ends.push(headers.end());
            }
            let mut found = Vec::new();
            for pair in ends.windows(2) {
                let (mut at, mut cell) = (pair[0], 0);
                while at < pair[1] {
                    let Some(entry) = headers.entry(at, cell) else {
                        at = Chunks::<u8>::next_chunk(at);
                        continue;
                    };
                    found.push((entry.cell, headers.words(at as u32), entry.before));
                    (at, cell) = (entry.end, entry.cell);
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
