//! Tiles laid out in rows: pieces where they can be seen, proportions per cell where they are too small for that.

use std::ops::Range;

use super::{
    Heap, Rect, Scene,
    fields::{self, FieldBox},
    grid::{Grid, Span, View},
    labels::Label,
    reuse,
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
/// Half the distance of two lines, in letters.
pub const HALF_LINE: f64 = 0.65;
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
    /// The own memory of an allocator that cannot be inspected.
    Opaque,
    /// Free blocks.
    Free,
}

impl Share {
    /// All, in the order in which they are stacked in a cell, from the bottom.
    pub const ALL: [Self; 9] = [
        Self::Live,
        Self::Padding,
        Self::Bump,
        Self::Lost,
        Self::Foreign,
        Self::Reserved,
        Self::Held,
        Self::Opaque,
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
            TileKind::Opaque => Self::Opaque,
        }
    }
}

/// A column of memory that holds tiles too small to see. The shares add up to its width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// First byte.
    pub start: u32,
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
    /// The parts of the visible rows, as [`reuse::parts`] gives them.
    pub parts: Vec<u32>,
    /// How many tiles begin in each of them, or above the first.
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
    /// The part that contains the start of the last tile.
    part: usize,
}

impl<'a> Layout<'a> {
    /// No tiles yet.
    pub fn new(grid: &'a Grid, heap: &'a Heap<'a>) -> Self {
        let parts = reuse::parts(grid);
        Self {
            grid,
            heap,
            counts: vec![0; parts.len() - 1],
            parts,
            pieces: Vec::new(),
            fields: Vec::new(),
            cells: Cells::new(grid),
            are_fields_seen: fields::are_seen(grid),
            range: 0..0,
            part: 0,
        }
    }

    /// Adds the tiles in some parts, which begin and end with no tile that can be seen on both sides.
    pub fn add_all(&mut self, range: Range<u32>) {
        let heap_end = self.grid.space.heap_end;
        self.range = range.start..range.end.min(heap_end);
        if !self.range.is_empty() {
            (self.heap.tiles)(self.range.clone(), &mut |tile| self.add(tile));
        }
    }

    /// Adds parts as they are in another scene of this grid.
    pub fn take(&mut self, from: &Scene, parts: Range<usize>) {
        self.counts[parts.clone()].copy_from_slice(&from.counts[parts.clone()]);
        let (start, end) = (self.parts[parts.start], self.parts[parts.end]);
        let pieces = from.pieces.partition_point(|piece| piece.span.start < start)
            ..from.pieces.partition_point(|piece| piece.span.start < end);
        self.pieces.extend_from_slice(&from.pieces[pieces]);
        let cells = from.cells.partition_point(|cell| cell.start < start)
            ..from.cells.partition_point(|cell| cell.start < end);
        self.cells.extend(&from.cells[cells]);
    }

    fn add(&mut self, tile: Tile) {
        let Self { grid, heap, .. } = *self;
        while self.parts[self.part + 1] <= tile.start {
            self.part += 1;
        }
        if tile.start >= self.range.start || self.range.start == self.parts[0] {
            self.counts[self.part] += 1;
        }
        let first = self.pieces.len();
        // If a tile is too small to see, so are its fields.
        if f64::from(tile.size) * grid.scale < MIN_PIECE {
            let range = tile.start.max(self.range.start)..tile.end().min(self.range.end);
            return self.cells.add(&tile, range);
        }
        let own = if self.are_fields_seen {
            fields::lay_out(grid, &(heap.fields)(&tile), heap.text)
        } else {
            Vec::new()
        };
        let inside = fields::between(tile.start, tile.end(), &own);
        for span in grid.spans(tile.start..tile.end()) {
            if span.rect.w < MIN_PIECE {
                self.cells.add(&tile, span.start..span.end);
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

impl Scene {
    /// Where the label of a piece begins: right of the badges that would cover it, as far as there is room.
    pub fn label_from(&self, piece: &Piece) -> f64 {
        let Piece { label: Some(label), label_from: from, .. } = piece else { return piece.label_from };
        let View { advance, letters, .. } = self.grid.view;
        let width = label.columns() as f64 * advance;
        let up = if label.stacked { HALF_LINE * letters } else { 0.0 };
        let top = self.grid.middle(piece.span.rect.y) - up - letters / 2.0;
        let covers = |badge: &Rect| {
            badge.y < top + letters
                && badge.y + badge.h > top
                && badge.x < from + width
                && badge.x + badge.w > *from
        };
        let badges = self.marks.iter().filter_map(|mark| mark.badge_rect(self)).filter(covers);
        let clear = badges.map(|badge| badge.x + badge.w + LABEL_END).fold(*from, f64::max);
        if clear + width <= from + piece.label_room { clear } else { *from }
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
        TileKind::Live { block, asked, .. } => (heap.blocks.get(block).unwrap_or(""), asked),
        // Free blocks are recognisable by their outline: they need no word.
        TileKind::Free { .. } => ("", tile.size),
        TileKind::Bump
        | TileKind::Lost { .. }
        | TileKind::Foreign
        | TileKind::Reserved
        | TileKind::Held
        | TileKind::Opaque => (heap.text.caption(tile.kind), tile.size),
    };
    Label { name: name.to_owned(), size: grid.size_label(size), stacked: false }
}

/// The proportions of all that is in a range, whatever its size.
pub fn cells(grid: &Grid, heap: &Heap, range: Range<u32>) -> Vec<Cell> {
    let mut cells = Cells::new(grid);
    (heap.tiles)(range.clone(), &mut |tile| {
        cells.add(&tile, tile.start.max(range.start)..tile.end().min(range.end));
    });
    cells.finish()
}

/// The number of the cell that contains a byte of a row.
pub fn cell_of(grid: &Grid, column: u32) -> u32 {
    (f64::from(column) * grid.scale / CELL).floor() as u32
}

/// The first byte of a cell in its row. Cells begin with whole bytes.
pub fn cell_start(grid: &Grid, number: u32) -> u32 {
    (f64::from(number) * CELL / grid.scale).ceil() as u32
}

/// Cells under construction: tiles come in address order, so only the last cell is open. There may be very many tiles, so
/// their bytes are counted, and measured once for each cell.
pub struct Cells {
    grid: Grid,
    done: Vec<Cell>,
    /// The bytes of the open cell so far.
    open: Range<u32>,
    /// Where it ends.
    limit: u32,
    /// Its bytes by [`Share`].
    bytes: [u32; Share::ALL.len()],
}

impl Cells {
    /// None yet.
    pub fn new(grid: &Grid) -> Self {
        Self { grid: *grid, done: Vec::new(), open: 0..0, limit: 0, bytes: [0; Share::ALL.len()] }
    }

    /// Adds a part of a tile.
    pub fn add(&mut self, tile: &Tile, range: Range<u32>) {
        let asked_end = asked_end(tile).clamp(range.start, range.end);
        self.pour(range.start..asked_end, Share::of(tile.kind));
        self.pour(asked_end..range.end, Share::Padding);
    }

    /// Adds cells that are complete.
    pub fn extend(&mut self, cells: &[Cell]) {
        self.close();
        self.done.extend_from_slice(cells);
    }

    /// All cells.
    pub fn finish(mut self) -> Vec<Cell> {
        self.close();
        self.done
    }

    fn pour(&mut self, mut range: Range<u32>, share: Share) {
        while !range.is_empty() {
            if range.start != self.open.end || range.start >= self.limit {
                self.close();
                self.begin(range.start);
            }
            let end = range.end.min(self.limit);
            self.bytes[share as usize] += end - range.start;
            self.open.end = end;
            range.start = end;
        }
    }

    fn begin(&mut self, at: u32) {
        let row = self.grid.bytes_per_row;
        let row_start = at / row * row;
        let next = cell_start(&self.grid, cell_of(&self.grid, at - row_start) + 1).min(row);
        self.limit = row_start.saturating_add(next).max(at + 1);
        self.open = at..at;
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            let (x, y) = self.grid.point(self.open.start);
            let pixels = |bytes: u32| f64::from(bytes) * self.grid.scale;
            let w = pixels(self.open.end - self.open.start);
            self.done.push(Cell { start: self.open.start, x, y, w, shares: self.bytes.map(pixels) });
            self.open = 0..0;
            self.bytes = [0; Share::ALL.len()];
        }
    }
}
