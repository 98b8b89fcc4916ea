//! The lessons of the course.

use std::rc::Rc;

use super::{Lesson, read};
use crate::text::Language;

/// A lesson of the course.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name in links, and of its files.
    pub slug: &'static str,
    /// Its text in English.
    en: &'static str,
    /// Its text in Chinese.
    zh: &'static str,
}

impl Entry {
    /// Its text in a language.
    pub fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Chinese => self.zh,
        }
    }

    /// The lesson in a language. The lessons of the course have no mistakes: a test checks them.
    pub fn lesson(&self, language: Language) -> Rc<Lesson> {
        Rc::new(read(self.text(language)).0)
    }
}

/// A short lesson with each mark, to begin a new one with.
pub fn template(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../lessons/template.en.md"),
        Language::Chinese => include_str!("../../lessons/template.zh.md"),
    }
}

/// The lesson of that name in links, and its number, from 0.
pub fn find(slug: &str) -> Option<(usize, &'static Entry)> {
    COURSE.iter().enumerate().find(|(_, entry)| entry.slug == slug)
}

macro_rules! entry {
    ($slug:literal) => {
        Entry {
            slug: $slug,
            en: include_str!(concat!("../../lessons/", $slug, ".en.md")),
            zh: include_str!(concat!("../../lessons/", $slug, ".zh.md")),
        }
    };
}

/// The lessons, in the order of the course.
pub static COURSE: [Entry; 15] = [
    entry!("allocator"),
    entry!("granules"),
    entry!("free"),
    entry!("last-in-first-out"),
    entry!("list-order"),
    entry!("fits"),
    entry!("splitting"),
    entry!("coalescing"),
    entry!("checkerboard"),
    entry!("out-of-memory"),
    entry!("realloc"),
    entry!("fragmentation"),
    entry!("boundary-tags"),
    entry!("pages"),
    entry!("which-allocator"),
];
