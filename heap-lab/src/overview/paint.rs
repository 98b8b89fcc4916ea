//! Cells to pixels: each has the colours of its uses, mixed by their shares.

use super::{Clock, Kind, raster::Cells};

/// A colour: red, green and blue.
pub type Rgb = [u8; 3];

/// The colour of each kind, in the order of [`Kind::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette(pub [Rgb; Kind::ALL.len()]);

/// A picture under construction, the first row at the top: there are the highest addresses.
pub struct Picture {
    columns: u32,
    rows: u32,
    /// Red, green, blue and opacity of each pixel. Memory that has not grown is transparent.
    bytes: Vec<u8>,
}

impl Picture {
    /// An empty picture of these cells.
    pub fn new(cells: &Cells) -> Self {
        let (columns, rows) = cells.size();
        Self { columns, rows, bytes: Vec::with_capacity(columns as usize * rows as usize * 4) }
    }

    /// Goes on until the slice is over, at least for one row. Returns whether the picture is complete.
    pub fn advance(&mut self, cells: &Cells, palette: &Palette, is_over: Clock) -> bool {
        let width = self.columns as usize * 4;
        let unit = 1.0 / cells.area() as f32;
        loop {
            let done = (self.bytes.len() / width) as u32;
            if done == self.rows {
                return true;
            }
            cells.row(self.rows - 1 - done, &mut |areas| {
                let total: u64 = areas.iter().sum();
                let part = 1.0 / total.max(1) as f32;
                let mut mixed = [0.0_f32; 3];
                for (&area, color) in areas.iter().zip(&palette.0).filter(|(area, _)| **area > 0) {
                    let share = area as f32 * part;
                    for (sum, &channel) in mixed.iter_mut().zip(color) {
                        *sum += share * f32::from(channel);
                    }
                }
                // A conversion of a number out of range would end at the limit, and none is.
                self.bytes.extend(mixed.map(|channel| (channel + 0.5) as u8));
                self.bytes.push((total as f32 * unit * 255.0 + 0.5) as u8);
            });
            if is_over() {
                return done + 1 == self.rows;
            }
        }
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        (self.columns, self.rows)
    }

    /// Red, green, blue and opacity of each pixel, row by row.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
