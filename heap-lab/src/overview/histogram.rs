//! How many blocks of which sizes a lane has at a position, live and free.

use crate::lab::{
    Recording,
    view::{Tile, TileKind},
};

/// Sizes are put into classes: from a power of two up to the next.
pub const CLASSES: usize = 32;

/// Blocks of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// How many.
    pub blocks: u32,
    /// What they occupy, in bytes.
    pub bytes: u32,
}

/// The sizes of a lane. Untouched memory is no block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// Live blocks.
    pub live: [Class; CLASSES],
    /// Free blocks.
    pub free: [Class; CLASSES],
}

impl Histogram {
    /// The blocks at the position of a recording. O(blocks).
    pub fn of(recording: &Recording) -> Self {
        let mut new = Self::default();
        recording.each_tile(0..recording.heap_end(), &mut |tile| new.add(&tile));
        new
    }

    fn add(&mut self, tile: &Tile) {
        let classes = match tile.kind {
            TileKind::Live { .. } => &mut self.live,
            TileKind::Free { .. } => &mut self.free,
            _ => return,
        };
        let class = &mut classes[tile.size.max(1).ilog2() as usize];
        class.blocks += 1;
        class.bytes += tile.size;
    }

    /// The first and the last class of which there are blocks.
    pub fn classes(&self) -> Option<(usize, usize)> {
        let is_used = |class: &usize| self.live[*class].blocks + self.free[*class].blocks > 0;
        Some(((0..CLASSES).find(is_used)?, (0..CLASSES).rfind(is_used)?))
    }
}
