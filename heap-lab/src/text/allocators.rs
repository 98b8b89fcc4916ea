//! What is said about the allocators themselves.

use crate::lab::LaneKind;

/// Sentences about allocators.
pub trait Allocators {
    /// The idea of the allocator, in a line.
    fn idea(&self, lane: LaneKind) -> &'static str;

    /// The heading over its free lists or bins: what they are and in which order.
    fn free_blocks_of(&self, lane: LaneKind) -> &'static str;
}
