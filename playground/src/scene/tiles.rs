//! Tiles laid out in rows: pieces where they can be seen, shares per cell where they are too small for that.

use super::{
    Heap,
    grid::{Grid, Span},
    labels::{Label, grouped},
};
use crate::{
    lab::view::{Tile, TileKind},
    trace::BlockInfo,
};

/// Width of a cell, in pixels.
pub const CELL: f64 = 2.0;
/// A tile narrower than this is counted in cells.
pub const MIN_PIECE: f64 = 3.0;
/// Room on either side of a label.
pub const LABEL_PADDING: f64 = 4.0;

/// The part of a tile in one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The tile.
    pub tile: Tile,
    /// Where, and whether the tile goes on.
    pub span: Span,
    /// Where internal padding begins; the right end of the piece if it has none.
    pub padded_from: f64,
    /// What is written on it, from `LABEL_PADDING` after its left end.
    pub label: Option<Label>,
}

/// What a stretch of memory is used for, as far as a cell tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Bytes asked for.
    Live,
    /// Internal padding.
    Padding,
    /// Bump space not used yet.
    Bump,
    /// Lost for good.
    Lost,
    /// Pages of somebody else.
    Foreign,
    /// Free blocks.
    Free,
}

impl Share {
    /// All, in the order in which they are stacked in a cell, from the bottom.
    pub const ALL: [Self; 6] = [Self::Live, Self::Padding, Self::Bump, Self::Lost, Self::Foreign, Self::Free];

    /// What the tiles of a kind count as, apart from padding.
    pub fn of(kind: TileKind) -> Self {
        match kind {
            TileKind::Live { .. } => Self::Live,
            TileKind::Free { .. } => Self::Free,
            TileKind::Bump => Self::Bump,
            TileKind::Lost { .. } => Self::Lost,
            TileKind::Foreign => Self::Foreign,
        }
    }
}

/// A column of memory that holds tiles too small to be seen. The shares add up to its width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Left end.
    pub x: f64,
    /// Top of the row.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Pixels of the width by [`Share`], in the order of [`Share::ALL`].
    pub shares: [f64; 6],
}

/// Lays out the visible tiles, given in address order.
pub fn lay_out(grid: &Grid, heap: &Heap, tiles: &[Tile]) -> (Vec<Piece>, Vec<Cell>) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut cells = Cells::default();
    for &tile in tiles {
        let first = pieces.len();
        for span in grid.spans(tile.start..tile.start + tile.size) {
            if span.rect.w < MIN_PIECE {
                cells.add(grid, &tile, span);
            } else {
                let asked_end = asked_end(&tile).clamp(span.start, span.end);
                let padded_from = span.rect.x + f64::from(asked_end - span.start) * grid.scale;
                pieces.push(Piece { tile, span, padded_from, label: None });
            }
        }
        label(&mut pieces[first..], heap.blocks, grid.view.advance);
    }
    (pieces, cells.done)
}

/// One past the last byte that is more than padding.
fn asked_end(tile: &Tile) -> u32 {
    match tile.kind {
        TileKind::Live { asked, .. } => tile.start + asked.min(tile.size),
        _ => tile.start + tile.size,
    }
}

/// Labels the first piece of a tile that has room for the whole label, or else the widest.
fn label(pieces: &mut [Piece], blocks: &[BlockInfo], advance: f64) {
    let Some(tile) = pieces.first().map(|piece| piece.tile) else { return };
    let (name, size) = caption(&tile, blocks);
    let whole = Label { name: name.to_owned(), size: size.clone() }.chars();
    let room =
        |piece: &Piece| ((piece.span.rect.w - 2.0 * LABEL_PADDING) / advance).floor().max(0.0) as usize;
    let best = pieces.iter().position(|piece| room(piece) >= whole).or_else(|| {
        (0..pieces.len()).max_by(|&a, &b| pieces[a].span.rect.w.total_cmp(&pieces[b].span.rect.w))
    });
    if let Some(piece) = best.map(|index| &mut pieces[index]) {
        piece.label = Label::fit(name, &size, room(piece));
    }
}

/// What a tile is called and how large it is: of a live block the bytes asked for.
fn caption<'a>(tile: &Tile, blocks: &'a [BlockInfo]) -> (&'a str, String) {
    match tile.kind {
        TileKind::Live { block, asked, .. } => {
            (blocks.get(block as usize).map_or("", |info| &info.name), grouped(asked))
        }
        // Free blocks are plain by their outline: they need no word, so that the size is seen in small ones.
        TileKind::Free { .. } => ("", grouped(tile.size)),
        TileKind::Bump => ("unused", grouped(tile.size)),
        TileKind::Lost { .. } => ("lost", grouped(tile.size)),
        TileKind::Foreign => ("foreign", grouped(tile.size)),
    }
}

/// Cells in the making: tiles come in address order, so only the last cell is open.
#[derive(Default)]
struct Cells {
    done: Vec<Cell>,
    /// The row and the place of the last cell, and whether more can be added to it.
    last: Option<(f64, f64)>,
}

impl Cells {
    fn add(&mut self, grid: &Grid, tile: &Tile, span: Span) {
        let asked_end = asked_end(tile).clamp(span.start, span.end);
        let middle = span.rect.x + f64::from(asked_end - span.start) * grid.scale;
        let right = span.rect.x + span.rect.w;
        let share = Share::of(tile.kind);
        self.pour(grid, span.rect.y, span.rect.x, middle, share);
        self.pour(grid, span.rect.y, middle, right, Share::Padding);
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
                self.done.push(Cell { x: from, y, w: 0.0, shares: [0.0; 6] });
                self.last = Some((y, number));
            }
            if let Some(cell) = self.done.last_mut() {
                // What lies between small tiles in the same cell is wide enough to be a piece of its own.
                cell.w += part;
                cell.shares[share as usize] += part;
            }
            from = border.min(to);
        }
    }
}
