//! Cells to pixels: each has the colours of its uses, mixed by their shares.

use super::{Clock, Kind, raster::Cells};

/// A colour: red, green and blue.
pub type Rgb = [u8; 3];

/// The colour of each kind, in the order of [`Kind::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette(pub [Rgb; Kind::ALL.len()]);

impl Palette {
    /// The same, but that no two kinds have the same colour: a system that decides the colours has few. The later ones of a
    /// colour are mixed with the ground.
    #[must_use]
    pub fn told_apart(mut self, ground: Rgb) -> Self {
        for index in 1..self.0.len() {
            for _ in 0..index {
                let (before, rest) = self.0.split_at_mut(index);
                let color = &mut rest[0];
                if *color == ground || !before.contains(color) {
                    break;
                }
                *color =
                    std::array::from_fn(|at| ((u16::from(color[at]) * 2 + u16::from(ground[at])) / 3) as u8);
            }
        }
        self
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_one_colour_are_told_apart() {
        let (ground, gray, blue) = ([255, 255, 255], [90, 90, 90], [0, 0, 200]);
        let given = [blue, gray, ground, gray, [0, 0, 0], gray, blue, gray];
        let Palette(told) = Palette(given).told_apart(ground);
        assert_eq!((told[0], told[1], told[2]), (blue, gray, ground));
        for (index, color) in told.iter().enumerate() {
            assert!(!told[..index].contains(color), "{told:?}");
        }
        let plain = Palette(std::array::from_fn(|kind| [kind as u8, 0, 0]));
        assert_eq!(plain.told_apart(ground), plain);
        let blank = Palette([ground; Kind::ALL.len()]);
        assert_eq!(blank.told_apart(ground), blank);
    }
}
