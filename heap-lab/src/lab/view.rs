//! The visible parts of a run: plain values, no pointers.

use lite_alloc::observe::{Fit, Loss, Side, Tag};

pub use crate::arena::PageRun;
use crate::trace::BlockId;

/// A stretch of the address space and its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// First byte.
    pub start: u32,
    /// Bytes.
    pub size: u32,
    /// Its kind.
    pub kind: TileKind,
}

/// The kind of a stretch of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// A live block: its header, then the `asked` bytes of the program, then internal padding.
    Live {
        /// Which block.
        block: BlockId,
        /// Bytes requested.
        asked: u32,
        /// Alignment requested.
        align: u32,
        /// Bytes of the header, before the address that the program has.
        header: u32,
        /// The operation that gave it its present address or size.
        op: u32,
    },
    /// A free block.
    Free {
        /// The bin it is in, counted from 0; 0 where there is one list.
        bin: u32,
        /// Its position in that list, counted from 0.
        index: u32,
    },
    /// Untouched memory above the bump pointer, or the wilderness.
    Bump,
    /// Never handed out again.
    Lost {
        /// The reason.
        reason: Loss,
        /// The operation that lost it.
        op: u32,
    },
    /// Pages that other code has taken.
    Foreign,
    /// Memory that the allocator keeps for itself: the heads of its bins.
    Reserved,
    /// Neither free nor handed out: the operation in progress is working on it. Never between operations.
    Held,
    /// Everything but live blocks, of an allocator that cannot be inspected: free, or its bookkeeping.
    Opaque,
}

/// A field of a header, tag or footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its address.
    pub start: u32,
    /// Its bytes, as they are in memory.
    pub raw: Vec<u8>,
    /// Its meaning.
    pub says: Says,
}

/// The meaning of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The size of a free block.
    Size(u32),
    /// The next block of the list; `None` at its end.
    Next(Option<u32>),
    /// The previous block of the list; `None` if that is the head of the list.
    Back(Option<u32>),
    /// The tag of a free block: that it is free, and its size.
    FreeTag {
        /// The size.
        size: u32,
    },
    /// The tag of a live block: whether the block before it is free.
    LiveTag {
        /// Whether it is.
        previous_free: bool,
    },
    /// The size of a free block again, at its end.
    Footer(u32),
}

/// A list of free blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// The sizes of the blocks that belong in it.
    pub sizes: Sizes,
    /// Its blocks in list order: address and size.
    pub blocks: Vec<(u32, u32)>,
}

/// The sizes of the blocks that belong in a list, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// All sizes: it is the only list.
    All,
    /// One size.
    One(u32),
    /// A range of sizes.
    Range {
        /// The smallest.
        least: u32,
        /// The largest; `None` where there is no limit.
        most: Option<u32>,
    },
}

/// The outcome of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new block at this address.
    Placed { address: u32 },
    /// The block has its new size where it was.
    InPlace { address: u32 },
    /// The block has its new size elsewhere.
    Moved { from: u32, to: u32 },
    /// The block was freed.
    Freed { address: u32 },
    /// The allocator refused: nothing changed.
    OutOfMemory,
    /// The block was never allocated in this lane, so there was nothing to do.
    NoBlock,
    /// A label, or pages taken by other code (as many as it wanted).
    Done,
    /// Other code wanted more pages than there were.
    NoPages,
}

/// One step inside an operation: an [`Event`](lite_alloc::observe::Event) of the library with offsets for addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A free block was probed; the search is for `needed` bytes at alignment `align`.
    Probed { block: u32, size: u32, fit: Fit, needed: u32, align: u32 },
    /// This many more free blocks were probed or passed. Only in searches too long to keep whole.
    Skipped { probes: u32 },
    /// It was passed in the search for the position of a block.
    Passed { block: u32, size: u32 },
    /// It left its list.
    Taken { block: u32, size: u32 },
    /// It was split; `rest` stays free.
    Split { block: u32, size: u32, rest: u32, rest_size: u32 },
    /// It entered the list after that block, or first.
    Inserted { block: u32, size: u32, after: Option<u32> },
    /// It was merged with its free neighbour; `size` is the total.
    Merged { block: u32, neighbour: u32, side: Side, size: u32 },
    /// The first block of a bin was removed.
    Popped { bin: u32, block: u32, size: u32 },
    /// It is now the first block of a bin.
    Pushed { bin: u32, block: u32, size: u32 },
    /// The back link of a free block now leads to that block, or to the head of its list.
    Relinked { block: u32, after: Option<u32> },
    /// A boundary tag was written.
    Tagged { at: u32, tag: Tag },
    /// The bump pointer moved up.
    Bumped { block: u32, size: u32, gap: u32 },
    /// The bump pointer moved down to the block, which is untouched memory now.
    Lowered { block: u32, size: u32 },
    /// The memory grew.
    Grown { start: u32, size: u32 },
    /// The memory refused to grow.
    Refused { bytes: u32 },
    /// The block was resized in place.
    Resized { block: u32, from: u32, to: u32 },
    /// It moved; `size` bytes were copied.
    Moved { from: u32, to: u32, size: u32 },
    /// Bytes were lost.
    Lost { start: u32, size: u32, reason: Loss },
}

/// The numbers of a state, in bytes unless noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Live blocks.
    pub live_blocks: u32,
    /// Bytes requested by live blocks.
    pub live: u32,
    /// Bytes that live blocks occupy.
    pub used: u32,
    /// The allocator's pages, in bytes.
    pub heap: u32,
    /// Bytes in free blocks.
    pub free: u32,
    /// Untouched memory above the bump pointer.
    pub bump: u32,
    /// Never handed out again.
    pub lost: u32,
    /// Taken by other code.
    pub foreign: u32,
    /// Kept by the allocator for itself.
    pub reserved: u32,
    /// In the hands of the operation in progress.
    pub held: u32,
    /// The largest free block, or the untouched memory if that is larger.
    pub largest_hole: u32,
    /// The maximum of `live` so far.
    pub peak_live: u32,
    /// Free blocks visited in the last operation: probed or passed. See [`Step::visits`].
    pub probes_last: u32,
    /// Free blocks visited so far.
    pub probes_total: u64,
    /// Pages grown so far (a count).
    pub pages: u32,
    /// Requests refused so far (a count).
    pub failed: u32,
    /// Whether the allocator cannot be inspected: what it does with the bytes that are not live is not known, and neither
    /// is what it does in an operation. `used` then counts what was requested, and numbers of what is unknown are 0.
    pub is_hidden: bool,
}

impl Tile {
    /// One past its last byte.
    pub fn end(&self) -> u32 {
        self.start + self.size
    }

    /// Bytes of a live block that are neither header nor requested; 0 for other kinds.
    pub fn padding(&self) -> u32 {
        match self.kind {
            TileKind::Live { asked, header, .. } => self.size.saturating_sub(header + asked),
            TileKind::Free { .. }
            | TileKind::Bump
            | TileKind::Lost { .. }
            | TileKind::Foreign
            | TileKind::Reserved
            | TileKind::Held
            | TileKind::Opaque => 0,
        }
    }
}

impl Says {
    /// The name of the field in attributes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Size(_) => "size",
            Self::Next(_) => "next",
            Self::Back(_) => "back",
            Self::FreeTag { .. } | Self::LiveTag { .. } => "tag",
            Self::Footer(_) => "footer",
        }
    }
}

impl Step {
    /// Free blocks visited in this step: probed or passed. The numbers of a state count these.
    pub fn visits(&self) -> u32 {
        match *self {
            Self::Probed { .. } | Self::Passed { .. } => 1,
            Self::Skipped { probes } => probes,
            Self::Taken { .. }
            | Self::Split { .. }
            | Self::Inserted { .. }
            | Self::Merged { .. }
            | Self::Popped { .. }
            | Self::Pushed { .. }
            | Self::Relinked { .. }
            | Self::Tagged { .. }
            | Self::Bumped { .. }
            | Self::Lowered { .. }
            | Self::Grown { .. }
            | Self::Refused { .. }
            | Self::Resized { .. }
            | Self::Moved { .. }
            | Self::Lost { .. } => 0,
        }
    }
}

impl Field {
    /// One past its last byte.
    pub fn end(&self) -> u32 {
        self.start + self.raw.len() as u32
    }
}

impl Sizes {
    /// The smallest size, or 0 if there is none.
    pub fn least(self) -> u32 {
        match self {
            Self::All => 0,
            Self::One(size) | Self::Range { least: size, .. } => size,
        }
    }

    /// Whether blocks of this size belong in the list.
    pub fn contains(self, size: u32) -> bool {
        match self {
            Self::All => true,
            Self::One(one) => size == one,
            Self::Range { least, most } => size >= least && most.is_none_or(|most| size <= most),
        }
    }
}

impl Numbers {
    /// Live bytes per heap byte, in percent.
    pub fn utilisation(&self) -> Option<f64> {
        percent(self.live, self.heap)
    }

    /// Internal fragmentation: padding and headers inside live blocks per byte they take, in percent.
    pub fn internal(&self) -> Option<f64> {
        percent(self.used - self.live, self.used)
    }

    /// External fragmentation: the share of the free bytes (free blocks and untouched memory) that lies outside the
    /// largest piece, in percent.
    pub fn external(&self) -> Option<f64> {
        let free = self.free + self.bump;
        percent(free - self.largest_hole, free)
    }
}

/// Free blocks visited in these steps.
pub(super) fn visits(steps: &[Step]) -> u32 {
    steps.iter().map(Step::visits).sum()
}

fn percent(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| 100.0 * f64::from(part) / f64::from(whole))
}
