//! The language of the reader: the one they chose, or else the first language of the page among those that their
//! browser prefers.

use heap_lab::text::Language;

use super::{document, storage, window};

const KEY: &str = "lite-alloc.language";

/// The reader's choice from an earlier visit, or else the browser's preference.
pub fn of_reader() -> Language {
    let stored = storage::get(KEY).and_then(|tag| Language::of_tag(&tag));
    stored.unwrap_or_else(|| {
        let wanted: Vec<_> =
            window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
        Language::preferred(wanted.iter().map(String::as_str))
    })
}

/// Remembers the choice for the next visit. Without storage it lasts until the page is closed.
pub fn store(language: Language) {
    storage::set(KEY, language.tag());
}

/// Sets the language and title of the document.
pub fn apply(tag: &str, title: &str) {
    let document = document();
    document.set_title(title);
    if let Some(root) = document.document_element() {
        // It fails only if the attribute's name is invalid.
        let _ = root.set_attribute("lang", tag);
    }
}

/// The current language of the document, for code that cannot reach the state of the page.
pub fn of_document() -> Language {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang"));
    tag.and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
}
