//! What the words of the script language mean.

use crate::script::WordId;

/// Sentences about words of the script language.
pub trait Vocabulary {
    /// What the word does, in a sentence or two. Code stands between backticks.
    fn meaning(&self, word: WordId) -> &'static str;
}
