//! Explanations of the words of the script language.

use crate::script::WordId;

/// Sentences about words of the script language.
pub trait Vocabulary {
    /// What the word does, in a sentence or two. Code is in backticks.
    fn meaning(&self, word: WordId) -> &'static str;
}
