//! What stays in place between operations: live blocks and lost bytes, by address and by block.

use std::{collections::BTreeMap, ops::Range};

use super::view::{Tile, TileKind};
use crate::trace::BlockId;

/// The tiles that are known without asking an allocator. They never overlap.
pub(super) struct Placed {
    tiles: BTreeMap<u32, Tile>,
    /// The address of every live block, by its number.
    blocks: Vec<Option<u32>>,
}

impl Placed {
    /// No tiles yet, for this many blocks.
    pub(super) fn new(blocks: usize) -> Self {
        Self { tiles: BTreeMap::new(), blocks: vec![None; blocks] }
    }

    /// Whether the block can exist.
    pub(super) fn knows(&self, block: BlockId) -> bool {
        self.blocks.len() > block as usize
    }

    /// The tile of a live block.
    pub(super) fn block(&self, block: BlockId) -> Option<Tile> {
        let address = (*self.blocks.get(block as usize)?)?;
        self.tiles.get(&address).copied()
    }

    /// The tiles that overlap `range`, in address order. O(log tiles + tiles in range).
    pub(super) fn overlapping(&self, range: Range<u32>) -> impl Iterator<Item = Tile> {
        let before = self.tiles.range(..range.start).next_back().filter(|(_, tile)| tile.end() > range.start);
        before.into_iter().chain(self.tiles.range(range)).map(|(_, &tile)| tile)
    }

    pub(super) fn insert(&mut self, tile: Tile) {
        self.set_block(tile, Some(tile.start));
        self.tiles.insert(tile.start, tile);
    }

    pub(super) fn remove(&mut self, tile: Tile) {
        self.set_block(tile, None);
        self.tiles.remove(&tile.start);
    }

    fn set_block(&mut self, tile: Tile, address: Option<u32>) {
        if let TileKind::Live { block, .. } = tile.kind {
            self.blocks[block as usize] = address;
        }
    }
}
