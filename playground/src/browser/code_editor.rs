//! The code editor, as the bundle `js/editor.js` makes it (its source is `editor/`).
//!
//! Here the calls are given types and the editor an owner; how it fits into the page is the business of
//! [`crate::components::editor`].

use heap_lab::script::Word;
use js_sys::Array;
use wasm_bindgen::{JsValue, prelude::*};
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/js/editor.js")]
extern "C" {
    type Handle;

    fn create(
        parent: &HtmlElement,
        text: &str,
        vocabulary: &Array,
        on_input: &Closure<dyn FnMut(String)>,
    ) -> Handle;

    #[wasm_bindgen(method, js_name = setText)]
    fn set_text(this: &Handle, text: &str);

    #[wasm_bindgen(method, js_name = setError)]
    fn set_error(this: &Handle, message: &str, line: u32, column: u32);

    #[wasm_bindgen(method, js_name = setCurrentLine)]
    fn set_current_line(this: &Handle, line: u32);

    #[wasm_bindgen(method)]
    fn focus(this: &Handle, line: u32, column: u32);

    #[wasm_bindgen(method)]
    fn destroy(this: &Handle);
}

/// An editor on the page, which leaves it on drop.
pub struct CodeEditor {
    handle: Handle,
    _on_input: Closure<dyn FnMut(String)>,
}

impl CodeEditor {
    /// An editor that fills `parent` and holds `text`; `vocabulary` is what it completes and explains. Calls
    /// `on_input` with the whole text whenever people change it.
    pub fn new(
        parent: &HtmlElement,
        text: &str,
        vocabulary: &[Word],
        on_input: impl FnMut(String) + 'static,
    ) -> Self {
        let on_input = Closure::new(on_input);
        let vocabulary: Array = vocabulary.iter().map(row).collect();
        Self { handle: create(parent, text, &vocabulary, &on_input), _on_input: on_input }
    }

    /// Changes the text, in one step that people can undo. Does not call back.
    pub fn set_text(&self, text: &str) {
        self.handle.set_text(text);
    }

    /// Marks this mistake and no other, or none: its sentence, and its 1-based line and column.
    pub fn set_error(&self, error: Option<(&str, u32, u32)>) {
        let (message, line, column) = error.unwrap_or(("", 0, 0));
        self.handle.set_error(message, line, column);
    }

    /// Marks this line (1-based) as that of the current step, or none.
    pub fn set_current_line(&self, line: Option<u32>) {
        self.handle.set_current_line(line.unwrap_or(0));
    }

    /// Gives the editor the focus, with the cursor at this 1-based line and column.
    pub fn go_to(&self, line: u32, column: u32) {
        self.handle.focus(line, column);
    }
}

impl Drop for CodeEditor {
    fn drop(&mut self) {
        self.handle.destroy();
    }
}

/// A word as the bundle takes it: its name, what it does, and its forms.
fn row(word: &Word) -> Array {
    [word.name, word.about].iter().chain(word.forms).map(|text| JsValue::from_str(text)).collect()
}
