//! Why a question can't be asked: [`Ambiguous`].

/// Why a question has no single right answer, or none that could be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguous {
    /// There is no such operation.
    NoOperation,
    /// The next operation requests no block.
    NoRequest,
    /// The next operation visits no free block.
    NoProbes,
    /// The memory grows before a free block is visited: that block can't be pointed at yet.
    GrowsFirst,
    /// A free block is visited twice.
    Twice {
        /// Its address.
        at: u32,
    },
    /// The answer would be too long a list.
    TooLong {
        /// How many blocks it would have.
        len: u32,
        /// The most.
        most: u32,
    },
    /// There is no such list in this lane.
    NoBin,
    /// A list of fewer than two blocks has only one order.
    ShortList,
    /// A cell would be two things at once: the cells are too large.
    Cells {
        /// The address of the cell.
        at: u32,
    },
    /// Too many cells to draw.
    TooManyCells {
        /// How many there would be.
        cells: u32,
        /// The most.
        most: u32,
    },
    /// There is no such number there.
    NoNumber,
    /// It happens first in several lanes at once.
    Tie,
}
