//! The headers of a run: what every operation wrote into them, and what they are at a position. [`super::history`] explains
//! what they are for.
//!
//! A header, tag or footer lies in one or two *cells*, each of two words. Every cell that ever had one has a number, and each
//! operation that changed its words a *patch*: the words since then, and the patch that had the words before. A patch is never changed. For a position it suffices to know which patch each cell has its words from; so going
//! one operation forwards or backwards follows its patches, and a jump compares two such lists.
//!
//! A word is kept as a number, and often it is a pointer in the arena. It is written as a pointer to that address with the
//! provenance of the arena, which all pointers there have.

use std::{iter, mem, ops::Range};

use super::chunks::Chunks;
use crate::arena::{Arena, Settings, Words};

/// Bytes of a cell.
pub(super) const CELL: u32 = size_of::<Words>() as u32;

/// No patch: the cell is as fresh pages are, zero.
const NONE: u32 = u32::MAX;

/// The headers of a run at one position.
pub(super) struct Headers {
    /// The address of the first byte of the arena.
    base: usize,
    /// The address of each cell, by its number.
    cells: Chunks<u32>,
    /// The patch that each cell has its words from.
    latest: Chunks<u32>,
    /// The patches, each known by the index of its first byte.
    patches: Chunks<u8>,
}

/// The patch that each cell had its words from at a position. Cells that came later are left out.
pub(super) struct Latest(Box<[u32]>);

/// The number of each cell, while a run is recorded.
#[derive(Default)]
pub(super) struct Numbers {
    /// Parts of the arena in address order, each once it has a cell; in them, the number of each, or [`NONE`].
    parts: Vec<Option<Box<[u32; PART]>>>,
    /// The cell of the last patch of this operation.
    last: u32,
}

/// Cells in a part of the arena.
const PART: usize = 64;

/// The most bytes of a patch: the kinds of its two words, they, and two more numbers.
const MOST: usize = 1 + 2 * 10 + 2 * 5;
/// Ends a chunk: no patch begins with this byte.
const FILLER: u8 = u8::MAX;

impl Headers {
    pub(super) fn new(base: usize) -> Self {
        Self { base, cells: Chunks::new(), latest: Chunks::new(), patches: Chunks::new() }
    }

    /// One past the last patch.
    pub(super) fn end(&self) -> usize {
        self.patches.len()
    }

    /// Adds a patch if the cell at `address` is not as it was when it was last compared.
    pub(super) fn compare(&mut self, arena: &Arena, address: u32, numbers: &mut Numbers) {
        let Some(words) = arena.words(address) else { return };
        let next = self.cells.len() as u32;
        let cell = numbers.get_or_insert(address, next);
        if cell == next {
            self.cells.push(address);
            self.latest.push(NONE);
        }
        let before = self.latest.get(cell as usize);
        if self.words(before) != words {
            let patch = self.push(words, cell, before, mem::replace(&mut numbers.last, cell));
            self.latest.set(cell as usize, patch);
        }
    }

    /// Adds a patch of a cell, after one of another cell in the same operation.
    fn push(&mut self, words: Words, cell: u32, before: u32, other: u32) -> u32 {
        let patch = self.patches.make_room(MOST, FILLER) as u32;
        let mut writer = Writer { bytes: [0; MOST], len: 0 };
        let packed = words.map(|word| self.pack(word));
        writer.byte(packed[0].0 | packed[1].0 << 2);
        packed.into_iter().for_each(|(_, number)| writer.number(number));
        let distance = i64::from(cell) - i64::from(other);
        writer.number((distance << 1 ^ distance >> 63) as u64);
        writer.number(if before == NONE { 0 } else { (patch - before).into() });
        self.patches.extend(&writer.bytes[..writer.len]);
        patch
    }

    /// The kind of a word, and a number that is often small: it may be an offset in the arena, and count 16s.
    fn pack(&self, word: usize) -> (u8, u64) {
        let offset = word.wrapping_sub(self.base);
        let (kind, number) =
            if offset <= Settings::MAX_BYTES as usize { (ADDRESS, offset) } else { (0, word) };
        if number.is_multiple_of(16) { (kind | SIXTEENS, number as u64 / 16) } else { (kind, number as u64) }
    }

    #[inline]
    fn unpack(&self, kind: u8, number: u64) -> usize {
        let number = if kind & SIXTEENS != 0 { number as usize * 16 } else { number as usize };
        if kind & ADDRESS != 0 { self.base.wrapping_add(number) } else { number }
    }

    /// The words of a patch.
    fn words(&self, patch: u32) -> Words {
        match patch {
            NONE => [0; 2],
            _ => self.read_words(&mut Reader(self.patches.from(patch as usize))),
        }
    }

    #[inline]
    fn read_words(&self, reader: &mut Reader) -> Words {
        let kinds = reader.byte();
        let first = self.unpack(kinds, reader.number());
        [first, self.unpack(kinds >> 2, reader.number())]
    }

    /// Visits patches of one operation: the patch, its words, its cell, and the patch before it.
    #[inline]
    fn each(&self, range: Range<usize>, mut visit: impl FnMut(u32, Words, u32, u32)) {
        let (mut at, mut cell) = (range.start, 0_i64);
        while at < range.end {
            let bytes = self.patches.from(at);
            if bytes[0] == FILLER {
                at = Chunks::<u8>::next_chunk(at);
                continue;
            }
            let mut reader = Reader(bytes);
            let words = self.read_words(&mut reader);
            let distance = reader.number();
            cell += (distance >> 1) as i64 ^ -((distance & 1) as i64);
            let before = match reader.number() {
                0 => NONE,
                back => at as u32 - back as u32,
            };
            visit(at as u32, words, cell as u32, before);
            at += bytes.len() - reader.0.len();
        }
    }

    /// Moves the headers from before an operation with these patches to after it.
    ///
    /// # Safety
    /// The run is over, and the arena [settled](Self::settle).
    pub(super) unsafe fn redo(&mut self, range: Range<usize>, arena: &mut Arena) {
        let mut latest = mem::replace(&mut self.latest, Chunks::new());
        self.each(range, |patch, words, cell, _| {
            latest.set(cell as usize, patch);
            // SAFETY: by the contract.
            unsafe { arena.set_words(self.cells.get(cell as usize), words) };
        });
        self.latest = latest;
    }

    /// Moves the headers from after an operation with these patches to before it.
    ///
    /// # Safety
    /// The run is over, and the arena [settled](Self::settle).
    pub(super) unsafe fn undo(&mut self, range: Range<usize>, arena: &mut Arena) {
        let mut latest = mem::replace(&mut self.latest, Chunks::new());
        self.each(range, |_, _, cell, before| {
            latest.set(cell as usize, before);
            // SAFETY: by the contract. An operation has at most one patch of a cell, so their order does not matter.
            unsafe { arena.set_words(self.cells.get(cell as usize), self.words(before)) };
        });
        self.latest = latest;
    }

    /// The patches of this position.
    pub(super) fn latest(&self) -> Latest {
        Latest(self.latest.iter().collect())
    }

    /// How many cells a jump compares.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Jumps to the position at which these were the patches; without them, to the start.
    ///
    /// # Safety
    /// The run is over, and the arena [settled](Self::settle).
    pub(super) unsafe fn jump(&mut self, to: Option<&Latest>, arena: &mut Arena) {
        let known = to.map_or(&[][..], |latest| &latest.0);
        let mut targets = known.iter().copied().chain(iter::repeat(NONE));
        let mut latest = mem::replace(&mut self.latest, Chunks::new());
        for (cell, (now, target)) in latest.iter_mut().zip(&mut targets).enumerate() {
            if *now != target {
                *now = target;
                // SAFETY: by the contract.
                unsafe { arena.set_words(self.cells.get(cell), self.words(target)) };
            }
        }
        self.latest = latest;
    }

    /// Writes all headers into the arena, as they were when they were last compared.
    ///
    /// # Safety
    /// The allocator in the arena runs no more operations, since the contents of live blocks are lost.
    pub(super) unsafe fn settle(&self, arena: &mut Arena) {
        for (address, patch) in self.cells.iter().zip(self.latest.iter()) {
            // SAFETY: by the contract.
            unsafe { arena.set_words(address, self.words(patch)) };
        }
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> usize {
        self.cells.bytes() + self.latest.bytes() + self.patches.bytes()
    }
}

impl Latest {
    /// The memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.0)
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
        let part = self.parts[part].get_or_insert_with(|| Box::new([NONE; PART]));
        if part[cell] == NONE {
            part[cell] = next;
        }
        part[cell]
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> usize {
        let parts = self.parts.iter().flatten().count() * size_of::<[u32; PART]>();
        parts + self.parts.capacity() * size_of::<usize>()
    }
}

/// Kinds of words.
const ADDRESS: u8 = 1;
const SIXTEENS: u8 = 2;

struct Writer {
    bytes: [u8; MOST],
    len: usize,
}

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    fn number(&mut self, mut number: u64) {
        while number > 127 {
            self.byte(number as u8 | 128);
            number >>= 7;
        }
        self.byte(number as u8);
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    #[inline]
    fn byte(&mut self) -> u8 {
        let byte = self.0[0];
        self.0 = &self.0[1..];
        byte
    }

    #[inline]
    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return number;
            }
        }
    }
}
