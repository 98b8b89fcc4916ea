//! Pictures, numbers and the verdict of a run as files for other programs: SVG, CSV and JSON.

pub mod csv;
pub mod figure;
pub mod svg;
pub mod verdict;
pub mod wrap;

mod json;
