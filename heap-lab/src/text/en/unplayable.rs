//! Files that can't be replayed, in English.

use super::English;
use crate::{import::Unplayable, text::Unplayables};

impl Unplayables for English {
    fn unplayable(&self, _unplayable: Unplayable) -> String {
        "This file can't be replayed.".into()
    }
}
