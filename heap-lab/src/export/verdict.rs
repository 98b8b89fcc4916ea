//! A verdict as files: its numbers, all of it for other programs, and its charts.

mod bars;
mod charts;
mod csv;
mod json;

pub use bars::{Bar, Bars, bars};
pub use charts::Charts;
pub use csv::csv;
pub use json::json;

use crate::import::{Format, Notes};

/// The program of a verdict.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The name of its file.
    pub file: &'a str,
    /// Its format and its notes, if it was recorded; a script has none.
    pub recorded: Option<(Format, &'a Notes)>,
}
