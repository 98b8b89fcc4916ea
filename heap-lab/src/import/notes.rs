//! What was odd about an imported file, by line, and what was done about it: facts, of which [`crate::text`] makes the
//! sentences.

use super::hidden::Hidden;
use crate::trace::BlockId;

/// Something odd on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line, from 1.
    pub line: u32,
    /// What is odd.
    pub kind: NoteKind,
}

/// What is odd. Where it says what the block is, that is a block of the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// A free of a block of which the file has no allocation. Left out.
    FreeUnknown,
    /// A free of no block, which frees nothing in C. Left out.
    FreeNull,
    /// Frees of blocks that were allocated before the recording began. The recorder left them out.
    FreesBefore {
        /// How many.
        count: u64,
    },
    /// A free of a block that was freed before. Left out.
    DoubleFree {
        /// The block.
        block: BlockId,
        /// The line of the first free, or of the realloc after which it was elsewhere.
        freed: u32,
    },
    /// A realloc of a block that is not live. An allocation now.
    ReallocUnknown,
    /// A realloc to 0 bytes. A free now.
    ReallocZero,
    /// An allocation at an address or number that is live. The old block is freed first.
    AllocLive {
        /// The old block.
        block: BlockId,
    },
    /// The size is missing. 0 is taken for it.
    NoSize,
    /// A request for 0 bytes. The allocators get a request for 1 byte.
    ZeroSize,
    /// No arena can be as large as the request. Left out, like everything about this block that follows.
    TooLarge {
        /// The bytes requested.
        size: u64,
    },
    /// The alignment is above the largest of the traces. That is taken for it.
    LargeAlign {
        /// The alignment requested.
        align: u64,
    },
    /// The request was refused when it was recorded. Left out.
    WasRefused,
    /// A line that says nothing about allocations. Left out.
    Ignored,
    /// A call whose address the tool did not record. Left out.
    NoAddress,
    /// The line is cut off. Left out.
    CutOff,
    /// The block is never freed, as often at the end of a program.
    NeverFreed {
        /// The block.
        block: BlockId,
        /// The bytes that it has at the end.
        size: u32,
    },
    /// The header or the end says another number of operations than there are. Nobody relies on it.
    HeaderOps {
        /// What it says.
        said: u64,
        /// How many there are.
        found: u32,
    },
    /// The header says another number of blocks.
    HeaderIds {
        /// What it says.
        said: u64,
        /// How many there are.
        found: u32,
    },
    /// A call of another process than the first one in the log. Left out.
    OtherProcess {
        /// The process.
        pid: u64,
    },
    /// A call inside the C library, of which ltrace records wrong arguments. Left out.
    InsideLibc,
    /// Calls of a function that may return memory: the file does not say how much, so their blocks are unknown.
    Hidden {
        /// The function.
        call: Hidden,
        /// How many calls; the note is on the line of the first.
        count: u32,
    },
    /// The end that our recorder writes is missing: the program was killed, or the file was cut off.
    NoEnd,
}

const _: () = assert!(size_of::<Note>() <= 24, "there may be many");

impl NoteKind {
    /// The number of kinds.
    pub const KINDS: usize = 22;

    /// The number of its kind, for counts.
    pub fn index(self) -> usize {
        match self {
            Self::FreeUnknown => 0,
            Self::DoubleFree { .. } => 1,
            Self::ReallocUnknown => 2,
            Self::ReallocZero => 3,
            Self::AllocLive { .. } => 4,
            Self::NoSize => 5,
            Self::ZeroSize => 6,
            Self::TooLarge { .. } => 7,
            Self::LargeAlign { .. } => 8,
            Self::WasRefused => 9,
            Self::Ignored => 10,
            Self::NoAddress => 11,
            Self::CutOff => 12,
            Self::NeverFreed { .. } => 13,
            Self::HeaderOps { .. } => 14,
            Self::HeaderIds { .. } => 15,
            Self::NoEnd => 16,
            Self::FreeNull => 17,
            Self::OtherProcess { .. } => 18,
            Self::InsideLibc => 19,
            Self::FreesBefore { .. } => 20,
            Self::Hidden { .. } => 21,
        }
    }
}

/// All notes on a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    list: Vec<Note>,
    counts: [u32; NoteKind::KINDS],
    /// The first of each kind.
    first: [Option<Note>; NoteKind::KINDS],
}

impl Notes {
    /// Notes that are listed; further ones are only counted.
    pub const LISTED: usize = 100_000;
    /// Notes of each kind that are listed even then, so that a frequent kind leaves room for the others.
    pub const OF_EACH: u32 = 1_000;

    /// Adds a note.
    pub fn push(&mut self, note: Note) {
        let kind = note.kind.index();
        self.counts[kind] = self.counts[kind].saturating_add(1);
        self.first[kind].get_or_insert(note);
        if self.list.len() < Self::LISTED || self.counts[kind] <= Self::OF_EACH {
            self.list.push(note);
        }
    }

    /// Sorts the list by line, once all notes are there.
    pub fn finish(&mut self) {
        self.list.sort_by_key(|note| note.line);
        self.list.shrink_to_fit();
    }

    /// The notes, by line.
    pub fn list(&self) -> &[Note] {
        &self.list
    }

    /// The number of notes, those included that are not listed.
    pub fn len(&self) -> u32 {
        self.counts.iter().fold(0, |sum, &count| sum.saturating_add(count))
    }

    /// The number of notes that are only counted.
    pub fn unlisted(&self) -> u32 {
        self.len() - self.list.len() as u32
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each kind that occurs, by its first note, and how often it does.
    pub fn kinds(&self) -> impl Iterator<Item = (Note, u32)> + '_ {
        self.first.iter().zip(self.counts).filter_map(|(first, count)| Some(((*first)?, count)))
    }

    /// How often a kind occurs.
    pub fn count(&self, kind: NoteKind) -> u32 {
        self.counts[kind.index()]
    }
}
