//! A trace: what a program asks of its allocator, as plain data.
//!
//! A trace knows nothing of allocators or addresses, so every allocator gets exactly the same work. Nor does it know
//! where it came from: that is [`Source`]'s business. It is made by [`crate::script`] and run by [`crate::lab`].

use std::rc::Rc;

/// A block of the program, numbered in the order of its first request; the index into [`Trace::blocks`].
pub type BlockId = u32;

/// The most operations that a trace may hold.
pub const MAX_OPS: usize = 100_000;
/// The largest request, in bytes.
pub const MAX_SIZE: u32 = 1 << 30;
/// The largest alignment, in bytes: one page of WebAssembly.
pub const MAX_ALIGN: u32 = 1 << 16;

/// A whole run of a program, as its allocator sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The operations, in the order of execution.
    pub ops: Vec<Op>,
    /// The blocks that the operations speak of.
    pub blocks: Vec<BlockInfo>,
}

/// What is known of a block whatever the allocator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockInfo {
    /// The variable that first held it (`a`, `list[3]`), or `#7` where none did.
    pub name: Rc<str>,
}

/// What a program can ask. Sizes and alignments are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// A new block.
    Alloc { block: BlockId, size: u32, align: u32, zeroed: bool },
    /// The block gets another size and keeps its alignment and identity. Where the allocator refuses, the block
    /// stays as it was.
    Realloc { block: BlockId, size: u32 },
    /// The block is given back.
    Free { block: BlockId },
    /// A mark in the timeline.
    Label { text: Rc<str> },
    /// Other code (JavaScript, another library) grows the memory, so that these pages are never the allocator's.
    TakePages { pages: u32 },
}

impl Trace {
    /// The name of a block; nothing if there is no such block.
    pub fn name(&self, block: BlockId) -> &str {
        self.blocks.get(block as usize).map_or("", |info| &info.name)
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

/// Where the operations of a trace came from, in a table of its own: a recorded program has no script.
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
