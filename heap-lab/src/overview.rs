//! Pictures of a whole run: what each address held at each time, curves, and answers to questions about all of it.
//!
//! Everything is read from recordings: no part of this knows how an allocator works. Whatever takes long works in slices: it
//! has an `advance`, which is given a clock, and returns whether it is done. A recording may reach further than its run may
//! be seen, so each of them is told how many operations there are.

pub mod curves;
pub mod divergence;
pub mod find;
pub mod growth;
pub mod histogram;
pub mod paint;
pub mod raster;

pub mod samples;
pub mod scan;
pub mod survey;
pub mod window;

/// Whether the time for a slice of work is over.
pub type Clock<'a> = &'a dyn Fn() -> bool;

/// The use of memory, as far as the pictures distinguish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bytes requested, with the header of their block.
    Live,
    /// Padding in live blocks.
    Padding,
    /// Free blocks.
    Free,
    /// Untouched memory.
    Untouched,
    /// Lost bytes.
    Lost,
    /// Pages of other code.
    Foreign,
    /// What the allocator keeps for itself.
    Reserved,
    /// The allocator's own; what it does with them is not known.
    Opaque,
}

impl Kind {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 8] = [
        Self::Live,
        Self::Padding,
        Self::Free,
        Self::Untouched,
        Self::Lost,
        Self::Foreign,
        Self::Reserved,
        Self::Opaque,
    ];
}
