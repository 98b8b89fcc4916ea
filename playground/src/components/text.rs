//! The sentences of the reader's language, for every component.

use heap_lab::text::{Language, Text};
use yew::prelude::*;

/// The sentences of the language that the page is in. The component is drawn again when that changes.
#[hook]
pub fn use_text() -> &'static dyn Text {
    use_context::<Language>().unwrap_or_default().text()
}
