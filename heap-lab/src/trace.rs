//! A trace: the requests of a program to its allocator, as plain data.
//!
//! A trace contains no allocator and no addresses, so every allocator gets exactly the same work. Where it came from is
//! kept apart, in [`Source`]. It is made by [`crate::script`] and run by [`crate::lab`].

use std::rc::Rc;

/// A block of the program, numbered in the order of its first request; the index into [`Trace::blocks`].
pub type BlockId = u32;

/// The most operations that a trace may hold.
pub const MAX_OPS: usize = 100_000;
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
    pub blocks: Vec<BlockInfo>,
}

/// What is known of a block in every allocator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockInfo {
    /// The variable that first held it (`a`, `list[3]`), or `#7` where none did.
    pub name: Rc<str>,
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
        self.blocks.get(block as usize).map_or("", |info| &info.name)
    }

    /// The number of operations among the first `done`, as readers count them: without labels. O(done).
    pub fn count(&self, done: usize) -> usize {
        self.ops.iter().take(done).filter(|op| !matches!(op, Op::Label { .. })).count()
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

    /// The line of the script that made operation `op`, from 1; none if there is no script.
    pub fn line(&self, op: usize) -> Option<u32> {
        self.lines.get(op).copied()
    }
}
