//! Operations that can't be, whatever the allocator.

/// Why an operation can't be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A new block of 0 bytes.
    ZeroSize,
    /// A negative size.
    NegativeSize(i64),
    /// More than a block can have.
    LargeSize {
        /// The bytes asked for.
        size: i64,
        /// The most.
        most: u32,
    },
    /// An alignment above the largest one.
    LargeAlign {
        /// The alignment asked for.
        align: i64,
        /// The most.
        most: u32,
    },
    /// An alignment that is no power of two.
    OddAlign {
        /// The alignment asked for.
        align: i64,
        /// The nearest power of two below, or the smallest one.
        below: u32,
        /// The nearest power of two above, or the same one.
        above: u32,
        /// The largest one.
        most: u32,
    },
    /// Another size for a block that was freed.
    ReallocAfterFree {
        /// The block.
        name: String,
        /// The line that freed it.
        line: u32,
    },
    /// A block is reallocated to 0 bytes.
    ReallocToZero,
    /// A block is freed a second time.
    DoubleFree {
        /// The block.
        name: String,
        /// The line that freed it first.
        line: u32,
    },
    /// Other code takes no pages, or more than a memory has.
    Pages {
        /// The pages asked for.
        pages: i64,
        /// The most.
        most: u32,
    },
    /// No block has this name yet.
    NoBlockNamed(String),
    /// No block has this number yet.
    NoBlockNumbered {
        /// The number, from 1.
        number: i64,
        /// Blocks allocated so far.
        count: usize,
    },
    /// A range of random numbers whose ends are the wrong way round.
    RandomRange {
        /// The first end, which is larger.
        low: i64,
        /// The second.
        high: i64,
    },
    /// One operation more than a run holds.
    RunFull {
        /// The most.
        most: usize,
    },
}
