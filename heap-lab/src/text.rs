//! Facts to sentences, in each language of the page.
//!
//! The rest of the core returns data: enums with their numbers. Everything that a reader reads is made here, and only
//! here. Each subject has a trait that lists its sentences; each language has a folder with one file per subject, which
//! implements that trait with exhaustive matches. A missing sentence does not compile.
//!
//! To add a language: a variant of [`Language`], a type, and a folder like `en/`.

pub mod allocators;
pub mod challenges;
mod en;
pub mod examples;
pub mod export;
pub mod imports;
pub mod lesson_mistakes;
pub mod lessons;
pub mod metrics;
pub mod mistakes;
pub mod narration;
pub mod numbers;
pub mod overview;
pub mod own_heap;
pub mod page;
pub mod program;
pub mod questions;
pub mod runs;
pub mod samples;
pub mod selection;
pub mod structure;
pub mod teaching;
pub mod tiles;
pub mod unplayable;
pub mod verdict;
pub mod vocabulary;
mod zh;

pub use allocators::Allocators;
pub use challenges::Challenges;
pub use examples::Examples;
pub use export::Export;
pub use imports::Imports;
pub use lesson_mistakes::LessonMistakes;
pub use lessons::Lessons;
pub use metrics::Metrics;
pub use mistakes::Mistakes;
pub use narration::Narration;
pub use overview::Overviews;
pub use own_heap::OwnHeap;
pub use page::Page;
pub use program::Program;
pub use questions::Questions;
pub use runs::Runs;
pub use samples::Samples;
pub use selection::Selection;
pub use structure::Structure;
pub use teaching::Teaching;
pub use tiles::Tiles;
pub use unplayable::Unplayables;
pub use verdict::Verdicts;
pub use vocabulary::Vocabulary;

/// All sentences of one language.
pub trait Text:
    Allocators
    + Examples
    + Export
    + Imports
    + Metrics
    + Mistakes
    + Narration
    + Overviews
    + OwnHeap
    + Page
    + Program
    + Runs
    + Samples
    + Selection
    + Structure
    + Tiles
    + Unplayables
    + Verdicts
    + Vocabulary
    + LessonMistakes
    + Challenges
    + Teaching
    + Lessons
    + Questions
    + Sync
{
}

impl Text for en::English {}
impl Text for zh::Chinese {}

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All languages, in the order of the menu.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The tag of the language, as in the `lang` attribute and in links.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language of a tag such as `zh`, `zh-CN` or `en-GB`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// The first language of the page among those that the reader wants, most wanted first.
    pub fn preferred<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Self {
        wanted.into_iter().find_map(Self::of_tag).unwrap_or_default()
    }

    /// The name of the language, in the language itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "中文",
        }
    }

    /// The sentences in this language.
    pub fn text(self) -> &'static dyn Text {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_is_taken() {
        assert_eq!(Language::preferred(["fr-FR", "zh-TW", "en"]), Language::Chinese);
        assert_eq!(Language::preferred(["en-GB", "zh"]), Language::English);
        assert_eq!(Language::preferred(["fr", "de-AT"]), Language::English);
        assert_eq!(Language::preferred([]), Language::English);
        assert_eq!(Language::of_tag("zhuang"), None);
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.tag()), Some(language));
        }
    }
}
