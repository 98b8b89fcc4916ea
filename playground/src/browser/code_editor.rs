//! The code editor that `js/start.js` makes (its source is in `editor/`): a plain text field until the bundle
//! `js/editor.js` is loaded. The first render does not wait for it. `start.js` is in `index.html` itself, so that both
//! are of one version: files that wasm-bindgen would copy keep their addresses.
//!
//! This file gives the calls types and the editor an owner; [`crate::components::editor`] fits it into the page.

use heap_lab::{
    script::{self, Word},
    text::Text,
};
use js_sys::{Array, Object};
use wasm_bindgen::{JsValue, prelude::*};
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    type Handle;

    #[wasm_bindgen(js_namespace = scriptEditor)]
    fn create(
        parent: &HtmlElement,
        text: &str,
        vocabulary: &Array,
        phrases: &Object,
        on_input: &Closure<dyn FnMut(String)>,
    ) -> Handle;

    #[wasm_bindgen(method, js_name = setText)]
    fn set_text(this: &Handle, text: &str);

    #[wasm_bindgen(method, js_name = setLanguage)]
    fn set_language(this: &Handle, vocabulary: &Array, phrases: &Object);

    #[wasm_bindgen(method, js_name = setError)]
    fn set_error(this: &Handle, message: &str, line: u32, column: u32);

    #[wasm_bindgen(method, js_name = setCurrentLine)]
    fn set_current_line(this: &Handle, line: u32);

    #[wasm_bindgen(method)]
    fn focus(this: &Handle, line: u32, column: u32);

    #[wasm_bindgen(method)]
    fn destroy(this: &Handle);
}

/// An editor on the page; dropping it removes it.
pub struct CodeEditor {
    handle: Handle,
    _on_input: Closure<dyn FnMut(String)>,
}

impl CodeEditor {
    /// An editor that fills `parent`, holds `script` and uses the language of `text`. Calls `on_input` with the whole
    /// script whenever the user changes it.
    pub fn new(
        parent: &HtmlElement,
        script: &str,
        text: &dyn Text,
        on_input: impl FnMut(String) + 'static,
    ) -> Self {
        let on_input = Closure::new(on_input);
        let handle = create(parent, script, &vocabulary(text), &phrases(text), &on_input);
        Self { handle, _on_input: on_input }
    }

    /// Switches to the language of `text`.
    pub fn set_language(&self, text: &dyn Text) {
        self.handle.set_language(&vocabulary(text), &phrases(text));
    }

    /// Changes the text in one step that the user can undo. Does not call back.
    pub fn set_text(&self, text: &str) {
        self.handle.set_text(text);
    }

    /// Marks this mistake, and no other; `None` clears the mark. Line and column are 1-based.
    pub fn set_error(&self, error: Option<(&str, u32, u32)>) {
        let (message, line, column) = error.unwrap_or(("", 0, 0));
        self.handle.set_error(message, line, column);
    }

    /// Marks this line (1-based) as that of the current step; `None` clears the mark.
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

/// What the editor completes and explains.
fn vocabulary(text: &dyn Text) -> Array {
    script::vocabulary().iter().map(|word| row(word, text)).collect()
}

/// A word in the editor's format: its name, what it does, and its forms.
fn row(word: &Word, text: &dyn Text) -> Array {
    let words = [word.name, text.meaning(word.id)];
    words.iter().chain(word.forms).map(|text| JsValue::from_str(text)).collect()
}

/// The editor's own phrases, by its names for them.
fn phrases(text: &dyn Text) -> Object {
    let editor = &text.page().editor;
    let pairs = [
        ("script", editor.script),
        ("leaving", editor.leaving),
        ("current", editor.current),
        ("mistake", editor.mistake),
        ("Completions", editor.completions),
    ];
    let entries: Array =
        pairs.iter().map(|&(name, phrase)| Array::of2(&name.into(), &phrase.into())).collect();
    // It fails only if an entry is not a pair.
    Object::from_entries(&entries).unwrap_or_default()
}
