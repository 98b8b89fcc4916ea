//! Address by time, as cells: of each, how much is used for what.
//!
//! The data are rectangles: a block, from the operation that put it there to the one that took it away, times its
//! addresses. Each is written as differences in the rows that it touches, at its two ends; one sum along time makes the
//! areas. So a block costs the same however long it lives. All numbers are whole: an operation counts as many parts as there
//! are columns, and a byte as many as there are rows, so each cell has the same area, and what its uses take adds up to it
//! exactly.

use std::ops::Range;

use super::{
    Clock, Kind,
    survey::{Life, Survey},
    window::Window,
};
use crate::lab::{
    Recording,
    view::{Tile, TileKind},
};

/// Operations between two looks at the clock.
pub(super) const PIECE: usize = 1_024;
/// What is drawn as differences. What is left of the memory is free, or not known.
const DRAWN: [Kind; 6] =
    [Kind::Live, Kind::Padding, Kind::Untouched, Kind::Lost, Kind::Foreign, Kind::Reserved];

/// A map under construction.
pub struct Raster {
    pub(super) window: Window,
    columns: u32,
    rows: u32,
    /// For each kind its differences, row by row, from the lowest address on. Empty as long as there is none of it.
    planes: [Vec<u64>; DRAWN.len()],
    /// The memory, whatever it is used for.
    memory: Vec<u64>,
    /// What the rest of it is: free, or not known.
    pub(super) rest: Kind,
    /// The next operation to look at.
    next: usize,
    /// Blocks that are at least so many columns and rows large are listed, and how many at most.
    outlined: Option<(f64, f64, usize)>,
    outlines: Vec<Life>,
}

/// The finished map: for each cell, the shares of its area.
pub struct Cells {
    columns: u32,
    rows: u32,
    area: u64,
    /// Columns that are finished.
    pub(super) known: u32,
    pub(super) raster: Raster,
}

impl Raster {
    /// An empty map of so many cells.
    pub fn new(window: Window, columns: u32, rows: u32) -> Self {
        let (columns, rows) = (columns.max(1), rows.max(1));
        Self {
            window,
            columns,
            rows,
            planes: Default::default(),
            memory: Vec::new(),
            rest: Kind::Free,
            next: 0,
            outlined: None,
            outlines: Vec::new(),
        }
    }

    /// The blocks that are at least so many columns and rows large in the map are listed too, `most` at most.
    #[must_use]
    pub fn with_outlines(self, columns: f64, rows: f64, most: usize) -> Self {
        Self { outlined: Some((columns, rows, most)), ..self }
    }

    /// Goes on until the slice is over, at least for one piece. Returns whether the map is complete. The survey must be.
    pub fn advance(&mut self, recording: &Recording, survey: &Survey, is_over: Clock) -> bool {
        let all = survey.len().min(self.window.ops.end as usize);
        if self.next == 0 {
            self.rest = rest(recording);
            self.others(recording, 0..survey.len() as u32, survey.len() as u32);
        }
        loop {
            let to = all.min(self.next + PIECE);
            for op in self.next..to {
                // A lane may end before the window does.
                let end = survey.ends()[op].min(survey.len() as u32);
                // 0 is no block, and others ended before the window begins.
                if end > self.window.ops.start
                    && let Some(tile) = recording.block_after(op)
                {
                    self.block(&tile, op as u32..end, true);
                    self.outline(tile, op as u32..end);
                }
            }
            self.next = to;
            if to == all || is_over() {
                return to == all;
            }
        }
    }

    /// The map, once it is complete.
    pub fn finish(self) -> Cells {
        let area = u64::from(len(&self.window.ops)) * u64::from(len(&self.window.addresses));
        Cells { columns: self.columns, rows: self.rows, area, known: self.columns, raster: self }
    }

    /// Everything but blocks that these operations changed, until `end`: how the memory grew, what was lost, what is
    /// untouched, and what the allocator keeps for itself.
    pub(super) fn others(&mut self, recording: &Recording, ops: Range<u32>, end: u32) {
        let range = ops.start as usize..ops.end as usize;
        recording.growths(range.clone(), &mut |op, pages, foreign| {
            self.add(None, op..end, pages.clone(), true);
            if foreign {
                self.add(Some(Kind::Foreign), op..end, pages, true);
            }
        });
        recording.losses(range, &mut |tile| {
            if let TileKind::Lost { op, .. } = tile.kind {
                self.add(Some(Kind::Lost), op..end, tile.start..tile.end(), true);
            }
        });
        if let Some((since, tile)) = recording.kept().filter(|(since, _)| ops.contains(since)) {
            self.add(Some(Kind::Reserved), since..end, tile.start..tile.end(), true);
        }
        let mut before = recording.untouched_after(ops.start as usize);
        recording.untouched(ops, &mut |since, now| {
            let ops = since..end;
            if before.start <= now.end && now.start <= before.end {
                // Only what changed, wherever the rest is: the untouched memory may be large.
                self.shift(ops.clone(), before.start, now.start, false);
                self.shift(ops, before.end, now.end, true);
            } else {
                self.add(Some(Kind::Untouched), ops.clone(), before.clone(), false);
                self.add(Some(Kind::Untouched), ops, now.clone(), true);
            }
            before = now;
        });
    }

    /// A border of the untouched memory moved: what is below it is untouched, or what is above.
    fn shift(&mut self, ops: Range<u32>, from: u32, to: u32, below: bool) {
        self.add(Some(Kind::Untouched), ops, from.min(to)..from.max(to), (from < to) == below);
    }

    /// A block, or less of one.
    pub(super) fn block(&mut self, tile: &Tile, ops: Range<u32>, is_more: bool) {
        let asked_end = tile.end() - tile.padding();
        self.add(Some(Kind::Live), ops.clone(), tile.start..asked_end, is_more);
        self.add(Some(Kind::Padding), ops, asked_end..tile.end(), is_more);
    }

    fn outline(&mut self, tile: Tile, ops: Range<u32>) {
        let Some((least_wide, least_high, most)) = self.outlined else { return };
        let share = |range: Range<u32>, of: &Range<u32>| {
            let part = clipped(range, of);
            f64::from(part.end.saturating_sub(part.start)) / f64::from(len(of))
        };
        let wide = share(ops.clone(), &self.window.ops) * f64::from(self.columns);
        let high = share(tile.start..tile.end(), &self.window.addresses) * f64::from(self.rows);
        if wide >= least_wide && high >= least_high && self.outlines.len() < most {
            self.outlines.push(Life { tile, from: ops.start, to: ops.end });
        }
    }

    /// Adds a rectangle to a kind of use, or to the memory, or takes it away.
    fn add(&mut self, kind: Option<Kind>, ops: Range<u32>, addresses: Range<u32>, is_more: bool) {
        let (window, columns, rows) = (&self.window, u64::from(self.columns), u64::from(self.rows));
        let ops = clipped(ops, &window.ops);
        let addresses = clipped(addresses, &window.addresses);
        if ops.is_empty() || addresses.is_empty() {
            return;
        }
        let (wide, high) = (u64::from(len(&window.ops)), u64::from(len(&window.addresses)));
        let across = |op: u32| u64::from(op - window.ops.start) * columns;
        let up = |address: u32| u64::from(address - window.addresses.start) * rows;
        let (left, low, top) = (across(ops.start), up(addresses.start), up(addresses.end));
        let first = left / wide;
        // The part of the first column that it takes.
        let from_first = (first + 1) * wide - left;
        // The same of the last one, unless nobody sees where it ends.
        let end = (ops.end < window.ops.end).then(|| {
            let (right, last) = (across(ops.end), across(ops.end) / wide);
            (last, right - last * wide)
        });
        let stride = self.columns as usize + 2;
        let plane = match kind {
            None => &mut self.memory,
            Some(kind) => {
                let index = DRAWN.iter().position(|&drawn| drawn == kind);
                &mut self.planes[index.unwrap_or_default()]
            }
        };
        if plane.is_empty() {
            plane.resize(stride * self.rows as usize, 0);
        }
        let mut row = low / high;
        let mut bottom = low;
        while bottom < top {
            let next = ((row + 1) * high).min(top);
            let height = next - bottom;
            let height = if is_more { height } else { height.wrapping_neg() };
            let cells = &mut plane[row as usize * stride..][..stride];
            let a = from_first.wrapping_mul(height);
            let whole = wide.wrapping_mul(height);
            let mut put = |column: u64, area: u64| {
                let cell = &mut cells[column as usize];
                *cell = cell.wrapping_add(area);
            };
            put(first, a);
            put(first + 1, whole.wrapping_sub(a));
            if let Some((last, of_last)) = end {
                let b = of_last.wrapping_mul(height);
                put(last, b.wrapping_sub(whole));
                put(last + 1, b.wrapping_neg());
            }
            (bottom, row) = (next, row + 1);
        }
    }
}

impl Cells {
    /// The blocks that are large enough to be seen, in the order of their operations.
    pub fn outlines(&self) -> &[Life] {
        &self.raster.outlines
    }

    /// What the map shows.
    pub fn window(&self) -> &Window {
        &self.raster.window
    }

    /// Columns and rows.
    pub fn size(&self) -> (u32, u32) {
        (self.columns, self.rows)
    }

    /// The area of a cell: the operations times the bytes of the window.
    pub fn area(&self) -> u64 {
        self.area
    }

    /// Calls `visit` for the cells of a row, from the first operation on, with the area of each kind in the order of
    /// [`Kind::ALL`]. What is missing in the sum is memory that has not grown. Row 0 has the lowest addresses.
    pub fn row(&self, row: u32, visit: &mut dyn FnMut(&[u64; Kind::ALL.len()])) {
        let stride = self.columns as usize + 2;
        let start = row as usize * stride;
        let part = |plane: &Vec<u64>, column: usize| plane.get(start + column).copied().unwrap_or(0);
        let mut memory = 0_u64;
        let mut sums = [0_u64; DRAWN.len()];
        let mut areas = [0_u64; Kind::ALL.len()];
        for column in 0..self.known as usize {
            memory = memory.wrapping_add(part(&self.raster.memory, column));
            let mut used = 0_u64;
            for ((sum, plane), kind) in sums.iter_mut().zip(&self.raster.planes).zip(DRAWN) {
                *sum = sum.wrapping_add(part(plane, column));
                areas[kind as usize] = *sum;
                used = used.wrapping_add(*sum);
            }
            areas[self.raster.rest as usize] = memory.wrapping_sub(used);
            visit(&areas);
        }
        (self.known..self.columns).for_each(|_| visit(&[0; Kind::ALL.len()]));
    }
}

/// What memory is that is neither live nor lost, nor anything else that is drawn.
pub(super) fn rest(recording: &Recording) -> Kind {
    if recording.kind().is_inspected() { Kind::Free } else { Kind::Opaque }
}

fn len(range: &Range<u32>) -> u32 {
    range.end - range.start
}

fn clipped(range: Range<u32>, to: &Range<u32>) -> Range<u32> {
    range.start.max(to.start)..range.end.min(to.end)
}
