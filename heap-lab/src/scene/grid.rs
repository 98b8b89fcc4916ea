//! Rows of a heap in a viewport: addresses to positions and back, zoom and panning.

mod fit;

use std::ops::Range;

use super::Rect;
use crate::text::numbers;
use fit::Fit;

/// Space to the right of the rows, for marks at the end of one.
const RIGHT: f64 = 8.0;
/// Space to the left of the addresses.
const BEFORE_ADDRESS: f64 = 2.0;
/// Space between an address and its row, where the head of a list is marked.
pub const AFTER_ADDRESS: f64 = 9.0;
/// Space above the first row and below the last, for marks.
const MARGIN: f64 = 9.0;
/// Height of the overview of the whole heap, which is below the rows when they show a part of it.
const OVERVIEW: f64 = 9.0;
/// Space around it.
const AROUND_OVERVIEW: f64 = 3.0;
/// Shorter rows begin between two KiB.
const KIB: u32 = 1024;
/// Heaps up to this have addresses of four digits, and sizes below it are exact: they are compared with what was requested.
const SMALL: u32 = 64 << 10;

/// The address space to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// One past the last byte of the heap.
    pub heap_end: u32,
    /// One past the last byte that the heap can grow to.
    pub limit: u32,
    /// The largest heap that any of the lanes shown reaches in the run. It decides the scale, which is therefore the same
    /// in each lane and at each step.
    pub reach: u32,
    /// Bytes of a page.
    pub page_size: u32,
}

impl Space {
    /// One past the last byte that the rows hold.
    pub(super) fn last(&self) -> u32 {
        self.reach.max(self.heap_end).max(1)
    }
}

/// The viewport onto it, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What it shows, if it can't show everything.
    pub place: Place,
    /// Zoom steps: at 0 the whole heap is visible, and each step doubles the scale.
    pub zoom: i32,
    /// Size of the letters.
    pub letters: f64,
    /// Width of a character of the monospace font.
    pub advance: f64,
}

/// A position in a heap that is larger than the viewport: the row of `address` begins `y` below the top. As far as the
/// heap goes; other than an offset in pixels it holds at any scale.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// Any address of the row.
    pub address: u32,
    /// The top of the row.
    pub y: f64,
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

/// The sizes of a badge, in proportion to the letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BadgeSize {
    /// Size of its letters.
    pub letters: f64,
    /// Width of a character.
    pub advance: f64,
    /// Horizontal padding, both sides together.
    pub padding: f64,
    /// Its height.
    pub height: f64,
}

impl BadgeSize {
    /// The width of a badge with so many characters.
    pub fn width(&self, chars: u32) -> f64 {
        f64::from(chars) * self.advance + self.padding
    }
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
    /// Height of a row.
    pub row: f64,
    /// Space between two rows, used by marks.
    pub gap: f64,
    /// All rows, visible or not.
    pub rows: u32,
    /// The largest zoom that makes a difference: a granule fills a row.
    pub most_zoom: i32,
    /// Where the rows end and the overview begins.
    pub bottom: f64,
    /// Pixels of the picture above the viewport.
    top: f64,
    /// Space above the first row.
    margin: f64,
    /// The rows that are at least partly visible: the first, and one past the last.
    visible: (u32, u32),
}

impl Grid {
    /// Rows for an address space in a viewport.
    pub fn new(space: Space, view: View) -> Self {
        let reach = space.last();
        let fit = Fit::new(reach, space.page_size, &view);
        let most_zoom = fit.bytes_per_row.ilog2() as i32 - fit::GRANULE.ilog2() as i32;
        let zoom = view.zoom.clamp(0, most_zoom);
        let bytes_per_row = fit.bytes_per_row >> zoom;
        let overview = if zoom > 0 { OVERVIEW + 2.0 * AROUND_OVERVIEW } else { 0.0 };
        let mut grid = Self {
            space,
            view,
            bytes_per_row,
            scale: fit.width / f64::from(bytes_per_row),
            left: fit.left,
            width: fit.width,
            row: fit.row,
            gap: fit.gap,
            rows: reach.div_ceil(bytes_per_row),
            most_zoom,
            bottom: (view.height - overview).max(0.0),
            top: 0.0,
            margin: MARGIN,
            visible: (0, 0),
        };
        let hidden = (grid.total() - grid.bottom).max(0.0);
        if zoom > 0 {
            let Place { address, y } = view.place;
            grid.top = (grid.row_top(address / bytes_per_row) - y).clamp(0.0, hidden);
        }
        let first = ((grid.top - grid.margin) / grid.pitch()).floor().max(0.0) as u32;
        let last = ((grid.top + grid.bottom - grid.margin) / grid.pitch()).ceil().max(0.0) as u32;
        grid.visible = (first.min(grid.rows), last.min(grid.rows));
        grid
    }

    /// The whole heap in one row below the others, if they show only a part of it.
    pub fn overview(&self) -> Option<Self> {
        let reach = self.space.last();
        (self.bottom < self.view.height).then_some(Self {
            bytes_per_row: reach,
            scale: self.width / f64::from(reach),
            row: OVERVIEW,
            gap: 0.0,
            rows: 1,
            top: 0.0,
            margin: self.bottom + AROUND_OVERVIEW,
            bottom: self.view.height,
            visible: (0, 1),
            // It is the same wherever the rows are.
            view: View { place: Place::default(), ..self.view },
            ..*self
        })
    }

    /// Whether each address is at the same place as in the other, however far their heaps have grown.
    pub fn has_rows_of(&self, other: &Self) -> bool {
        let space = Space { heap_end: other.space.heap_end, ..self.space };
        Self { space, ..*self } == *other
    }

    /// From the top of one row to the top of the next.
    pub fn pitch(&self) -> f64 {
        self.row + self.gap
    }

    /// The middle of a row that begins at `y`.
    pub fn middle(&self, y: f64) -> f64 {
        y + self.row / 2.0
    }

    /// Height of all rows with the space around them.
    fn total(&self) -> f64 {
        2.0 * self.margin + f64::from(self.rows) * self.pitch() - self.gap
    }

    /// Sizes of the badges of probed blocks.
    pub fn badge(&self) -> BadgeSize {
        let letters = (self.view.letters - 1.0).max(11.0);
        let advance = self.view.advance * letters / self.view.letters.max(1.0);
        BadgeSize { letters, advance, padding: (letters * 0.55).round(), height: (letters * 1.3).round() }
    }

    /// Rows that are at least partly visible.
    pub fn visible_rows(&self) -> Range<u32> {
        self.visible.0..self.visible.1
    }

    /// Addresses in the visible rows, whether in the heap or not.
    pub fn visible_bytes(&self) -> Range<u32> {
        let rows = self.visible_rows();
        rows.start.saturating_mul(self.bytes_per_row)..rows.end.saturating_mul(self.bytes_per_row)
    }

    /// Top of a row.
    pub fn row_top(&self, row: u32) -> f64 {
        self.margin + f64::from(row) * self.pitch() - self.top
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
            let row_end = row_start.saturating_add(grid.bytes_per_row);
            let (start, end) = (range.start.max(row_start), range.end.min(row_end));
            let x = grid.left + f64::from(start - row_start) * grid.scale;
            Span {
                start,
                end,
                rect: Rect { x, y: grid.row_top(row), w: f64::from(end - start) * grid.scale, h: grid.row },
                from_above: range.start < row_start,
                goes_on: range.end > row_end,
            }
        })
    }

    /// The address under a point. The space around a row belongs to the nearer row.
    pub fn address_at(&self, x: f64, y: f64) -> Option<u32> {
        let row = ((y + self.top - self.margin + self.gap / 2.0) / self.pitch()).floor();
        let column = ((x - self.left) / self.scale).floor();
        let is_inside = (0.0..f64::from(self.rows)).contains(&row)
            && (0.0..f64::from(self.bytes_per_row)).contains(&column)
            && y < self.bottom;
        let address = is_inside.then(|| row as u32 * self.bytes_per_row + column as u32)?;
        (address < self.space.limit.max(self.space.heap_end)).then_some(address)
    }

    /// The address nearest to a point, wherever it is.
    pub fn address_near(&self, x: f64, y: f64) -> u32 {
        let row = ((y + self.top - self.margin + self.gap / 2.0) / self.pitch()).floor();
        let row = row.clamp(0.0, f64::from(self.rows.saturating_sub(1)));
        let column = ((x - self.left) / self.scale).clamp(0.0, f64::from(self.bytes_per_row - 1));
        row as u32 * self.bytes_per_row + column as u32
    }

    /// The place that shows an address with its surroundings; `None` if its row is fully visible.
    pub fn reveal(&self, address: u32) -> Option<Place> {
        let top = self.row_top(address / self.bytes_per_row);
        let is_visible = top >= 0.0 && top + self.row <= self.bottom;
        let room = (self.bottom - self.row).max(0.0);
        let nearest =
            if top < 0.0 { self.pitch().min(room / 2.0) } else { (room - self.pitch()).max(room / 2.0) };
        (!is_visible && self.rows > 1 && self.bottom < self.view.height)
            .then_some(Place { address, y: nearest })
    }

    /// The place with an address in the middle.
    pub fn centred(&self, address: u32) -> Place {
        Place { address, y: ((self.bottom - self.row) / 2.0).max(0.0) }
    }

    /// The place at which an address stays where it is now, whatever the scale.
    pub fn held(&self, address: u32) -> Place {
        Place { address, y: self.row_top(address / self.bytes_per_row) }
    }

    /// The place after everything has moved down by `pixels`.
    pub fn panned(&self, pixels: f64) -> Place {
        let Place { address, y } = self.held(self.visible_bytes().start);
        Place { address, y: y + pixels }
    }

    /// The first address of a row, as it is written beside it. The long rows of large heaps are counted in KiB.
    pub fn row_label(&self, row: u32) -> String {
        row_label(row * self.bytes_per_row, self.bytes_per_row, self.space.last())
    }

    /// A size in this picture: exact if it is small, in KiB or MiB among large ones.
    pub fn size_label(&self, size: u32) -> String {
        if self.bytes_per_row >= KIB && size >= SMALL {
            numbers::scaled(size)
        } else {
            numbers::grouped(size)
        }
    }
}

/// The address as sentences and lists write it, unless the heap is so large that nobody would read the digits.
fn row_label(address: u32, bytes_per_row: u32, reach: u32) -> String {
    if bytes_per_row < KIB || reach <= SMALL {
        numbers::address(address)
    } else if address.is_multiple_of(512 * KIB) {
        numbers::scaled(address)
    } else {
        format!("{} KiB", numbers::grouped(address / KIB))
    }
}
