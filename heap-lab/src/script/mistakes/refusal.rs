//! Operations that are impossible in every allocator.

use super::Named;

/// Why an operation is impossible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A new block of 0 bytes.
    ZeroSize,
    /// A negative size.
    NegativeSize(i64),
    /// A size larger than a block can have.
    LargeSize {
        /// The bytes requested.
        size: i64,
        /// The maximum.
        most: u32,
    },
    /// An alignment above the largest one.
    LargeAlign {
        /// The alignment requested.
        align: i64,
        /// The maximum.
        most: u32,
    },
    /// An alignment that is no power of two.
    OddAlign {
        /// The alignment requested.
        align: i64,
        /// The nearest power of two below, or the smallest one.
        below: u32,
        /// The nearest power of two above, or the same one.
        above: u32,
        /// The maximum.
        most: u32,
    },
    /// A freed block is reallocated.
    ReallocAfterFree {
        /// The block.
        block: Named,
        /// The line that freed it.
        line: u32,
    },
    /// A block is reallocated to 0 bytes.
    ReallocToZero,
    /// A block is freed a second time.
    DoubleFree {
        /// The block.
        block: Named,
        /// The line that freed it first.
        line: u32,
    },
    /// Other code takes no pages, or more than a memory can have.
    Pages {
        /// The pages requested.
        pages: i64,
        /// The maximum.
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
    /// A range of random numbers whose limits are in the wrong order.
    RandomRange {
        /// The first limit, which is larger.
        low: i64,
        /// The second one.
        high: i64,
    },
    /// One operation more than a run can hold.
    RunFull {
        /// The maximum.
        most: usize,
    },
}
