//! A trace: the requests of a program to its allocator, as plain data.
//!
//! A trace contains no allocator and no addresses, so every allocator gets exactly the same work. Where it came from is
//! kept apart, in [`Source`]. It is made by [`crate::script`] and run by [`crate::lab`].

mod index;

use std::rc::Rc;

use index::Lazy;

/// A block of the program, numbered in the order of its request; the index into [`Trace::blocks`]. One operation of the
/// trace allocates it.
pub type BlockId = u32;

/// The most operations that a script may make.
pub const MAX_OPS: usize = 100_000;
/// The most operations of an imported trace. Each takes 24 bytes, whatever the lanes need.
pub const MAX_RECORDED: usize = 10_000_000;
/// The largest request, in bytes.
pub const MAX_SIZE: u32 = 1 << 30;
/// The largest alignment, in bytes: one WebAssembly page.
pub const MAX_ALIGN: u32 = 1 << 16;

/// A whole run of a program, as its allocator sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The operations, in the order of execution.
    pub ops: Vec<Op>,
    /// The blocks that the operations speak of.
    pub blocks: Blocks,
}

/// The names of all blocks: of the variable that first held each (`a`, `list[3]`), or a number (`#7`) where none did. One
/// text for all of them, since there may be millions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    text: String,
    /// For each block, the end of its name; it starts at the end of the previous one.
    ends: Vec<u32>,
    /// What the trace is asked for at every step. It is here so that a trace has nothing but its operations and blocks.
    index: Lazy,
}

impl Blocks {
    /// Most bytes of all names together. Later blocks have empty names.
    const MAX_TEXT: usize = u32::MAX as usize;

    /// The number of blocks.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name of a block, if there is such a block.
    pub fn get(&self, block: BlockId) -> Option<&str> {
        let end = *self.ends.get(block as usize)?;
        let start = (block as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start as usize..end as usize])
    }

    /// Adds a block.
    pub fn push(&mut self, name: &str) {
        if name.len() <= Self::MAX_TEXT - self.text.len() {
            self.text.push_str(name);
        }
        self.ends.push(self.text.len() as u32);
    }

    /// The names, in the order of the blocks.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator + Clone {
        (0..self.len()).map(|block| self.get(block as BlockId).unwrap_or_default())
    }

    /// The first `len` blocks.
    #[must_use]
    pub fn first(&self, len: usize) -> Self {
        let ends = self.ends[..len.min(self.len())].to_vec();
        let text = &self.text[..ends.last().map_or(0, |&end| end as usize)];
        Self { text: text.to_owned(), ends, index: Lazy::default() }
    }
}

impl<T: AsRef<str>> FromIterator<T> for Blocks {
    fn from_iter<I: IntoIterator<Item = T>>(names: I) -> Self {
        let mut blocks = Self::default();
        names.into_iter().for_each(|name| blocks.push(name.as_ref()));
        blocks
    }
}

/// A request of the program. Sizes and alignments are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// A new block.
    Alloc { block: BlockId, size: u32, align: u32, zeroed: bool },
    /// Changes the size of the block, which keeps its alignment and identity. If the allocator refuses, the block stays
    /// as it was.
    Realloc { block: BlockId, size: u32 },
    /// Frees the block.
    Free { block: BlockId },
    /// A mark in the timeline.
    Label { text: Rc<str> },
    /// Other code (JavaScript, another library) grows the memory; these pages never belong to the allocator.
    TakePages { pages: u32 },
}

impl Trace {
    /// The name of a block; empty if there is no such block.
    pub fn name(&self, block: BlockId) -> &str {
        self.blocks.get(block).unwrap_or("")
    }

    /// The number of operations among the first `done`, as readers count them: without labels. O(1) or nearly so after the
    /// first call.
    pub fn count(&self, done: usize) -> usize {
        if let Some(index) = self.blocks.index.of(&self.ops) {
            let done = done.min(self.ops.len());
            return done - index.labels(done);
        }
        self.ops.iter().take(done).filter(|op| !matches!(op, Op::Label { .. })).count()
    }

    /// The operation before `op` that requested the block of `op` last, if there is one. O(1) after the first call.
    pub fn request_before(&self, op: usize) -> Option<usize> {
        if let Some(index) = self.blocks.index.of(&self.ops) {
            return index.request(op);
        }
        let wanted = self.ops.get(op)?.block()?;
        self.ops[..op].iter().rposition(|before| match *before {
            Op::Alloc { block, .. } | Op::Realloc { block, .. } => block == wanted,
            Op::Free { .. } | Op::Label { .. } | Op::TakePages { .. } => false,
        })
    }

    /// How many operations are over once readers have counted `count`: undoes [`count`](Self::count). At most all; labels
    /// after the last one are not over. O(operations).
    pub fn done(&self, count: usize) -> usize {
        let counted = self.ops.iter().enumerate().filter(|(_, op)| !matches!(op, Op::Label { .. }));
        match count {
            0 => 0,
            count => counted.map(|(op, _)| op + 1).nth(count - 1).unwrap_or(self.ops.len()),
        }
    }

    /// The first operation from `done` on that is no label; their number if there is none.
    pub fn next_op(&self, done: usize) -> usize {
        let rest = self.ops.iter().skip(done);
        done + rest.take_while(|op| matches!(op, Op::Label { .. })).count()
    }
}

impl Op {
    /// The block that the operation is about.
    pub fn block(&self) -> Option<BlockId> {
        match *self {
            Self::Alloc { block, .. } | Self::Realloc { block, .. } | Self::Free { block } => Some(block),
            Self::Label { .. } | Self::TakePages { .. } => None,
        }
    }
}

/// The origin of a trace's operations, in a table of its own: a recorded program has no script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    lines: Rc<[u32]>,
}

impl Source {
    /// A script: for each operation, its 1-based line.
    pub fn script(lines: impl Into<Rc<[u32]>>) -> Self {
        Self { lines: lines.into() }
    }

    /// The lines of the first `len` operations.
    #[must_use]
    pub fn first(&self, len: usize) -> Self {
        Self { lines: self.lines[..len.min(self.lines.len())].into() }
    }

    /// The first operation of this line, or if it has none, of a later one; their number if there is none. The lines of a
    /// file are in order, unlike those of a script.
    pub fn op_at(&self, line: u32) -> usize {
        self.lines.partition_point(|&of| of < line)
    }

    /// The line of the script that made operation `op`, from 1; none if there is no script.
    pub fn line(&self, op: usize) -> Option<u32> {
        self.lines.get(op).copied()
    }
}
