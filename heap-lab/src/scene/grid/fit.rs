//! The scale at which a heap fills its viewport.

use crate::text::numbers::grouped;

use super::{AFTER_ADDRESS, BEFORE_ADDRESS, KIB, MARGIN, RIGHT, SMALL, View, row_label};

/// The smallest block; a row is never shorter.
pub const GRANULE: u32 = 16;
/// The highest row. Beyond it the picture would be nothing but colour.
const MOST_ROW: f64 = 72.0;
/// The smallest distance from row to row.
const LEAST_PITCH: f64 = 23.0;
/// The smallest space between two rows.
const LEAST_GAP: f64 = 5.0;
/// The best distance from row to row.
const BEST_PITCH: f64 = 46.0;
/// A granule wider than this wastes space that would show its neighbours.
const WIDE_GRANULE: f64 = 128.0;
/// What it is worth that a row is a page.
const WHOLE_PAGE: f64 = 0.5;
/// Where a granule is narrower than this, blocks have hardly room for a label, and every row helps.
const NARROW_GRANULE: f64 = 14.0;
/// How much more that counts than the height of a row.
const DENSE: f64 = 1.5;

/// Rows that fill a viewport.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// A power of two.
    pub bytes_per_row: u32,
    /// Left end of the rows.
    pub left: f64,
    /// Width of a row.
    pub width: f64,
    /// Height of a row.
    pub row: f64,
    /// Space between two rows.
    pub gap: f64,
}

impl Fit {
    /// The rows in which `reach` bytes are best shown. They don't depend on the step, nor on the lane.
    pub fn new(reach: u32, page_size: u32, view: &View) -> Self {
        // Columns may change with the size of a row, but not with the zoom: there is room for the longest label of any.
        let hexadecimal = row_label(reach - 1, GRANULE, reach).len();
        let (_, wide) = columns(hexadecimal, view);
        let all = (GRANULE.ilog2()..u32::BITS).map(|log| 1_u32 << log);
        let last = reach.checked_next_power_of_two().unwrap_or(1 << 31).max(GRANULE);
        let least = LEAST_PITCH.max(view.letters * 1.5 + LEAST_GAP);
        let smallest = all
            .take_while(|&bytes| bytes < last)
            .find(|&bytes| pitch(reach, bytes, view.height) >= least)
            .unwrap_or(last);
        let larger = smallest.saturating_mul(2).min(last);
        let cost = |bytes: u32| {
            let granule = wide / f64::from(bytes) * f64::from(GRANULE);
            let pitch = pitch(reach, bytes, view.height);
            let too_high = if pitch > MOST_ROW * 1.25 { 9.0 } else { 0.0 };
            let too_wide = (granule / WIDE_GRANULE).log2().max(0.0);
            let too_narrow = (NARROW_GRANULE / granule).log2().max(0.0) * DENSE;
            // Where a row is a page, the picture tells that, too, and fewer blocks are cut in two.
            let page = if bytes == page_size { WHOLE_PAGE } else { 0.0 };
            (pitch / BEST_PITCH).log2().abs() + too_wide + too_narrow + too_high - page
        };
        let bytes_per_row = if cost(larger) < cost(smallest) { larger } else { smallest };
        let label =
            if bytes_per_row < KIB || reach <= SMALL { 0 } else { grouped(reach / KIB).len() + " KiB".len() };
        let (left, width) = columns(hexadecimal.max(label), view);
        let pitch = pitch(reach, bytes_per_row, view.height);
        let gap = gap(pitch);
        Self { bytes_per_row, left, width, row: (pitch - gap).floor().clamp(8.0, MOST_ROW), gap }
    }
}

/// From row to row, if the rows fill the height.
fn pitch(reach: u32, bytes_per_row: u32, height: f64) -> f64 {
    let rows = f64::from(reach.div_ceil(bytes_per_row));
    let room = height - 2.0 * MARGIN;
    (room + gap(room / rows)) / rows
}

fn gap(pitch: f64) -> f64 {
    (pitch * 0.2).round().clamp(LEAST_GAP, 12.0)
}

/// The left edge and the width of the rows beside addresses of so many characters.
fn columns(label: usize, view: &View) -> (f64, f64) {
    let left = label as f64 * view.advance + BEFORE_ADDRESS + AFTER_ADDRESS;
    (left, (view.width - left - RIGHT).max(1.0))
}
