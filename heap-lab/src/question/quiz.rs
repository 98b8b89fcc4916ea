//! Questions about any run: at its interesting operations.

use super::{Question, Recordings};
use crate::lab::Lanes;

/// At most `most` questions about a run in these lanes, in the order of the run: at operations that search, split, merge,
/// move or are refused, of as many kinds as possible. Another `seed` chooses others.
pub fn questions(_recordings: &Recordings, _lanes: Lanes, _most: usize, _seed: u32) -> Vec<Question> {
    Vec::new()
}
