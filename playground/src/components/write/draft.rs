//! What is written, and where it is kept: in the page, in the storage of the tab, and in that of the site for the next
//! visit. Nothing but its author replaces it, and what a file or a lesson replaced can be brought back.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{lesson::course, text::Language};

use crate::browser::storage;

/// The keys of the text, and of the one before it.
const TEXT: &str = "lite-alloc.lesson";
const BEFORE: &str = "lite-alloc.lesson.before";

thread_local! {
    /// The draft of this page, which has no need of storage.
    static HELD: RefCell<Option<Draft>> = const { RefCell::new(None) };
}

/// A lesson that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its text.
    pub text: Rc<str>,
    /// The text that this one took the place of.
    pub before: Option<Rc<str>>,
}

impl Draft {
    /// What was written last: in this page, in this tab, or on this site; else the template.
    pub fn last(language: Language) -> Self {
        HELD.with_borrow(Option::clone).or_else(stored).unwrap_or_else(|| Self::template(language))
    }

    fn template(language: Language) -> Self {
        Self { text: course::template(language).into(), before: None }
    }

    /// Goes on with this text, which its author typed.
    #[must_use]
    pub fn typed(&self, text: Rc<str>) -> Self {
        Self { text, before: self.before.clone() }
    }

    /// Goes on with another text. What was written can be brought back.
    #[must_use]
    pub fn replaced(&self, text: Rc<str>) -> Self {
        let is_own = Language::ALL.iter().all(|&language| *self.text != *course::template(language));
        let before = if is_own { Some(self.text.clone()) } else { self.before.clone() };
        Self { before: before.filter(|before| *before != text), text }
    }

    /// Keeps it as long as the page is open.
    pub fn hold(&self) {
        HELD.set(Some(self.clone()));
    }
}

/// Keeps the draft of this page for the next one.
pub fn keep() {
    if let Some(Draft { text, before }) = HELD.with_borrow(Option::clone) {
        for (key, text) in [(TEXT, Some(text)), (BEFORE, before)] {
            match text {
                Some(text) => {
                    storage::set_in_tab(key, &text);
                    storage::set(key, &text);
                }
                None => {
                    storage::remove_in_tab(key);
                    storage::remove(key);
                }
            }
        }
    }
}

fn stored() -> Option<Draft> {
    let get = |key| storage::of_tab(key).or_else(|| storage::get(key)).map(Rc::from);
    Some(Draft { text: get(TEXT)?, before: get(BEFORE) })
}

/// Puts a text in place of the draft, before the editor is opened.
pub fn replace(text: Rc<str>, language: Language) {
    Draft::last(language).replaced(text).hold();
    keep();
}

/// The title of a text.
pub fn title(text: &str) -> &str {
    text.lines().find_map(|line| line.strip_prefix("# ")).map_or("…", str::trim)
}

/// The name of its file.
pub fn file(text: &str) -> String {
    let words = title(text).split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_lowercase();
    if name.is_empty() { "lesson.md".to_owned() } else { format!("{name}.md") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_can_be_brought_back() {
        let template = Draft::template(Language::English);
        let opened = template.replaced("# A".into());
        assert_eq!(opened.before, None, "the template is in the menu");
        let written = opened.typed("# Mine".into());
        let other = written.replaced("# B".into());
        assert_eq!(other.before.as_deref(), Some("# Mine"));
        let back = other.replaced("# Mine".into());
        assert_eq!((&*back.text, back.before.as_deref()), ("# Mine", Some("# B")));
    }

    #[test]
    fn a_file_is_called_after_the_title() {
        assert_eq!(file("\n# Last in, first out\nx"), "last-in-first-out.md");
        assert_eq!(file("# 后进先出！"), "后进先出.md");
        assert_eq!(file("no title"), "lesson.md");
    }
}
