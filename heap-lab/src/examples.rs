//! The examples in the menu: scripts in each language, and the arena that shows them best. Their titles, and what to
//! watch in them, are in [`crate::text::Examples`].

use crate::{arena::Settings, lab::LaneKind, text::Language};

/// Which example it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Id {
    Tour,
    FirstFit,
    BumpPointer,
    Bins,
    LongList,
    LargeBlocks,
    Coalescing,
    Splitting,
    BoundaryTags,
    GoodFit,
    ExternalFragmentation,
    GrowingVec,
    Alignment,
    OutOfMemory,
    OtherPages,
    TwoLifetimes,
    Random,
}

/// One example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Which it is.
    pub id: Id,
    /// Stable name, as in a link.
    pub slug: &'static str,
    /// The arena that shows it best.
    pub settings: Settings,
    /// The lanes that it is about: without them there is little to see.
    pub about: &'static [LaneKind],
    english: &'static str,
    chinese: &'static str,
}

impl Example {
    /// The script with its comments and labels in this language. Whatever the language, it does the same in the same
    /// lines.
    pub fn script(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }
}

/// The example of this name in links.
pub fn find(slug: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.slug == slug)
}

/// The example whose script this is in any language, to the letter.
pub fn of_script(text: &str) -> Option<&'static Example> {
    let is_script =
        |example: &&Example| Language::ALL.iter().any(|&language| example.script(language) == text);
    EXAMPLES.iter().find(is_script)
}

const fn pages(page_size: u32, max_pages: u32) -> Settings {
    Settings { page_size, max_pages }
}

macro_rules! example {
    ($name:ident, $slug:literal, $settings:expr, [$($lane:ident),*]) => {
        Example {
            id: Id::$name,
            slug: $slug,
            settings: $settings,
            about: &[$(LaneKind::$lane),*],
            english: include_str!(concat!("examples/en/", $slug, ".rhai")),
            chinese: include_str!(concat!("examples/zh/", $slug, ".rhai")),
        }
    };
}

/// All examples, in the order of the menu. The page opens with the first.
pub const EXAMPLES: &[Example] = &[
    example!(Tour, "tour", pages(256, 4), []),
    example!(FirstFit, "first-fit", pages(512, 4), [BumpFreeList, FreeList]),
    example!(BumpPointer, "bump-pointer", pages(256, 6), [BumpFreeList, FreeList]),
    example!(Bins, "bins", pages(512, 4), [SegregatedBump, FreeList]),
    example!(LongList, "long-list", pages(1024, 8), [BumpFreeList, FreeList]),
    example!(LargeBlocks, "large-blocks", pages(512, 6), [SegregatedBump]),
    example!(Coalescing, "coalescing", pages(256, 4), [BumpFreeList, FreeList]),
    example!(Splitting, "splitting", pages(512, 4), [BumpFreeList, FreeList]),
    example!(BoundaryTags, "boundary-tags", pages(256, 4), [BoundaryTag]),
    example!(GoodFit, "good-fit", pages(512, 6), [BoundaryTag]),
    example!(ExternalFragmentation, "external-fragmentation", pages(512, 5), [FreeList]),
    example!(GrowingVec, "growing-vec", pages(512, 4), []),
    example!(Alignment, "alignment", pages(512, 4), []),
    example!(OutOfMemory, "out-of-memory", pages(128, 8), []),
    example!(OtherPages, "other-pages", pages(256, 12), [FreeList]),
    example!(TwoLifetimes, "two-lifetimes", pages(256, 8), []),
    example!(Random, "random", pages(1024, 64), []),
];
