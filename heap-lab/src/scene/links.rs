//! The links of the free lists over the heap: curves from a free block to the next in its list.

use super::{Heap, Pick, grid::Grid};
use crate::lab::view::{Bin, Step, TileKind};

/// So many curves can be followed by eye if all are wanted.
const MOST: usize = 48;
/// So many of the latest steps of a search are drawn.
const MOST_OF_SEARCH: usize = 24;
/// Distance from the start of a block at which links arrive and leave.
const ARRIVES: f64 = 4.0;
const LEAVES: f64 = 11.0;

/// A curve between two free blocks, or the mark of the head of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Start, two control points, end. For the head of a list all four are equal.
    pub points: [(f64, f64); 4],
    /// Whether this is the head of the list.
    pub head: bool,
    /// Addresses of the two blocks; the same twice for the head.
    pub blocks: (u32, u32),
}

/// A free block: address and size.
type Block = (u32, u32);

/// The links of the blocks at `lit` addresses and those of the current search, and if `all`, of each list as many from
/// its head as can be read. At least one end of each is visible.
pub fn wanted(grid: &Grid, heap: &Heap, lit: impl Iterator<Item = u32>, all: bool) -> Vec<Link> {
    let mut links = Links { grid, done: Vec::new() };
    for address in lit {
        let Some(tile) = (heap.find)(Pick::At(heap.lane, address)) else { continue };
        let TileKind::Free { bin, index } = tile.kind else { continue };
        let Some(Bin { blocks, .. }) = heap.bins.get(bin as usize) else { continue };
        let index = index as usize;
        let here = (tile.start, tile.size);
        match index.checked_sub(1) {
            Some(before) => links.extend(blocks.get(before).map(|&before| (before, here))),
            None => links.head(here),
        }
        links.extend(blocks.get(index + 1).map(|&next| (here, next)));
    }
    let path = search(heap.steps);
    // A search in a single list follows its links; in bins it may have gone on to another list.
    if let [_] = heap.bins {
        let latest = path.len().saturating_sub(MOST_OF_SEARCH);
        links.extend(path[latest..].windows(2).map(|pair| (pair[0], pair[1])));
    }
    if all {
        let lists = heap.bins.iter().filter(|list| !list.blocks.is_empty());
        let each = MOST / lists.clone().count().max(1);
        for Bin { blocks, .. } in lists {
            links.head(blocks[0]);
            links.extend(blocks.windows(2).take(each).map(|pair| (pair[0], pair[1])));
        }
    }
    links.done
}

/// The blocks that the current search has visited, in order.
fn search(steps: &[Step]) -> Vec<Block> {
    let visited = |step: &Step| match *step {
        Step::Probed { block, size, .. } | Step::Passed { block, size } => Some((block, size)),
        _ => None,
    };
    steps.iter().filter_map(visited).collect()
}

struct Links<'a> {
    grid: &'a Grid,
    done: Vec<Link>,
}

impl Links<'_> {
    fn extend(&mut self, pairs: impl IntoIterator<Item = (Block, Block)>) {
        let visible = self.grid.visible_bytes();
        for (from, to) in pairs {
            let blocks = (from.0, to.0);
            let is_visible = visible.contains(&from.0) || visible.contains(&to.0);
            if is_visible && self.is_new(blocks) {
                let (leaves, arrives) = (ports(self.grid, from).1, ports(self.grid, to).0);
                let points = curve(self.grid, leaves, arrives);
                self.done.push(Link { points, head: false, blocks });
            }
        }
    }

    fn is_new(&self, blocks: (u32, u32)) -> bool {
        self.done.iter().all(|link| link.blocks != blocks)
    }

    fn head(&mut self, (start, _): Block) {
        if self.grid.visible_bytes().contains(&start) && self.is_new((start, start)) {
            let (x, y) = self.grid.point(start);
            let points = [(x, self.grid.middle(y)); 4];
            self.done.push(Link { points, head: true, blocks: (start, start) });
        }
    }
}

/// The point where links arrive at a block and leave it: in its header, at its start, in the middle of its row.
fn ports(grid: &Grid, (start, size): Block) -> ((f64, f64), (f64, f64)) {
    let (x, y) = grid.point(start);
    let width = f64::from(size) * grid.scale;
    let port = |from_start: f64, share: f64| (x + from_start.min(width * share), grid.middle(y));
    (port(ARRIVES, 0.3), port(LEAVES, 0.7))
}

/// A curve between the middles of two rows. It begins and ends at their edges and runs beside them, so that it covers
/// little text.
pub fn curve(grid: &Grid, from: (f64, f64), to: (f64, f64)) -> [(f64, f64); 4] {
    let edge = grid.row / 2.0 - 1.0;
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if dy.abs() < 1.0 {
        // Forward above the row, backward below it: the direction shows without the arrowhead.
        let side = if dx < 0.0 { 1.0 } else { -1.0 };
        let (start, end) = (from.1 + edge * side, to.1 + edge * side);
        // Above the first row there is no more room than that.
        let lift = (6.0 + dx.abs() * 0.03).min(grid.gap.max(9.0)) * side;
        let slant = dx * 0.15;
        return [(from.0, start), (from.0 + slant, start + lift), (to.0 - slant, end + lift), (to.0, end)];
    }
    let side = dy.signum();
    let (start, end) = (from.1 + edge * side, to.1 - edge * side);
    let bend = ((end - start).abs() * 0.5).clamp(grid.gap, 80.0) * side;
    [(from.0, start), (from.0, start + bend), (to.0, end - bend), (to.0, end)]
}
