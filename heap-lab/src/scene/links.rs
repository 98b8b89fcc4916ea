//! The links of the free lists over the heap: curves from each free block to the next in its list.

use super::grid::{GAP, Grid, ROW};
use crate::lab::view::{Bin, Tile, TileKind};

/// More curves than this are unreadable.
const MOST: usize = 400;
/// Up to this many curves can be followed by eye.
const FEW: usize = 24;
/// Distance from the start of a block at which links arrive and leave.
const ARRIVES: f64 = 4.0;
const LEAVES: f64 = 11.0;

/// A curve between two free blocks, or the mark of the head of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The bin of the list.
    pub bin: u32,
    /// Start, two control points, end. For the head of a list all four are equal.
    pub points: [(f64, f64); 4],
    /// Whether this is the head of the list.
    pub head: bool,
    /// Addresses of the two blocks; the same twice for the head.
    pub blocks: (u32, u32),
    /// Whether it is highlighted: always if there are few, else if one of its blocks is.
    pub strong: bool,
}

/// The links whose two ends are both among the visible `tiles`. If there are many, those of the `lit` blocks are
/// highlighted.
pub fn between(grid: &Grid, bins: &[Bin], tiles: &[Tile], lit: impl Fn(u32) -> bool) -> Vec<Link> {
    let visible = grid.visible_bytes();
    let mut links = Vec::new();
    for tile in tiles {
        let TileKind::Free { bin, index } = tile.kind else { continue };
        if links.len() >= MOST {
            break;
        }
        if !visible.contains(&tile.start) {
            continue;
        }
        let Some(list) = bins.get(bin as usize) else { continue };
        let (_, leaves) = ports(grid, tile.start, tile.size);
        if index == 0 {
            let (x, y) = grid.point(tile.start);
            let points = [(x, y + ROW / 2.0); 4];
            links.push(Link { bin, points, head: true, blocks: (tile.start, tile.start), strong: true });
        }
        if let Some(&(next, size)) = list.blocks.get(index as usize + 1)
            && visible.contains(&next)
        {
            let points = curve(leaves, ports(grid, next, size).0);
            links.push(Link { bin, points, head: false, blocks: (tile.start, next), strong: false });
        }
    }
    let few = links.len() <= FEW;
    for link in links.iter_mut() {
        link.strong |= few || lit(link.blocks.0) || lit(link.blocks.1);
    }
    links
}

/// The point where links arrive at a block and leave it: in its header, at its start, in the middle of its row.
fn ports(grid: &Grid, start: u32, size: u32) -> ((f64, f64), (f64, f64)) {
    let (x, y) = grid.point(start);
    let width = f64::from(size) * grid.scale;
    let port = |from_start: f64, share: f64| (x + from_start.min(width * share), y + ROW / 2.0);
    (port(ARRIVES, 0.3), port(LEAVES, 0.7))
}

/// A curve between the middles of two rows. It begins and ends at their edges and runs beside them, so that it covers
/// little text.
pub fn curve(from: (f64, f64), to: (f64, f64)) -> [(f64, f64); 4] {
    const EDGE: f64 = ROW / 2.0 - 1.0;
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if dy.abs() < 1.0 {
        // Forward above the row, backward below it: the direction shows without the arrowhead.
        let side = if dx < 0.0 { 1.0 } else { -1.0 };
        let (start, end) = (from.1 + EDGE * side, to.1 + EDGE * side);
        let lift = (6.0 + dx.abs() * 0.03).min(GAP + 4.0) * side;
        let slant = dx * 0.15;
        return [(from.0, start), (from.0 + slant, start + lift), (to.0 - slant, end + lift), (to.0, end)];
    }
    let side = dy.signum();
    let (start, end) = (from.1 + EDGE * side, to.1 - EDGE * side);
    let bend = ((end - start).abs() * 0.5).clamp(GAP, 4.0 * ROW) * side;
    [(from.0, start), (from.0, start + bend), (to.0, end - bend), (to.0, end)]
}
