//! The map of a run that is still made.

use super::{
    Clock,
    raster::{Cells, PIECE, Raster, rest},
    survey::Survey,
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
    losses: usize,
    grown: usize,
}

impl Growth {
    /// Nothing yet of a run of so many operations that reaches up to this address, in so many cells.
    pub fn new(ops: usize, reach: u32, columns: u32, rows: u32) -> Self {
        let mut cells = Raster::new(Window::whole(ops, reach), columns, rows).finish();
        cells.known = 0;
        Self { cells, done: 0, losses: 0, grown: 0 }
    }

    /// Goes on with what the survey has found so far, until the slice is over, at least for one piece. Returns whether it
    /// is as far.
    pub fn advance(&mut self, recording: &Recording, survey: &Survey, is_over: Clock) -> bool {
        let Self { cells, done, losses, grown } = self;
        let end = cells.window().ops.end;
        let raster = &mut cells.raster;
        raster.rest = rest(survey);
        // A recording that began again may not be as far.
        let all = (survey.ends().len().min(recording.len()) as u32).min(end);
        while *done < all {
            let ops = *done..all.min(*done + PIECE as u32);
            let lost = survey.losses().partition_point(|&op| op < ops.end).max(*losses);
            raster.losses(recording, &survey.losses()[*losses..lost], end);
            let moved = survey.grown().partition_point(|(moved, _)| moved.op < ops.end).max(*grown);
            raster.growths(&survey.grown()[*grown..moved], end);
            raster.borders(recording, ops.clone(), end);
            for op in ops.clone() {
                if let Some(tile) = recording.block_before(op as usize) {
                    raster.block(&tile, op..end, false);
                }
                if let Some(tile) = recording.block_after(op as usize) {
                    raster.block(&tile, op..end, true);
                }
            }
            (*done, *losses, *grown) = (ops.end, lost, moved);
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
