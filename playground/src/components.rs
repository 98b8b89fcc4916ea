//! The views of the page, one file each.

pub mod editor;
