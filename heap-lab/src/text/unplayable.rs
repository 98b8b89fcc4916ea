//! Why a file can't be replayed, and how to record one that can.

use crate::import::Unplayable;

/// Sentences about files that can't be replayed.
pub trait Unplayables {
    /// What the file is, why it can't be replayed, and what to do.
    fn unplayable(&self, unplayable: Unplayable) -> String;
}
