//! A scene made from the one before it: only the rows in which something changed are laid out again. So the cost of a
//! step does not depend on the number of blocks.

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
    /// Whether its rows can be used in `grid`. Where fields can be seen there are few blocks, and a link to a block may
    /// change in a row where nothing else does.
    pub fn fits(&self, grid: &Grid) -> bool {
        grid.has_rows_of(&self.scene.grid) && !fields::are_seen(grid)
    }
}

/// Adds the visible tiles to a layout, and takes what is as before from there.
pub fn lay_out(layout: &mut Layout, grid: &Grid, heap: &Heap, before: &Before) {
    let stale = stale_rows(grid, heap, before.changed);
    let first = grid.visible_rows().start;
    let mut row = 0;
    while row < stale.len() {
        let run = stale[row..].iter().take_while(|&&is_stale| is_stale == stale[row]).count();
        let rows = first + row as u32..first + (row + run) as u32;
        if stale[row] {
            layout.add_all(rows.start * grid.bytes_per_row..rows.end.saturating_mul(grid.bytes_per_row));
        } else {
            layout.take(before.scene, rows);
        }
        row += run;
    }
}

/// Which of the visible rows are to be laid out again: all in which something changed, and all others of a tile that is
/// large enough to be seen there, since it is labelled in one of its rows only.
fn stale_rows(grid: &Grid, heap: &Heap, changed: &[Range<u32>]) -> Vec<bool> {
    let rows = grid.visible_rows();
    let mut stale = vec![false; rows.len()];
    let mark = |stale: &mut [bool], range: Range<u32>| {
        let (from, to) = (range.start / grid.bytes_per_row, range.end.saturating_sub(1) / grid.bytes_per_row);
        for row in from.max(rows.start)..(to + 1).min(rows.end) {
            stale[(row - rows.start) as usize] = true;
        }
    };
    // The neighbours of a change may be longer or shorter than they were.
    for range in changed {
        mark(&mut stale, range.start.saturating_sub(1)..range.end.saturating_add(1));
    }
    loop {
        let mut more = Vec::new();
        for (index, row) in rows.clone().enumerate() {
            let is_stale = |index: Option<usize>| index.and_then(|index| stale.get(index)) != Some(&false);
            let start = row * grid.bytes_per_row;
            let ends = [
                (is_stale(index.checked_sub(1)), start),
                (is_stale(Some(index + 1)), start.saturating_add(grid.bytes_per_row - 1)),
            ];
            if stale[index] {
                let at_borders = ends.iter().filter(|(is_inside, _)| !is_inside);
                more.extend(at_borders.filter_map(|&(_, at)| (heap.find)(Pick::At(heap.lane, at))));
            }
        }
        let count = |stale: &[bool]| stale.iter().filter(|&&is_stale| is_stale).count();
        let known = count(&stale);
        for tile in more.iter().filter(|tile| f64::from(tile.size) * grid.scale >= MIN_PIECE) {
            mark(&mut stale, tile.start..tile.end());
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
