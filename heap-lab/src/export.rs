//! The picture and the numbers of a run as files for other programs: SVG and CSV.

pub mod csv;
pub mod figure;
pub mod svg;
pub mod verdict;
pub mod wrap;
