//! The map of a run that is still made.

use super::{
    Clock,
    raster::{Cells, PIECE, Raster, rest},
    window::Window,
};
use crate::lab::Recording;

/// Its window is as long as the whole run will be, and what is not known yet is empty.
///
/// Nobody knows how long a live block will live, so each is drawn up to the end of the window, and taken away again from there
/// when it ends.
pub struct Growth {
    cells: Cells,
    done: u32,
}

impl Growth {
    /// Nothing yet of a run of so many operations that reaches up to this address, in so many cells.
    pub fn new(ops: usize, reach: u32, columns: u32, rows: u32) -> Self {
        let mut cells = Raster::new(Window::whole(ops, reach), columns, rows).finish();
        cells.known = 0;
        Self { cells, done: 0 }
    }

    /// Goes on until the slice is over, at least for one piece. Returns whether it is as far as the recording. One that began
    /// again, and is not as far yet, is waited for: it does the same once more.
    pub fn advance(&mut self, recording: &Recording, is_over: Clock) -> bool {
        let Self { cells, done } = self;
        let end = cells.window().ops.end;
        let raster = &mut cells.raster;
        raster.rest = rest(recording);
        let all = recording.len() as u32;
        while *done < all {
            let ops = *done..all.min(*done + PIECE as u32);
            raster.others(recording, ops.clone(), end);
            for op in ops.clone() {
                if let Some(tile) = recording.block_before(op as usize) {
                    raster.block(&tile, op..end, false);
                }
                if let Some(tile) = recording.block_after(op as usize) {
                    raster.block(&tile, op..end, true);
                }
            }
            *done = ops.end;
            if is_over() {
                break;
            }
        }
        cells.known = (u64::from(*done) * u64::from(cells.size().0) / u64::from(end)) as u32;
        *done >= all
    }

    /// The map so far.
    pub fn cells(&self) -> &Cells {
        &self.cells
    }

    /// Operations that are in it.
    pub fn done(&self) -> u32 {
        self.done
    }
}

/// The addresses that a map shows of memory that has grown up to `reach` and may grow further: some more, so that it is not
/// drawn anew whenever the memory grows.
pub fn room(reach: u32) -> u32 {
    reach.checked_next_multiple_of((reach / 4).next_power_of_two()).unwrap_or(reach).max(1)
}
