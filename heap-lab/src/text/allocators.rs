//! Descriptions of the allocators.

use crate::lab::LaneKind;

/// Sentences about allocators.
pub trait Allocators {
    /// The idea of the allocator, on one line.
    fn idea(&self, lane: LaneKind) -> &'static str;

    /// The heading of its free lists or bins: their kind and order.
    fn free_blocks_of(&self, lane: LaneKind) -> &'static str;
}
