//! A scene made from the one before it: only the parts of rows in which something changed are laid out again. So the cost
//! of a step hardly depends on the number of blocks.

use std::ops::Range;

use super::{
    Heap, Pick, Scene, fields,
    grid::Grid,
    tiles::{self, Cell, Layout, MIN_PIECE, cell_of, cell_start},
};

/// The scene of another moment of the same run, in the same language.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// The scene.
    pub scene: &'a Scene,
    /// The memory that may be used in another way now.
    pub changed: &'a [Range<u32>],
}

impl Before<'_> {
    /// Whether its parts can be used in `grid`. Where fields can be seen there are few blocks, and a link to a block may
    /// change in a row where nothing else does.
    pub fn fits(&self, grid: &Grid) -> bool {
        grid.has_rows_of(&self.scene.grid) && !fields::are_seen(grid)
    }
}

/// Into so many parts a row of many blocks is divided.
const PARTS: u32 = 32;

/// The first bytes of the parts of the visible rows, and the end of the last. Each begins with a cell.
pub fn parts(grid: &Grid) -> Vec<u32> {
    let cells = cell_of(grid, grid.bytes_per_row - 1) + 1;
    let each = if fields::are_seen(grid) { cells } else { cells.div_ceil(PARTS) };
    let starts = grid.visible_rows().flat_map(|row| {
        let row_start = row * grid.bytes_per_row;
        (0..cells).step_by(each as usize).map(move |cell| row_start + cell_start(grid, cell))
    });
    starts.chain([grid.visible_bytes().end]).collect()
}

/// Adds the visible tiles to a layout, and takes what is as before from there.
pub fn lay_out(layout: &mut Layout, grid: &Grid, heap: &Heap, before: &Before) {
    let parts = layout.parts.clone();
    let stale = stale(grid, heap, &parts, before);
    let mut at = 0;
    while at < stale.len() {
        let run = at + stale[at..].iter().take_while(|&&is_stale| is_stale == stale[at]).count();
        if stale[at] {
            layout.add_all(parts[at]..parts[run]);
        } else {
            layout.take(before.scene, at..run);
        }
        at = run;
    }
}

/// Which of the parts are to be laid out again: all in which something changed, and all others of a tile that is large
/// enough to be seen there, now or before, since it is labelled only once.
fn stale(grid: &Grid, heap: &Heap, parts: &[u32], before: &Before) -> Vec<bool> {
    let mut stale = vec![false; parts.len() - 1];
    let of = |range: Range<u32>| {
        let from = parts.partition_point(|&start| start <= range.start).saturating_sub(1);
        let to = parts.partition_point(|&start| start < range.end).min(parts.len() - 1);
        from.min(to)..to
    };
    // The neighbours of a change may be longer or shorter than they were, even if the change itself is out of sight.
    for range in before.changed {
        let (left, right) = (range.start.saturating_sub(1), range.end);
        stale[of(left..right.saturating_add(1))].fill(true);
        for tile in [left, right].into_iter().filter_map(|at| (heap.find)(Pick::At(heap.lane, at))) {
            stale[of(tile.start..tile.end())].fill(true);
        }
    }
    let old = before.scene.pieces.iter().map(|piece| of(piece.tile.start..piece.tile.end()));
    let old: Vec<_> = old.collect();
    loop {
        let borders = (1..stale.len()).filter(|&at| stale[at - 1] != stale[at]);
        let inside = borders.map(|at| if stale[at] { parts[at] } else { parts[at] - 1 });
        let tiles: Vec<_> = inside.filter_map(|at| (heap.find)(Pick::At(heap.lane, at))).collect();
        let count = |stale: &[bool]| stale.iter().filter(|&&is_stale| is_stale).count();
        let known = count(&stale);
        for tile in tiles.iter().filter(|tile| f64::from(tile.size) * grid.scale >= MIN_PIECE) {
            stale[of(tile.start..tile.end())].fill(true);
        }
        for parts in &old {
            if stale[parts.clone()].contains(&true) {
                stale[parts.clone()].fill(true);
            }
        }
        if count(&stale) == known {
            return stale;
        }
    }
}

/// The cells of a single row: those in which something changed anew, the others as they were before.
pub fn cells(row: &Grid, heap: &Heap, before: &[Cell], changed: &[Range<u32>]) -> Vec<Cell> {
    let heap_end = row.space.heap_end;
    let mut cells = before.to_vec();
    // Beyond the end of a heap that has become smaller there is nothing, but its last cell is another.
    let Some(last_byte) = heap_end.checked_sub(1) else { return Vec::new() };
    cells.truncate(cell_of(row, last_byte) as usize + 1);
    for range in changed {
        let start = range.start.min(last_byte);
        let end = range.end.clamp(start + 1, heap_end);
        let (first, last) = (cell_of(row, start), cell_of(row, end - 1));
        let bytes = cell_start(row, first).min(start)..cell_start(row, last + 1).clamp(end, heap_end);
        for (number, cell) in (first as usize..).zip(tiles::cells(row, heap, bytes)) {
            match cells.get_mut(number) {
                Some(old) => *old = cell,
                None => cells.push(cell),
            }
        }
    }
    cells
}
