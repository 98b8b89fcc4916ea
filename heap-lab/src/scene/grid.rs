//! Rows of a heap in a viewport: addresses to positions and back, zoom and scrolling.

use std::ops::Range;

use super::Rect;

/// Height of the tiles.
pub const ROW: f64 = 20.0;
/// Space between two rows, used by marks.
pub const GAP: f64 = 8.0;
/// From the top of one row to the top of the next.
pub const PITCH: f64 = ROW + GAP;
/// Space above the first row and below the last.
pub const MARGIN: f64 = 12.0;
/// Space to the right of the rows, for labels at the end of one.
const RIGHT: f64 = 8.0;
/// Space to the left of the addresses.
const BEFORE_ADDRESS: f64 = 4.0;
/// Space between an address and its row, where the head of a list is marked.
pub const AFTER_ADDRESS: f64 = 9.0;
/// A block of one granule is at least this wide at the default zoom.
const LEGIBLE: f64 = 14.0;
/// The same in bytes.
const GRANULE: u32 = 16;
/// Browsers stop laying out boxes somewhere above 16 million pixels.
const MAX_SPACER: f64 = 8_000_000.0;

/// The address space to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// One past the last byte of the heap.
    pub heap_end: u32,
    /// One past the last byte that the heap can grow to.
    pub limit: u32,
    /// Bytes of a page.
    pub page_size: u32,
}

/// The viewport onto it, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// How far the scroll container is scrolled.
    pub scroll: f64,
    /// Zoom steps from the default scale; each doubles it, negative ones show more.
    pub zoom: i32,
    /// Width of a character of the monospace font.
    pub advance: f64,
}

/// A part of an address range that lies in one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The rectangle.
    pub rect: Rect,
    /// Whether the range continues in the row above.
    pub from_above: bool,
    /// Whether the range continues in the row below.
    pub goes_on: bool,
}

/// Rows of `bytes_per_row` bytes, to scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// The address space.
    pub space: Space,
    /// The viewport.
    pub view: View,
    /// A power of two.
    pub bytes_per_row: u32,
    /// Pixels per byte.
    pub scale: f64,
    /// Left end of the rows.
    pub left: f64,
    /// Width of a full row.
    pub width: f64,
    /// Rows that can be scrolled to.
    pub rows: u32,
    /// Height of the scrolled content.
    pub spacer: f64,
    /// The zooms that make a difference, from the whole heap to one granule per row.
    pub zooms: (i32, i32),
    /// Pixels of the picture above the viewport.
    pub top: f64,
}

impl Grid {
    /// Rows for an address space in a viewport.
    pub fn new(space: Space, view: View) -> Self {
        let limit = space.limit.max(space.heap_end).max(1);
        let (left, width) = row_width(view.width, digits(limit), view.advance);

        let usual = usual_bytes(width, space.page_size).ilog2() as i32;
        let room = rows_in(view.height);
        let whole = limit.div_ceil(room).next_power_of_two().ilog2() as i32;
        let zooms = (usual - usual.max(whole), usual - GRANULE.ilog2() as i32);
        let bytes_per_row = 1_u32 << (usual - view.zoom.clamp(zooms.0, zooms.1));

        let possible = limit.div_ceil(bytes_per_row);
        let grown = space.heap_end.div_ceil(bytes_per_row);
        // One more row shows that the heap could still grow; a short picture shows all that it could grow to.
        let rows = (grown + 1).max(room).min(possible);
        let total = height_of(rows);
        let spacer = total.clamp(1.0, MAX_SPACER);
        let hidden = (total - view.height).max(0.0);
        let top = (view.scroll * stretch(total, spacer, view.height)).clamp(0.0, hidden);
        Self {
            space,
            view,
            bytes_per_row,
            scale: width / f64::from(bytes_per_row),
            left,
            width,
            rows,
            spacer,
            zooms,
            top,
        }
    }

    /// The height at which nothing needs to scroll, at the default zoom and up to `most` rows.
    pub fn comfortable_height(space: Space, width: f64, advance: f64, most: u32) -> f64 {
        let limit = space.limit.max(space.heap_end).max(1);
        let usual = usual_bytes(row_width(width, digits(limit), advance).1, space.page_size);
        height_of(limit.div_ceil(usual).clamp(2, most.max(2)))
    }

    /// Rows that are at least partly visible.
    pub fn visible_rows(&self) -> Range<u32> {
        let first = ((self.top - MARGIN) / PITCH).floor().max(0.0) as u32;
        let last = ((self.top + self.view.height - MARGIN) / PITCH).ceil().max(0.0) as u32;
        first.min(self.rows)..last.min(self.rows)
    }

    /// Addresses in the visible rows, whether in the heap or not.
    pub fn visible_bytes(&self) -> Range<u32> {
        let rows = self.visible_rows();
        rows.start.saturating_mul(self.bytes_per_row)..rows.end.saturating_mul(self.bytes_per_row)
    }

    /// Top of a row.
    pub fn row_top(&self, row: u32) -> f64 {
        MARGIN + f64::from(row) * PITCH - self.top
    }

    /// The position of a byte: its left edge, and the top of its row.
    pub fn point(&self, address: u32) -> (f64, f64) {
        let x = self.left + f64::from(address % self.bytes_per_row) * self.scale;
        (x, self.row_top(address / self.bytes_per_row))
    }

    /// The position of an end address, if it is visible: the end of a row rather than the start of the next.
    pub fn edge(&self, address: u32) -> Option<(f64, f64)> {
        let last = address.saturating_sub(1);
        let (x, y) = self.point(last);
        let x = if address == 0 { x } else { x + self.scale };
        self.visible_bytes().contains(&last).then_some((x, y))
    }

    /// The visible parts of a range, row by row.
    pub fn spans(&self, range: Range<u32>) -> impl Iterator<Item = Span> + use<> {
        let grid = *self;
        let visible = grid.visible_bytes();
        let (start, end) = (range.start.max(visible.start), range.end.min(visible.end));
        let rows =
            if start < end { start / grid.bytes_per_row..end.div_ceil(grid.bytes_per_row) } else { 0..0 };
        rows.map(move |row| {
            let row_start = row * grid.bytes_per_row;
            let row_end = row_start + grid.bytes_per_row;
            let (start, end) = (range.start.max(row_start), range.end.min(row_end));
            let x = grid.left + f64::from(start - row_start) * grid.scale;
            Span {
                start,
                end,
                rect: Rect { x, y: grid.row_top(row), w: f64::from(end - start) * grid.scale, h: ROW },
                from_above: range.start < row_start,
                goes_on: range.end > row_end,
            }
        })
    }

    /// The address under a point. The space around a row belongs to the nearer row.
    pub fn address_at(&self, x: f64, y: f64) -> Option<u32> {
        let row = ((y + self.top - MARGIN + GAP / 2.0) / PITCH).floor();
        let column = ((x - self.left) / self.scale).floor();
        if row < 0.0 || row >= f64::from(self.rows) || column < 0.0 || column >= f64::from(self.bytes_per_row)
        {
            return None;
        }
        let address = row as u32 * self.bytes_per_row + column as u32;
        (address < self.space.limit.max(self.space.heap_end)).then_some(address)
    }

    /// The scroll offset that shows an address with its surroundings; `None` if it is fully visible.
    pub fn reveal(&self, address: u32) -> Option<f64> {
        let top = self.row_top(address / self.bytes_per_row);
        if top >= 0.0 && top + ROW <= self.view.height {
            return None;
        }
        let room = (self.view.height - ROW).max(0.0);
        let wanted = if top < 0.0 { PITCH.min(room / 2.0) } else { (room - PITCH).max(room / 2.0) };
        Some(self.scroll_for(address, wanted))
    }

    /// The scroll offset at which the row of an address starts `y` below the top of the viewport.
    pub fn scroll_for(&self, address: u32, y: f64) -> f64 {
        let total = height_of(self.rows);
        let top = MARGIN + f64::from(address / self.bytes_per_row) * PITCH - y;
        let most = (self.spacer - self.view.height).max(0.0);
        (top / stretch(total, self.spacer, self.view.height)).clamp(0.0, most)
    }
}

/// Hexadecimal digits of the addresses up to `limit`; at least four.
fn digits(limit: u32) -> usize {
    (limit.ilog2() as usize / 4 + 1).max(4)
}

/// The left edge and the width of the rows.
fn row_width(width: f64, digits: usize, advance: f64) -> (f64, f64) {
    let left = (digits + 2) as f64 * advance + BEFORE_ADDRESS + AFTER_ADDRESS;
    (left, (width - left - RIGHT).max(1.0))
}

/// Height of this many rows with the space around them.
fn height_of(rows: u32) -> f64 {
    2.0 * MARGIN + f64::from(rows) * PITCH - GAP
}

/// Pixels of the picture per pixel of the scroll bar.
fn stretch(total: f64, spacer: f64, height: f64) -> f64 {
    if spacer > height && total > spacer { (total - height) / (spacer - height) } else { 1.0 }
}

/// Whole rows that fit in a height; at least one.
fn rows_in(height: f64) -> u32 {
    (((height - 2.0 * MARGIN + GAP) / PITCH).floor() as u32).max(1)
}

/// Bytes of a row in which a granule is wide enough to be read: a page, if that comes close.
fn usual_bytes(width: f64, page_size: u32) -> u32 {
    let most = (width * f64::from(GRANULE) / LEGIBLE).clamp(f64::from(GRANULE), 65_536.0) as u32;
    let legible = 1 << most.ilog2();
    if page_size.is_power_of_two() && (legible / 2..=legible).contains(&page_size) {
        page_size.max(GRANULE)
    } else {
        legible
    }
}
