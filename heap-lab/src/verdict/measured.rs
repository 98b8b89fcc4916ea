//! What the repository measured of the allocators: code size, and pace.
//!
//! `measured.csv` is made from `bench/results/` by a test of this module, which also fails if the two differ.

use super::Fingerprint;
use crate::lab::LaneKind;

/// Code sizes in bytes, and paces: the time per operation in percent of dlmalloc's.
const TABLE: &str = include_str!("measured.csv");

/// The time that visiting a free block takes, in thousandths of dlmalloc's time per operation. A test compares with the
/// measurements what follows from it.
const VISIT: u64 = 70;
/// Bytes that are copied in the time of dlmalloc's operation, when a block moves: an assumption, of about 20 bytes per
/// nanosecond.
const COPIED: u64 = 512;

/// The parts of an allocator's code that a program uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// Allocating and freeing.
    AllocFree,
    /// Resizing, too.
    Realloc,
    /// And zeroed blocks.
    Zeroed,
}

impl Calls {
    /// What this program calls. The code for zeroed blocks was only measured with that for resizing.
    pub fn of(program: &Fingerprint) -> Self {
        match (program.zeroed, program.reallocs.count) {
            (0, 0) => Self::AllocFree,
            (0, _) => Self::Realloc,
            _ => Self::Zeroed,
        }
    }
}

/// The code of an allocator in WebAssembly that makes these calls, in bytes; `None` if it was not measured.
pub fn code_size(lane: LaneKind, calls: Calls) -> Option<u32> {
    let column = match calls {
        Calls::AllocFree => 1,
        Calls::Realloc => 2,
        Calls::Zeroed => 3,
    };
    cell(lane, column)
}

/// An estimate of the time per operation, in tenths of a percent of dlmalloc's. The allocator's own part was measured in
/// WebAssembly, with small objects or with any sizes; searching and copying are added by their number per operation.
pub fn pace(lane: LaneKind, small: bool, operations: usize, visits: u64, moved: u64) -> Option<u32> {
    let own = u64::from(cell(lane, if small { 4 } else { 5 })?) * 10;
    let operations = operations.max(1) as u64;
    let more = (visits * VISIT + moved * 1000 / COPIED) / operations;
    Some(u32::try_from(own + more).unwrap_or(u32::MAX))
}

fn cell(lane: LaneKind, column: usize) -> Option<u32> {
    let mut rows = TABLE.lines().map(|row| row.split(','));
    rows.find_map(|mut row| (row.next() == Some(lane.slug())).then(|| row.nth(column - 1)?.parse().ok()))?
}

#[cfg(test)]
mod tests;
