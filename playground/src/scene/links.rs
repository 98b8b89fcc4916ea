//! The links of the free lists, drawn over the heap: curves from each free block to the next in its list.

use super::grid::{Grid, ROW};
use crate::lab::view::{Bin, Tile, TileKind};

/// More curves than this tell nothing any more.
const MOST: usize = 400;
/// How far inside a block a curve begins and ends.
const INSET: f64 = 5.0;

/// A curve between two free blocks, or the mark of the head of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The bin of the list.
    pub bin: u32,
    /// Start, two control points, end. The head of a list has all four in one place.
    pub points: [(f64, f64); 4],
    /// Whether this is where the list begins.
    pub head: bool,
    /// Addresses of the two blocks; the same twice for the head.
    pub blocks: (u32, u32),
}

/// The links of which both ends are among the visible `tiles`.
pub fn between(grid: &Grid, bins: &[Bin], tiles: &[Tile]) -> Vec<Link> {
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
        if index == 0 {
            let point = port(grid, tile.start, tile.size);
            links.push(Link { bin, points: [point; 4], head: true, blocks: (tile.start, tile.start) });
        }
        let next = bins.get(bin as usize).and_then(|bin| bin.blocks.get(index as usize + 1));
        if let Some(&(next, size)) = next.filter(|(next, _)| visible.contains(next)) {
            let points = curve(port(grid, tile.start, tile.size), port(grid, next, size));
            links.push(Link { bin, points, head: false, blocks: (tile.start, next) });
        }
    }
    links
}

/// Where the links of a block meet: in its header, at its start.
fn port(grid: &Grid, start: u32, size: u32) -> (f64, f64) {
    let (x, y) = grid.place(start);
    (x + INSET.min(f64::from(size) * grid.scale / 2.0), y + ROW / 2.0)
}

/// A curve that leaves and arrives beside the rows, so that it hides little of what is written in them.
pub fn curve(from: (f64, f64), to: (f64, f64)) -> [(f64, f64); 4] {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if dy.abs() < 1.0 {
        let lift = (ROW * 0.75 + dx.abs() * 0.03).min(ROW + 6.0);
        // Forward above the row, backward below it: the direction is seen without looking for the arrowhead.
        let lift = if dx < 0.0 { lift } else { -lift };
        let (start, end) = (from.1 + lift.signum() * 4.0, to.1 + lift.signum() * 6.0);
        return [
            (from.0, start),
            (from.0 + dx * 0.2, from.1 + lift),
            (to.0 - dx * 0.2, to.1 + lift),
            (to.0, end),
        ];
    }
    let side = dy.signum();
    let bend = (dy.abs() * 0.5).clamp(ROW, 4.0 * ROW) * side;
    [(from.0, from.1 + 4.0 * side), (from.0, from.1 + bend), (to.0, to.1 - bend), (to.0, to.1 - 6.0 * side)]
}
