//! The sentences in the reader's language, for every component.

use heap_lab::text::{Language, Text};
use yew::prelude::*;

/// The sentences in the language of the page. The component renders again when that changes.
#[hook]
pub fn use_text() -> &'static dyn Text {
    use_context::<Language>().unwrap_or_default().text()
}
