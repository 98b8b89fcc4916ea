//! Yew views, one file each.

pub mod heap;
pub mod structure;
