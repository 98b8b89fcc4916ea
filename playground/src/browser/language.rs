//! The language of the reader: what they chose, or else the first that the page has of those that their browser asks for.

use heap_lab::text::Language;

use super::{document, storage, window};

const KEY: &str = "lite-alloc.language";

/// What the reader chose at an earlier visit, or else what their browser wishes.
pub fn of_reader() -> Language {
    let stored = storage::get(KEY).and_then(|tag| Language::of_tag(&tag));
    stored.unwrap_or_else(|| {
        let wanted: Vec<_> =
            window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
        Language::preferred(wanted.iter().map(String::as_str))
    })
}

/// Remembers the choice for the next visit. Without storage it lasts as long as the page.
pub fn store(language: Language) {
    storage::set(KEY, language.tag());
}

/// Puts language and title on the document.
pub fn apply(tag: &str, title: &str) {
    let document = document();
    document.set_title(title);
    if let Some(root) = document.document_element() {
        // The name of the attribute is a good one, which is all that can be wrong.
        let _ = root.set_attribute("lang", tag);
    }
}

/// The language that the document is in now, for when the state of the page is out of reach.
pub fn of_document() -> Language {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang"));
    tag.and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
}
