//! Tiles laid out in rows: pieces where they can be seen, proportions per cell where they are too small for that.

use std::ops::Range;

use super::{
    Heap, Scene,
    fields::{self, FieldBox},
    grid::{Grid, Span, View},
    labels::Label,
};
use crate::lab::view::{Tile, TileKind};

/// Width of a cell, in pixels.
pub const CELL: f64 = 2.0;
/// A tile narrower than this is counted in cells.
pub const MIN_PIECE: f64 = 3.0;
/// Space before a label.
pub const LABEL_START: f64 = 4.0;
/// Space after a label.
pub const LABEL_END: f64 = 2.0;
/// A row of so many letters' height has room for two lines.
const TWO_LINES: f64 = 2.6;

/// The part of a tile in one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The tile.
    pub tile: Tile,
    /// The rectangle, and whether the tile continues.
    pub span: Span,
    /// Where internal padding begins; the right end of the piece if it has none.
    pub padded_from: f64,
    /// Its label, from `label_from` on.
    pub label: Option<Label>,
    /// Where the label begins.
    pub label_from: f64,
    /// Width for it, in pixels.
    label_room: f64,
}

/// The use of a stretch of memory, as far as cells distinguish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Bytes asked for.
    Live,
    /// Internal padding.
    Padding,
    /// Untouched memory.
    Bump,
    /// Lost bytes.
    Lost,
    /// Foreign pages.
    Foreign,
    /// What the allocator keeps for itself.
    Reserved,
    /// What the operation in progress has in hand.
    Held,
    /// Free blocks.
    Free,
}

impl Share {
    /// All, in the order in which they are stacked in a cell, from the bottom.
    pub const ALL: [Self; 8] = [
        Self::Live,
        Self::Padding,
        Self::Bump,
        Self::Lost,
        Self::Foreign,
        Self::Reserved,
        Self::Held,
        Self::Free,
    ];

    /// The share that tiles of a kind count towards, padding aside.
    pub fn of(kind: TileKind) -> Self {
        match kind {
            TileKind::Live { .. } => Self::Live,
            TileKind::Free { .. } => Self::Free,
            TileKind::Bump => Self::Bump,
            TileKind::Lost { .. } => Self::Lost,
            TileKind::Foreign => Self::Foreign,
            TileKind::Reserved => Self::Reserved,
            TileKind::Held => Self::Held,
        }
    }
}

/// A column of memory that holds tiles too small to see. The shares add up to its width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Left end.
    pub x: f64,
    /// Top of the row.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Pixels of the width by [`Share`], in the order of [`Share::ALL`].
    pub shares: [f64; Share::ALL.len()],
}

/// Tiles as they are drawn, laid out one after the other, in address order. There may be many more tiles than pixels:
/// what is too small to be seen leaves nothing but its share of a cell.
pub struct Layout<'a> {
    grid: &'a Grid,
    heap: &'a Heap<'a>,
    /// How many tiles begin in each visible row, or above the first.
    pub counts: Vec<u32>,
    /// The visible parts of those that can be seen.
    pub pieces: Vec<Piece>,
    /// Their headers, tags and footers.
    pub fields: Vec<FieldBox>,
    /// The proportions of the others.
    pub cells: Cells,
    are_fields_seen: bool,
    /// The memory that is being added.
    range: Range<u32>,
}

impl<'a> Layout<'a> {
    /// No tiles yet.
    pub fn new(grid: &'a Grid, heap: &'a Heap<'a>) -> Self {
        Self {
            grid,
            heap,
            counts: vec![0; grid.visible_rows().len()],
            pieces: Vec::new(),
            fields: Vec::new(),
            cells: Cells::default(),
            are_fields_seen: fields::are_seen(grid),
            range: 0..0,
        }
    }

    /// Adds the tiles in some rows, which begin and end with no tile that can be seen on both sides.
    pub fn add_all(&mut self, range: Range<u32>) {
        let heap_end = self.grid.space.heap_end;
        self.range = range.start..range.end.min(heap_end);
        if !self.range.is_empty() {
            (self.heap.tiles)(self.range.clone(), &mut |tile| self.add(tile));
        }
    }

    /// Adds rows as they are in another scene of this grid.
    pub fn take(&mut self, from: &Scene, rows: Range<u32>) {
        let first = self.grid.visible_rows().start;
        let index = (rows.start - first) as usize..(rows.end - first) as usize;
        self.counts[index.clone()].copy_from_slice(&from.counts[index]);
        let half = self.grid.row / 2.0;
        let inside = self.grid.row_top(rows.start) - half..self.grid.row_top(rows.end) - half;
        let pieces = from.pieces.partition_point(|piece| piece.span.rect.y < inside.start)
            ..from.pieces.partition_point(|piece| piece.span.rect.y < inside.end);
        self.pieces.extend_from_slice(&from.pieces[pieces]);
        let cells = from.cells.partition_point(|cell| cell.y < inside.start)
            ..from.cells.partition_point(|cell| cell.y < inside.end);
        self.cells.done.extend_from_slice(&from.cells[cells]);
    }

    fn add(&mut self, tile: Tile) {
        let Self { grid, heap, .. } = *self;
        let row = (tile.start.max(self.range.start) / grid.bytes_per_row) - grid.visible_rows().start;
        self.counts[row as usize] += u32::from(tile.start >= self.range.start || row == 0);
        if self.cells.add_inside(grid, &tile) {
            return;
        }
        let first = self.pieces.len();
        // If a tile is too small to see, so are its fields.
        if f64::from(tile.size) * grid.scale < MIN_PIECE {
            let range = tile.start.max(self.range.start)..tile.end().min(self.range.end);
            grid.spans(range).for_each(|span| self.cells.add(grid, &tile, span));
            return;
        }
        let own = if self.are_fields_seen {
            fields::lay_out(grid, &(heap.fields)(&tile), heap.text)
        } else {
            Vec::new()
        };
        let inside = fields::between(tile.start, tile.end(), &own);
        for span in grid.spans(tile.start..tile.end()) {
            if span.rect.w < MIN_PIECE {
                self.cells.add(grid, &tile, span);
            } else {
                let at = |address: u32| {
                    span.rect.x + f64::from(address.clamp(span.start, span.end) - span.start) * grid.scale
                };
                let label_from = at(inside.0) + LABEL_START;
                self.pieces.push(Piece {
                    tile,
                    span,
                    padded_from: at(asked_end(&tile)),
                    label: None,
                    label_from,
                    label_room: at(inside.1) - label_from - LABEL_END,
                });
            }
        }
        label(&mut self.pieces[first..], heap, grid);
        self.fields.extend(own);
    }
}

/// One past the last byte that is not only padding.
fn asked_end(tile: &Tile) -> u32 {
    match tile.kind {
        TileKind::Live { .. } => tile.end() - tile.padding(),
        _ => tile.end(),
    }
}

/// Labels the first piece of a tile with room for the whole label, preferably in a row that is not cut off, or else the
/// widest.
fn label(pieces: &mut [Piece], heap: &Heap, grid: &Grid) {
    let Some(tile) = pieces.first().map(|piece| piece.tile) else { return };
    let View { advance, letters, .. } = grid.view;
    let room = |piece: &Piece| (piece.label_room / advance).floor().max(0.0) as usize;
    // Most tiles of a large heap have no room for a single letter.
    if pieces.iter().all(|piece| room(piece) == 0) {
        return;
    }
    let caption = caption(&tile, heap, grid);
    let is_live = matches!(tile.kind, TileKind::Live { .. });
    let in_view = |piece: &Piece| piece.span.rect.y >= 0.0 && piece.span.rect.y + grid.row <= grid.bottom;
    let place = |pieces: &[Piece], columns: usize| {
        let has_room = |piece: &Piece| room(piece) >= columns;
        let best = pieces.iter().position(|piece| has_room(piece) && in_view(piece));
        best.or_else(|| pieces.iter().position(has_room))
    };
    if let Some(best) = place(pieces, caption.columns()) {
        pieces[best].label = caption.shortened(usize::MAX);
        return;
    }
    let stacked = Label { stacked: true, ..caption.clone() };
    if is_live
        && grid.row >= TWO_LINES * letters
        && let Some(best) = place(pieces, stacked.columns())
    {
        pieces[best].label = Some(stacked);
        return;
    }
    let widest = (0..pieces.len()).max_by(|&a, &b| pieces[a].label_room.total_cmp(&pieces[b].label_room));
    if let Some(piece) = widest.map(|index| &mut pieces[index]) {
        piece.label =
            if is_live { caption.shortened(room(piece)) } else { caption.without_name(room(piece)) };
    }
}

/// The name and size of a tile: for a live block, the bytes requested.
fn caption(tile: &Tile, heap: &Heap, grid: &Grid) -> Label {
    let (name, size) = match tile.kind {
        TileKind::Live { block, asked, .. } => {
            (heap.blocks.get(block as usize).map_or("", |info| &info.name), asked)
        }
        // Free blocks are recognisable by their outline: they need no word.
        TileKind::Free { .. } => ("", tile.size),
        TileKind::Bump | TileKind::Lost { .. } | TileKind::Foreign | TileKind::Reserved | TileKind::Held => {
            (heap.text.caption(tile.kind), tile.size)
        }
    };
    Label { name: name.to_owned(), size: grid.size_label(size), stacked: false }
}

/// The proportions of all that is in a range, whatever its size.
pub fn cells(grid: &Grid, heap: &Heap, range: Range<u32>) -> Vec<Cell> {
    let mut cells = Cells::default();
    (heap.tiles)(range.clone(), &mut |tile| {
        if !cells.add_inside(grid, &tile) {
            let inside = tile.start.max(range.start)..tile.end().min(range.end);
            grid.spans(inside).for_each(|span| cells.add(grid, &tile, span));
        }
    });
    cells.done
}

/// Cells under construction: tiles come in address order, so only the last cell is open.
#[derive(Default)]
pub struct Cells {
    /// Those so far.
    pub done: Vec<Cell>,
    /// The row and the index of the last cell, and whether more can be added to it.
    last: Option<(f64, f64)>,
    /// The addresses in the last cell of which nothing is known yet.
    open: Range<u32>,
}

impl Cells {
    /// Adds the next tile, if it lies in the last cell as a whole: most of very many tiles do.
    pub fn add_inside(&mut self, grid: &Grid, tile: &Tile) -> bool {
        if tile.start != self.open.start || tile.end() > self.open.end {
            return false;
        }
        let Some(cell) = self.done.last_mut() else { return false };
        let width = f64::from(tile.size) * grid.scale;
        let padding = f64::from(tile.end() - asked_end(tile)) * grid.scale;
        cell.w += width;
        cell.shares[Share::of(tile.kind) as usize] += width - padding;
        cell.shares[Share::Padding as usize] += padding;
        self.open.start = tile.end();
        true
    }

    /// Adds a part of a tile.
    pub fn add(&mut self, grid: &Grid, tile: &Tile, span: Span) {
        let asked_end = asked_end(tile).clamp(span.start, span.end);
        let middle = span.rect.x + f64::from(asked_end - span.start) * grid.scale;
        let right = span.rect.x + span.rect.w;
        let share = Share::of(tile.kind);
        self.pour(grid, span.rect.y, span.rect.x, middle, share);
        self.pour(grid, span.rect.y, middle, right, Share::Padding);
        let number = self.last.map_or(0.0, |(_, number)| number);
        let in_row = (((number + 1.0) * CELL / grid.scale) as u32).min(grid.bytes_per_row);
        let row_start = span.start / grid.bytes_per_row * grid.bytes_per_row;
        self.open = span.end..row_start.saturating_add(in_row);
    }

    /// Adds the pixels from `from` to `to` to the cells they lie in.
    fn pour(&mut self, grid: &Grid, y: f64, mut from: f64, to: f64, share: Share) {
        while from < to {
            let number = ((from - grid.left) / CELL).floor();
            let border = grid.left + (number + 1.0) * CELL;
            // Rounding can put `from` on the border that it starts at; then it belongs to the next cell.
            let (number, border) =
                if border <= from { (number + 1.0, border + CELL) } else { (number, border) };
            let part = border.min(to) - from;
            if self.last != Some((y, number)) {
                self.done.push(Cell { x: from, y, w: 0.0, shares: [0.0; Share::ALL.len()] });
                self.last = Some((y, number));
            }
            if let Some(cell) = self.done.last_mut() {
                // A gap between small tiles in the same cell is wide enough to be a piece of its own.
                cell.w += part;
                cell.shares[share as usize] += part;
            }
            from = border.min(to);
        }
    }
}
