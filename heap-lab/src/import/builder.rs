//! Requests on keys (numbers, addresses) to a trace: [`Builder`]. What is odd is done alike for every format, and noted.

use std::rc::Rc;

use super::{
    Format, ImportError, Imported, Wrong,
    keys::Keys,
    notes::{Note, NoteKind, Notes},
    write::push_digits,
};
use crate::trace::{BlockId, Blocks, MAX_ALIGN, MAX_RECORDED, MAX_SIZE, Op, Source, Trace};

/// What the file calls a block: its number, or its address.
pub type Key = u64;

/// A trace in the making.
pub struct Builder {
    format: Format,
    ops: Vec<Op>,
    lines: Vec<u32>,
    blocks: Blocks,
    /// For each block its bytes while it is live; then [`FREED`] and the line of its free.
    held: Vec<u32>,
    keys: Keys,
    /// Blocks that got another key, and on which line.
    moves: Vec<(BlockId, u32)>,
    /// Requests that are no operations, but of whose keys something is kept. They count as operations, so memory has a limit
    /// whatever a file says.
    left_out: usize,
    notes: Notes,
    line: u32,
    live: u64,
    peak_live: u64,
    name: String,
}

/// What is known of a key.
#[derive(Clone, Copy)]
enum Known {
    /// It is that of this live block.
    Live(BlockId),
    /// It was that of this block, which was freed.
    Freed(BlockId),
    /// It was that of a block that has another key now: the number of the move.
    Moved(u32),
    /// Its request was left out. It may have been that of a block before.
    LeftOut(Option<BlockId>),
    /// It is that of a block that the file does not tell.
    Unknown,
}

/// Stands for [`Known::Unknown`] where there is a block otherwise.
const UNKNOWN: u32 = 1 << 29;

/// Marks blocks that were freed. No size is that large.
const FREED: u32 = 1 << 31;

impl Known {
    /// As a number other than 0. Blocks and moves are fewer than operations, so that two bits are left.
    fn pack(self) -> u32 {
        let (number, kind) = match self {
            Self::Live(block) => (block, 0),
            Self::Freed(block) => (block, 1),
            Self::Moved(number) => (number, 2),
            Self::LeftOut(block) => (block.map_or(0, |block| block + 1), 3),
            Self::Unknown => (UNKNOWN, 3),
        };
        (number << 2 | kind) + 1
    }

    fn unpack(packed: u32) -> Option<Self> {
        let packed = packed.checked_sub(1)?;
        let number = packed >> 2;
        Some(match packed & 3 {
            0 => Self::Live(number),
            1 => Self::Freed(number),
            2 => Self::Moved(number),
            _ if number == UNKNOWN => Self::Unknown,
            _ => Self::LeftOut(number.checked_sub(1)),
        })
    }
}

const _: () = assert!(MAX_RECORDED < UNKNOWN as usize && MAX_SIZE < FREED);

impl Builder {
    /// A trace without operations, of a file of this format.
    pub fn new(format: Format) -> Self {
        Self {
            format,
            ops: Vec::new(),
            lines: Vec::new(),
            blocks: Blocks::default(),
            held: Vec::new(),
            keys: Keys::default(),
            moves: Vec::new(),
            left_out: 0,
            notes: Notes::default(),
            line: 0,
            live: 0,
            peak_live: 0,
            name: String::new(),
        }
    }

    /// Sets the line of what follows, from 1.
    pub fn at(&mut self, line: u32) {
        self.line = line;
    }

    /// The line of what follows, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Something odd on this line.
    pub fn note(&mut self, kind: NoteKind) {
        self.note_at(self.line, kind);
    }

    /// Something odd on another line.
    pub fn note_at(&mut self, line: u32, kind: NoteKind) {
        self.notes.push(Note { line, kind });
    }

    /// The error that this line is no operation.
    pub fn wrong(&self, line: &[u8], wrong: Wrong) -> ImportError {
        // Four bytes are the most of a character.
        let start = &line[..line.len().min(ImportError::SHOWN * 4)];
        let visible = |letter: char| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter };
        let text: String =
            String::from_utf8_lossy(start).chars().map(visible).take(ImportError::SHOWN).collect();
        ImportError::Line { line: self.line, format: self.format, text: text.into(), wrong }
    }

    /// Operations so far.
    pub fn len(&self) -> usize {
        self.ops.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
    }

    /// Keys that had a block so far, or whose request was left out.
    pub fn keys(&self) -> u32 {
        self.keys.len()
    }

    /// Blocks so far.
    pub fn blocks(&self) -> usize {
        self.blocks.len()
    }

    /// A request for a new block. `size` is `None` if the file does not say it; `align` is that of the request, or 0 if the
    /// file does not say it.
    ///
    /// # Errors
    /// The trace is too long.
    pub fn allocate(
        &mut self,
        key: Key,
        size: Option<u64>,
        align: u64,
        zeroed: bool,
    ) -> Result<(), ImportError> {
        let before = self.known(key);
        if let Some(Known::Live(block)) = before {
            self.note(NoteKind::AllocLive { block });
            self.free_block(key, block)?;
        }
        let Some(size) = self.size(size) else {
            self.set(key, Known::LeftOut(self.last_block(before)));
            return self.leave_out();
        };
        let align = self.align(align);
        let block = self.blocks.len() as BlockId;
        self.push(Op::Alloc { block, size, align, zeroed })?;
        self.add_name(key, before);
        self.held.push(0);
        self.resized(block, size);
        self.set(key, Known::Live(block));
        Ok(())
    }

    /// Something that the file does not tell allocates a block of unknown size. A block that was there was freed without a word.
    ///
    /// # Errors
    /// The trace is too long.
    pub fn replace_unknown(&mut self, key: Key) -> Result<(), ImportError> {
        if let Some(Known::Live(block)) = self.known(key) {
            self.note(NoteKind::AllocLive { block });
            self.free_block(key, block)?;
        }
        // Nothing else is known of new keys.
        if self.known(key).is_some() {
            self.set(key, Known::Unknown);
        }
        Ok(())
    }

    /// A request for another size, after which the block may have another key.
    ///
    /// # Errors
    /// The trace is too long.
    pub fn reallocate(&mut self, old: Key, new: Key, size: Option<u64>) -> Result<(), ImportError> {
        match self.known(old) {
            Some(Known::Live(block)) if size.unwrap_or(0) == 0 => {
                if size.is_none() {
                    self.note(NoteKind::NoSize);
                }
                self.note(NoteKind::ReallocZero);
                self.free_block(old, block)
            }
            Some(Known::Live(block)) => {
                if new != old {
                    self.move_block(block, old, new)?;
                }
                // A block whose new size no arena has stays as it is.
                let Some(size) = self.size(size) else { return self.leave_out() };
                self.push(Op::Realloc { block, size })?;
                self.resized(block, size);
                Ok(())
            }
            Some(Known::LeftOut(_)) if new == old => Ok(()),
            Some(Known::LeftOut(_)) => {
                if let Some(Known::Live(block)) = self.known(new) {
                    self.note(NoteKind::AllocLive { block });
                    self.free_block(new, block)?;
                }
                self.set(new, Known::LeftOut(self.last_block(self.known(new))));
                self.leave_out()
            }
            None | Some(Known::Freed(_) | Known::Moved(_) | Known::Unknown) => {
                self.note(NoteKind::ReallocUnknown);
                self.allocate(new, size, 0, false)
            }
        }
    }

    /// A free.
    ///
    /// # Errors
    /// The trace is too long.
    pub fn free(&mut self, key: Key) -> Result<(), ImportError> {
        match self.known(key) {
            Some(Known::Live(block)) => return self.free_block(key, block),
            Some(Known::Freed(block)) => {
                let freed = self.held[block as usize] & !FREED;
                self.note(NoteKind::DoubleFree { block, freed });
            }
            Some(Known::Moved(number)) => {
                let (block, freed) = self.moves[number as usize];
                self.note(NoteKind::DoubleFree { block, freed });
            }
            Some(Known::LeftOut(_)) => {}
            None | Some(Known::Unknown) => self.note(NoteKind::FreeUnknown),
        }
        Ok(())
    }

    /// A label.
    ///
    /// # Errors
    /// The trace is too long.
    pub fn label(&mut self, text: &str) -> Result<(), ImportError> {
        self.push(Op::Label { text: text.into() })
    }

    /// Other code takes pages.
    ///
    /// # Errors
    /// The trace is too long.
    pub fn take_pages(&mut self, pages: u32) -> Result<(), ImportError> {
        self.push(Op::TakePages { pages })
    }

    /// The trace, once the file is over.
    ///
    /// # Errors
    /// There is no operation.
    pub fn finish(mut self) -> Result<Imported, ImportError> {
        if self.ops.is_empty() {
            return Err(ImportError::Empty);
        }
        drop((self.keys, self.moves));
        for (op, &line) in self.ops.iter().zip(&self.lines) {
            let Op::Alloc { block, .. } = *op else { continue };
            let size = self.held[block as usize];
            if size & FREED == 0 {
                self.notes.push(Note { line, kind: NoteKind::NeverFreed { block, size } });
            }
        }
        drop(self.held);
        self.notes.finish();
        Ok(Imported {
            trace: Rc::new(Trace { ops: self.ops, blocks: self.blocks }),
            source: Source::script(self.lines),
            format: self.format,
            notes: Rc::new(self.notes),
            peak_live: self.peak_live,
            lines: self.line,
            bytes: 0,
        })
    }

    fn known(&self, key: Key) -> Option<Known> {
        Known::unpack(self.keys.get(key))
    }

    fn set(&mut self, key: Key, known: Known) {
        self.keys.set(key, known.pack());
    }

    /// The last block of a key of which this is known.
    fn last_block(&self, known: Option<Known>) -> Option<BlockId> {
        match known? {
            Known::Live(block) | Known::Freed(block) => Some(block),
            Known::Moved(number) => Some(self.moves[number as usize].0),
            Known::LeftOut(block) => block,
            Known::Unknown => None,
        }
    }

    /// Names a new block after its key, or counts: `#7` is followed by `#7.2`.
    fn add_name(&mut self, key: Key, before: Option<Known>) {
        let earlier = self.last_block(before).filter(|_| self.format.is_numbered());
        let name = &mut self.name;
        name.clear();
        name.push('#');
        push_digits(name, if self.format.is_numbered() { key } else { self.blocks.len() as u64 + 1 });
        if let Some(earlier) = earlier.and_then(|block| self.blocks.get(block)) {
            let nth = earlier.split_once('.').and_then(|(_, nth)| nth.parse().ok()).unwrap_or(1_u64);
            name.push('.');
            push_digits(name, nth + 1);
        }
        self.blocks.push(name);
    }

    fn free_block(&mut self, key: Key, block: BlockId) -> Result<(), ImportError> {
        self.push(Op::Free { block })?;
        self.resized(block, 0);
        self.held[block as usize] = FREED | self.line.min(FREED - 1);
        self.set(key, Known::Freed(block));
        Ok(())
    }

    fn move_block(&mut self, block: BlockId, old: Key, new: Key) -> Result<(), ImportError> {
        if let Some(Known::Live(other)) = self.known(new) {
            self.note(NoteKind::AllocLive { block: other });
            self.free_block(new, other)?;
        }
        self.set(old, Known::Moved(self.moves.len() as u32));
        self.moves.push((block, self.line));
        self.set(new, Known::Live(block));
        Ok(())
    }

    /// A size that an arena may have; `None` if the request has to be left out.
    fn size(&mut self, size: Option<u64>) -> Option<u32> {
        match size {
            None => self.note(NoteKind::NoSize),
            Some(0) => self.note(NoteKind::ZeroSize),
            Some(size) if size > u64::from(MAX_SIZE) => {
                self.note(NoteKind::TooLarge { size });
                return None;
            }
            Some(_) => {}
        }
        Some(size.unwrap_or(0) as u32)
    }

    fn align(&mut self, align: u64) -> u32 {
        match align {
            0 => crate::script::DEFAULT_ALIGN,
            align if align > u64::from(MAX_ALIGN) => {
                self.note(NoteKind::LargeAlign { align });
                MAX_ALIGN
            }
            align => (align as u32).next_power_of_two(),
        }
    }

    fn resized(&mut self, block: BlockId, size: u32) {
        let held = &mut self.held[block as usize];
        self.live = self.live - u64::from(*held) + u64::from(size);
        *held = size;
        self.peak_live = self.peak_live.max(self.live);
    }

    fn push(&mut self, op: Op) -> Result<(), ImportError> {
        self.room()?;
        self.ops.push(op);
        self.lines.push(self.line);
        Ok(())
    }

    fn leave_out(&mut self) -> Result<(), ImportError> {
        self.room()?;
        self.left_out += 1;
        Ok(())
    }

    /// Whether there is room for another operation.
    fn room(&self) -> Result<(), ImportError> {
        if self.ops.len() + self.left_out < MAX_RECORDED {
            Ok(())
        } else {
            Err(ImportError::TooLong { line: self.line })
        }
    }
}

#[cfg(test)]
mod tests;
