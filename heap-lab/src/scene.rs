//! A heap and a viewport turned into rectangles, labels, marks and arrows: pure geometry, as plain data.
//!
//! Nothing is drawn here; the page does that. Only what the viewport shows is read and produced, so the cost of a
//! picture depends on what is visible, never on the size of the heap.

pub mod aim;
pub mod chain;
pub mod facts;
pub mod fields;
pub mod grid;
pub mod hits;
pub mod labels;
pub mod legend;
pub mod links;
pub mod notes;
pub mod reuse;
pub mod spots;
pub mod step_marks;
pub mod tiles;

use std::ops::Range;

use crate::{
    lab::{
        LaneKind,
        view::{Bin, Field, Step, Tile, TileKind},
    },
    text::Text,
    trace::{BlockId, Blocks},
};
use fields::FieldBox;
use grid::{Grid, Span};
use links::Link;
use reuse::Before;
use spots::{Spot, SpotMark};
use step_marks::Mark;
use tiles::{Cell, Piece};

/// A rectangle in CSS pixels from the top left corner of the viewport.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// What is selected or pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pick {
    /// A live block: it is highlighted in every lane.
    Block(BlockId),
    /// Whatever is at this address in one lane.
    At(LaneKind, u32),
}

impl Pick {
    /// The pick for this tile.
    pub fn of(lane: LaneKind, tile: &Tile) -> Self {
        match tile.kind {
            TileKind::Live { block, .. } => Self::Block(block),
            _ => Self::At(lane, tile.start),
        }
    }

    /// Whether it picks this tile of this lane.
    pub fn means(self, lane: LaneKind, tile: &Tile) -> bool {
        match self {
            Self::Block(wanted) => matches!(tile.kind, TileKind::Live { block, .. } if block == wanted),
            Self::At(at, address) => at == lane && (tile.start..tile.start + tile.size).contains(&address),
        }
    }
}

/// Visits the tiles that overlap a range of addresses.
pub type EachTile<'a> = &'a dyn Fn(Range<u32>, &mut dyn FnMut(Tile));

/// The heap to draw, at one position.
#[derive(Clone, Copy)]
pub struct Heap<'a> {
    /// Its lane.
    pub lane: LaneKind,
    /// The tiles that overlap a range of addresses, as [`crate::lab::Recording::each_tile`] gives them.
    pub tiles: EachTile<'a>,
    /// The tile that is picked, if this lane has it.
    pub find: &'a dyn Fn(Pick) -> Option<Tile>,
    /// The fields of the header, tag or footer of a tile, as [`crate::lab::Recording::fields`] gives them.
    pub fields: &'a dyn Fn(&Tile) -> Vec<Field>,
    /// The free blocks in list order.
    pub bins: &'a [Bin],
    /// The untouched memory, where there is any.
    pub bump: Option<&'a Range<u32>>,
    /// The names of the blocks.
    pub blocks: &'a Blocks,
    /// The steps to mark, in order; the last one is the current one.
    pub steps: &'a [Step],
    /// The marks of an answer.
    pub spots: &'a [Spot],
    /// The language of the labels.
    pub text: &'a dyn Text,
}

/// What to highlight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Highlights {
    /// What is selected.
    pub selected: Option<Pick>,
    /// What is pointed at.
    pub hovered: Option<Pick>,
    /// The address of the keyboard cursor.
    pub focused: Option<u32>,
    /// Whether all links of the free lists are drawn, not only those of what is highlighted.
    pub links: bool,
}

/// Why a tile is highlighted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Highlight {
    /// It is pointed at.
    Hovered,
    /// It is selected.
    Selected,
    /// The keyboard cursor is at it.
    Focused,
}

/// The start of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Gutter {
    /// The address of its first byte, as text.
    pub text: String,
    /// Top of the row.
    pub y: f64,
    /// Whether any of the row is in the heap.
    pub in_heap: bool,
}

/// A page boundary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Border {
    /// Its x in the row.
    pub x: f64,
    /// Top of the row.
    pub y: f64,
    /// Whether it is the start of the row, so that it lies between two rows.
    pub at_row_start: bool,
}

/// A picture of what the viewport shows of a heap.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The rows and their scale.
    pub grid: Grid,
    /// The first tiles that are at least partly visible, in address order.
    pub listed: Vec<Tile>,
    /// How many more there are.
    pub unlisted: u32,
    /// How many tiles begin in each part of the visible rows, or above the first.
    counts: Vec<u32>,
    /// The start of each visible row.
    pub gutters: Vec<Gutter>,
    /// Address space that the heap has not grown to.
    pub ungrown: Vec<Span>,
    /// The visible parts of tiles.
    pub pieces: Vec<Piece>,
    /// Headers, tags and footers.
    pub fields: Vec<FieldBox>,
    /// Where tiles are too small to see, their proportions.
    pub cells: Vec<Cell>,
    /// Page boundaries.
    pub borders: Vec<Border>,
    /// The bump pointer, if there is one above the start of the heap.
    pub bump: Option<u32>,
    /// The end of the heap, where it is visible: x, and the top of its row.
    pub end: Option<(f64, f64)>,
    /// Highlighted tiles, faintest first.
    pub highlights: Vec<(Highlight, Span)>,
    /// Links of the free lists.
    pub links: Vec<Link>,
    /// The marks of the steps.
    pub marks: Vec<Mark>,
    /// The marks of an answer.
    pub spots: Vec<SpotMark>,
}

impl Scene {
    /// The position of a tooltip for a tile that is pointed at in `address`: near the address, and above its row if that
    /// is in the lower half of the window, or else below it. If the half of the window is unknown, that of the viewport
    /// counts.
    pub fn beside(&self, tile: &Tile, address: u32, is_low: Option<bool>) -> Anchor {
        let grid = &self.grid;
        let row_start = address / grid.bytes_per_row * grid.bytes_per_row;
        let (x, y) = grid.point(tile.start.max(row_start));
        let (near, _) = grid.point(address);
        let above = is_low.unwrap_or(grid.middle(y) > grid.bottom / 2.0);
        let edge = if above { y - grid.gap / 2.0 } else { y + grid.row + grid.gap / 2.0 };
        Anchor { x: x.max(near - NOTE_INDENT), edge, above }
    }
}

/// The position of a tooltip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// Its left end.
    pub x: f64,
    /// Its lower edge if it is above the row, or else its upper one.
    pub edge: f64,
    /// Whether it is above the row.
    pub above: bool,
}

/// Distance from a tooltip's left edge to the point that it is about.
const NOTE_INDENT: f64 = 24.0;
/// Page boundaries closer together than this would only be noise.
const MIN_BORDER_DISTANCE: f64 = 8.0;

/// Lays out what `grid` shows of `heap`. What is as it was `before` is taken from there.
pub fn build(grid: Grid, heap: &Heap, highlights: &Highlights, before: Option<Before>) -> Scene {
    let end = grid.space.heap_end;
    let mut layout = tiles::Layout::new(&grid, heap);
    match before.filter(|before| before.fits(&grid)) {
        Some(before) => reuse::lay_out(&mut layout, &grid, heap, &before),
        None => layout.add_all(grid.visible_bytes()),
    }
    let tiles::Layout { parts, counts, pieces, fields, cells, .. } = layout;
    let listed = listed(heap, &parts, &counts, end);
    Scene {
        gutters: gutters(&grid),
        ungrown: grid.spans(end..grid.space.limit.max(end)).collect(),
        borders: borders(&grid),
        bump: heap.bump.map(|range| range.start).filter(|&start| start > 0),
        end: if end > 0 { grid.edge(end) } else { None },
        highlights: highlighted(&grid, heap, highlights),
        links: links::wanted(&grid, heap, lit(heap, highlights), highlights.links),
        marks: step_marks::of(&grid, heap.steps),
        spots: spots::of(&grid, heap.spots, |at| room(&grid, heap, at), heap.text),
        unlisted: counts.iter().sum::<u32>() - listed.len() as u32,
        listed,
        counts,
        pieces,
        fields,
        cells: cells.finish(),
        grid,
    }
}

/// Tiles beyond this number are counted, not listed.
const MOST_LISTED: usize = 200;

/// The first visible tiles: those of as many parts as it takes.
fn listed(heap: &Heap, parts: &[u32], counts: &[u32], heap_end: u32) -> Vec<Tile> {
    let mut listed = Vec::new();
    let mut before = 0;
    let is_needed = |count: &&u32| {
        let is_needed = before < MOST_LISTED as u32;
        before += **count;
        is_needed
    };
    let range = parts[0]..parts[counts.iter().take_while(is_needed).count()].min(heap_end);
    if !range.is_empty() {
        (heap.tiles)(range, &mut |tile| {
            if listed.len() < MOST_LISTED {
                listed.push(tile);
            }
        });
    }
    listed
}

/// The whole heap in one row: the row, and the proportions along it.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// The row.
    pub grid: Grid,
    /// The proportions.
    pub cells: Vec<Cell>,
}

/// The overview that `grid` has room for. What is as it was `before` is taken from there.
pub fn overview(grid: &Grid, heap: &Heap, before: Option<(&Overview, &[Range<u32>])>) -> Option<Overview> {
    let row = grid.overview()?;
    // The cells of a tiny heap are less than a byte each, and not numbered one by one.
    let before = before.filter(|(before, _)| row.has_rows_of(&before.grid) && row.scale < tiles::CELL);
    let cells = match before {
        Some((before, changed)) => reuse::cells(&row, heap, &before.cells, changed),
        None => tiles::cells(&row, heap, 0..row.space.heap_end),
    };
    Some(Overview { grid: row, cells })
}

/// The width in its first row of what is at an address.
fn room(grid: &Grid, heap: &Heap, address: u32) -> f64 {
    let tile = (heap.find)(Pick::At(heap.lane, address));
    let end = tile.map_or(grid.space.last(), |tile| tile.end());
    let in_row = grid.bytes_per_row - address % grid.bytes_per_row;
    f64::from(end.saturating_sub(address).min(in_row)) * grid.scale
}

fn gutters(grid: &Grid) -> Vec<Gutter> {
    let gutter = |row: u32| Gutter {
        text: grid.row_label(row),
        y: grid.row_top(row),
        in_heap: row * grid.bytes_per_row < grid.space.heap_end,
    };
    grid.visible_rows().map(gutter).collect()
}

fn borders(grid: &Grid) -> Vec<Border> {
    let page = grid.space.page_size;
    let visible = grid.visible_bytes();
    if page == 0 || f64::from(page) * grid.scale < MIN_BORDER_DISTANCE {
        return Vec::new();
    }
    let first = visible.start.div_ceil(page).max(1);
    let last = visible.end.min(grid.space.heap_end).div_ceil(page);
    (first..last)
        .map(|number| {
            let start = number * page;
            let (x, y) = grid.point(start);
            Border { x, y, at_row_start: start.is_multiple_of(grid.bytes_per_row) }
        })
        .collect()
}

/// The addresses of free blocks whose links are of interest: those of highlighted tiles, and of the current step.
fn lit(heap: &Heap, highlights: &Highlights) -> impl Iterator<Item = u32> {
    let at = |pick: Pick| match pick {
        Pick::At(lane, address) => (lane == heap.lane).then_some(address),
        Pick::Block(_) => None,
    };
    let picked = [highlights.selected, highlights.hovered].map(|pick| pick.and_then(at));
    let current = heap.steps.last().and_then(step_marks::address);
    picked.into_iter().flatten().chain(highlights.focused).chain(current)
}

fn highlighted(grid: &Grid, heap: &Heap, wanted: &Highlights) -> Vec<(Highlight, Span)> {
    let focused = wanted.focused.map(|address| Pick::At(heap.lane, address));
    let mut highlighted = Vec::new();
    for (highlight, pick) in [
        (Highlight::Hovered, wanted.hovered),
        (Highlight::Selected, wanted.selected),
        (Highlight::Focused, focused),
    ] {
        let Some(pick) = pick else { continue };
        if let Some(tile) = (heap.find)(pick).filter(|tile| pick.means(heap.lane, tile)) {
            let spans = grid.spans(tile.start..tile.end());
            highlighted.extend(spans.map(|span| (highlight, span)));
        }
    }
    highlighted
}

#[cfg(test)]
mod tests;
