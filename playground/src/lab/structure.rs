//! What an allocator says of itself at one position: its free blocks and its bump space.

use std::ops::Range;

use lite_alloc::GRANULE;

use super::{
    LaneKind,
    lane::Lane,
    view::{Bin, Lead, Tile, TileKind},
};

/// Read once per position, since it costs a walk over all free blocks.
pub(super) struct Structure {
    /// In list order.
    pub(super) bins: Vec<Bin>,
    /// The free blocks of all bins, in address order.
    free: Vec<Tile>,
    /// What the bump pointer has not reached, if that is anything.
    pub(super) bump: Option<Tile>,
    pub(super) free_bytes: u32,
    /// The largest of free blocks and bump space.
    pub(super) largest_hole: u32,
}

impl Structure {
    pub(super) fn read(kind: LaneKind, lane: &dyn Lane) -> Self {
        let list = |lead, size| Bin { lead, size, blocks: Vec::new() };
        let mut bins: Vec<_> = match lane.bins() {
            [] => vec![list(Lead::Head, None)],
            sizes => sizes.iter().map(|&size| list(Lead::Bin, Some(size as u32))).collect(),
        };
        let mut free = Vec::new();
        // If a broken list ran in circles, it would be longer than this.
        let most = lane.arena().end() as usize / GRANULE;
        lane.free_blocks(&mut |block| {
            let (start, size) = (block.address as u32, block.size as u32);
            if kind.by_size() && block.bin == bins.len() {
                bins.push(list(Lead::Before, None));
            }
            let Some(list) = bins.get_mut(block.bin) else {
                return false;
            };
            if kind.by_size() {
                list.size = Some(size);
            }
            let kind = TileKind::Free { bin: block.bin as u32, index: list.blocks.len() as u32 };
            list.blocks.push((start, size));
            free.push(Tile { start, size, kind });
            free.len() <= most
        });
        free.sort_unstable_by_key(|tile| tile.start);
        let Range { start, end } = lane.bump();
        let bump = (start < end).then(|| Tile { start, size: end - start, kind: TileKind::Bump });
        Self {
            free_bytes: free.iter().map(|tile| tile.size).sum(),
            largest_hole: free.iter().chain(&bump).map(|tile| tile.size).max().unwrap_or(0),
            bins,
            free,
            bump,
        }
    }

    /// The tiles that overlap `range`: the free ones in address order, then bump space. O(log free + tiles in range).
    pub(super) fn overlapping(&self, range: Range<u32>) -> impl Iterator<Item = Tile> {
        let first = self.free.partition_point(|tile| tile.end() <= range.start);
        let end = range.end;
        let bump = self.bump.filter(|tile| tile.start < end && tile.end() > range.start);
        self.free[first..].iter().copied().take_while(move |tile| tile.start < end).chain(bump)
    }
}
