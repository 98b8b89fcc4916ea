//! Words for files that are recognised, but can't be replayed.

use crate::import::Unplayable;

/// Sentences about such files.
pub trait Unplayables {
    /// What the file is, why it can't be replayed, and what to do instead.
    fn unplayable(&self, file: Unplayable) -> UnplayableText;
}

/// What is said of such a file. Code is in backticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnplayableText {
    /// What it is, and why it can't be replayed.
    pub why: &'static str,
    /// What to do instead, before the command.
    pub instead: &'static str,
}

impl UnplayableText {
    /// All of it in one paragraph, where the command has no place of its own.
    pub fn paragraph(&self, command: &str) -> String {
        let Self { why, instead } = self;
        // Chinese has no spaces after its signs.
        let space = |text: &str| if text.ends_with(['.', ':']) { " " } else { "" };
        format!("{why}{}{instead}{}`{command}`", space(why), space(instead))
    }
}
