//! An allocator's own view at one position: its free blocks and its untouched memory.

use std::ops::Range;

use lite_alloc::GRANULE;

use super::{
    LaneKind,
    kind::Lists,
    lane::Lane,
    view::{Bin, Sizes, Tile, TileKind},
};

/// Read once per position, since it costs a walk over all free blocks.
pub(super) struct Structure {
    /// In list order.
    pub(super) bins: Vec<Bin>,
    /// The free blocks of all bins, in address order.
    free: Vec<Tile>,
    /// The memory above the bump pointer, if there is any.
    pub(super) bump: Option<Tile>,
    /// The memory that the allocator keeps for itself, if any.
    pub(super) reserved: Option<Tile>,
    pub(super) free_bytes: u32,
    /// The largest of free blocks and untouched memory.
    pub(super) largest_hole: u32,
}

impl Structure {
    pub(super) fn read(kind: LaneKind, lane: &dyn Lane) -> Self {
        let list = |sizes| Bin { sizes, blocks: Vec::new() };
        let mut bins: Vec<_> = lists(kind.lists(), lane.bins()).map(list).collect();
        // A broken list that is a cycle would be longer than this.
        let mut left = lane.pages().end() as usize / GRANULE + 1;
        lane.free_blocks(&mut |block| {
            // Without bins there is one list.
            let Some(list) = bins.get_mut(block.bin.unwrap_or(0)) else {
                return false;
            };
            list.blocks.push((block.address as u32, block.size as u32));
            left -= 1;
            left != 0
        });
        Self::new(bins, lane.bump(), lane.reserved())
    }

    /// The structure of these lists, this untouched memory, and this memory of the allocator's own.
    pub(super) fn new(bins: Vec<Bin>, bump: Range<u32>, reserved: Range<u32>) -> Self {
        let mut free = Vec::with_capacity(bins.iter().map(|list| list.blocks.len()).sum());
        for (bin, list) in bins.iter().enumerate() {
            for (index, &(start, size)) in list.blocks.iter().enumerate() {
                let kind = TileKind::Free { bin: bin as u32, index: index as u32 };
                free.push(Tile { start, size, kind });
            }
        }
        // A list in address order needs no sorting, and there may be hundreds of thousands of blocks.
        if !free.is_sorted_by_key(|tile| tile.start) {
            free.sort_unstable_by_key(|tile| tile.start);
        }
        let tile = |Range { start, end }: Range<u32>, kind| {
            (start < end).then(|| Tile { start, size: end - start, kind })
        };
        let bump = tile(bump, TileKind::Bump);
        Self {
            free_bytes: free.iter().map(|tile| tile.size).sum(),
            largest_hole: free.iter().chain(&bump).map(|tile| tile.size).max().unwrap_or(0),
            bins,
            free,
            bump,
            reserved: tile(reserved, TileKind::Reserved),
        }
    }

    /// The tiles that overlap `range`: the free ones in address order, and the others. O(log free + tiles in range).
    pub(super) fn overlapping(&self, range: Range<u32>) -> (&[Tile], impl Iterator<Item = Tile> + use<>) {
        let first = self.free.partition_point(|tile| tile.end() <= range.start);
        let last = self.free.partition_point(|tile| tile.start < range.end).max(first);
        let others = self.bump.into_iter().chain(self.reserved);
        (
            &self.free[first..last],
            others.filter(move |tile| tile.start < range.end && tile.end() > range.start),
        )
    }
}

/// The sizes of the blocks in each list of an allocator whose bins begin at these sizes.
pub(super) fn lists(lists: Lists, bins: &[usize]) -> impl Iterator<Item = Sizes> {
    let only = matches!(lists, Lists::Single).then_some(Sizes::All);
    let size = |size: usize| u32::try_from(size).unwrap_or(!(GRANULE as u32 - 1));
    let bin = move |(number, &least): (usize, &usize)| match lists {
        Lists::Single | Lists::Exact | Lists::Hidden => Sizes::One(size(least)),
        Lists::Classes => {
            // Blocks are whole granules; some bins have no possible size before the next.
            let least = size(least).next_multiple_of(GRANULE as u32);
            let most = bins.get(number + 1).map(|next| size((next - 1) / GRANULE * GRANULE));
            match most {
                Some(most) if most == least => Sizes::One(least),
                most => Sizes::Range { least, most },
            }
        }
    };
    only.into_iter().chain(bins.iter().enumerate().map(bin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bin_reaches_to_the_next() {
        let of = |kind, bins: &[usize]| lists(kind, bins).collect::<Vec<_>>();
        assert_eq!(of(Lists::Single, &[]), [Sizes::All]);
        assert_eq!(of(Lists::Exact, &[16, 64]), [Sizes::One(16), Sizes::One(64)]);
        let classes = of(Lists::Classes, &[32, 40, 48, 56, 64, 128, 160]);
        let range = |least, most| Sizes::Range { least, most };
        assert_eq!(classes[0], Sizes::One(32));
        assert_eq!(classes[4..], [range(64, Some(112)), range(128, Some(144)), range(160, None)]);
        let at = |size: u32| classes.iter().filter(|sizes| sizes.contains(size)).count();
        assert!((32..4096).step_by(16).all(|size| at(size) == 1), "each size belongs in one bin");
        assert_eq!(at(16), 0);
    }
}
