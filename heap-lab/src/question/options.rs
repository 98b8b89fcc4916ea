//! What can be chosen for an answer, so that every question can be answered from a list, too.

use super::{Question, Recordings};
use crate::lab::view::Tile;

/// A choice: an address, and the tile of the present state that contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The address.
    pub address: u32,
    /// The tile there now.
    pub tile: Tile,
}

/// The choices of a question about addresses, in address order. They tell nothing about which are right: all of a kind are
/// among them.
pub fn choices(_question: &Question, _recordings: &Recordings) -> Vec<Choice> {
    Vec::new()
}
