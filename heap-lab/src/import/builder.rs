//! Requests on keys (numbers, addresses) to a trace: [`Builder`]. What is odd is done alike for every format, and noted.

use std::{collections::HashMap, rc::Rc};

use super::{
    Format, ImportError, Imported,
    notes::{Note, NoteKind, Notes},
};
use crate::trace::{BlockId, Blocks, MAX_ALIGN, MAX_RECORDED, MAX_SIZE, Op, Source, Trace};

/// What the file calls a block: its number, or its address.
pub type Key = u64;

/// A trace in the making.
pub struct Builder {
    format: Format,
    /// Whether the keys are numbers that mean something to the reader, rather than addresses.
    numbered: bool,
    ops: Vec<Op>,
    lines: Vec<u32>,
    blocks: Blocks,
    /// The bytes of each block, while it is live.
    sizes: Vec<u32>,
    known: HashMap<Key, Known>,
    notes: Notes,
    line: u32,
    live: u64,
    peak_live: u64,
}

/// The last block of a key.
#[derive(Clone, Copy)]
enum Known {
    /// It is live; so many blocks had this key, this one included.
    Live { block: BlockId, uses: u32 },
    /// It was freed on that line.
    Freed { block: BlockId, line: u32, uses: u32 },
    /// Its request was left out.
    LeftOut { uses: u32 },
}

impl Known {
    fn uses(self) -> u32 {
        match self {
            Self::Live { uses, .. } | Self::Freed { uses, .. } | Self::LeftOut { uses } => uses,
        }
    }
}

impl Builder {
    /// A trace without operations. If the keys are `numbered`, blocks are named after them.
    pub fn new(format: Format, numbered: bool) -> Self {
        Self {
            format,
            numbered,
            ops: Vec::new(),
            lines: Vec::new(),
            blocks: Blocks::default(),
            sizes: Vec::new(),
            known: HashMap::new(),
            notes: Notes::default(),
            line: 0,
            live: 0,
            peak_live: 0,
        }
    }

    /// The line of what follows, from 1.
    pub fn at(&mut self, line: u32) {
        self.line = line;
    }

    /// Something odd on this line.
    pub fn note(&mut self, kind: NoteKind) {
        self.note_at(self.line, kind);
    }

    /// Something odd on another line.
    pub fn note_at(&mut self, line: u32, kind: NoteKind) {
        self.notes.push(Note { line, kind });
    }

    /// Operations so far.
    pub fn len(&self) -> usize {
        self.ops.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
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
        if let Some(&Known::Live { block, uses }) = self.known.get(&key) {
            self.note(NoteKind::AllocLive { block });
            self.free_block(key, block, uses)?;
        }
        let uses = self.known.get(&key).map_or(0, |known| known.uses()) + 1;
        let Some(size) = self.size(size) else {
            self.known.insert(key, Known::LeftOut { uses });
            return Ok(());
        };
        let align = self.align(align);
        let block = self.blocks.len() as BlockId;
        let name = match (self.numbered, uses) {
            (false, _) => format!("#{}", block + 1),
            (true, 1) => format!("#{key}"),
            (true, uses) => format!("#{key}.{uses}"),
        };
        self.push(Op::Alloc { block, size, align, zeroed })?;
        self.blocks.push(&name);
        self.sizes.push(0);
        self.resized(block, size);
        self.known.insert(key, Known::Live { block, uses });
        Ok(())
    }

    /// A request for another size, after which the block may have another key.
    ///
    /// # Errors
    /// The trace is too long.
    pub fn reallocate(&mut self, old: Key, new: Key, size: Option<u64>) -> Result<(), ImportError> {
        match self.known.get(&old).copied() {
            Some(Known::Live { block, uses }) => {
                if size == Some(0) {
                    self.note(NoteKind::ReallocZero);
                    return self.free_block(old, block, uses);
                }
                let Some(size) = self.size(size) else { return Ok(()) };
                if new != old
                    && let Some(&Known::Live { block: other, uses }) = self.known.get(&new)
                {
                    self.note(NoteKind::AllocLive { block: other });
                    self.free_block(new, other, uses)?;
                }
                self.push(Op::Realloc { block, size })?;
                self.resized(block, size);
                if new != old {
                    self.known.insert(old, Known::Freed { block, line: self.line, uses });
                    let uses = self.known.get(&new).map_or(0, |known| known.uses()) + 1;
                    self.known.insert(new, Known::Live { block, uses });
                }
                Ok(())
            }
            Some(Known::LeftOut { uses }) => {
                if new != old {
                    self.known.insert(new, Known::LeftOut { uses });
                }
                Ok(())
            }
            None | Some(Known::Freed { .. }) => {
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
        match self.known.get(&key).copied() {
            Some(Known::Live { block, uses }) => self.free_block(key, block, uses),
            Some(Known::Freed { block, line, .. }) => {
                self.note(NoteKind::DoubleFree { block, freed: line });
                Ok(())
            }
            Some(Known::LeftOut { .. }) => Ok(()),
            None => {
                self.note(NoteKind::FreeUnknown);
                Ok(())
            }
        }
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
        let mut never: Vec<_> = self
            .known
            .values()
            .filter_map(|known| match *known {
                Known::Live { block, .. } => Some(block),
                Known::Freed { .. } | Known::LeftOut { .. } => None,
            })
            .collect();
        never.sort_unstable();
        let mut never = never.into_iter().peekable();
        for (op, line) in self.ops.iter().zip(&self.lines) {
            if let Op::Alloc { block, .. } = *op
                && never.next_if_eq(&block).is_some()
            {
                let kind = NoteKind::NeverFreed { block, size: self.sizes[block as usize] };
                self.notes.push(Note { line: *line, kind });
            }
        }
        self.notes.finish();
        Ok(Imported {
            trace: Rc::new(Trace { ops: self.ops, blocks: self.blocks }),
            source: Source::script(self.lines),
            format: self.format,
            notes: self.notes,
            peak_live: self.peak_live,
        })
    }

    fn free_block(&mut self, key: Key, block: BlockId, uses: u32) -> Result<(), ImportError> {
        self.push(Op::Free { block })?;
        self.resized(block, 0);
        self.known.insert(key, Known::Freed { block, line: self.line, uses });
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
        let held = &mut self.sizes[block as usize];
        self.live = self.live - u64::from(*held) + u64::from(size);
        *held = size;
        self.peak_live = self.peak_live.max(self.live);
    }

    fn push(&mut self, op: Op) -> Result<(), ImportError> {
        if self.ops.len() == MAX_RECORDED {
            return Err(ImportError::TooLong { line: self.line });
        }
        self.ops.push(op);
        self.lines.push(self.line);
        Ok(())
    }
}
