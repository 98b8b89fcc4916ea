//! The code editor, as `js/start.js` makes it (the sources are in `editor/`): a plain field for text until the bundle `js/editor.js` has been
//! loaded, which the first picture does not wait for.
//!
//! Here the calls are given types and the editor an owner; how it fits into the page is the business of
//! [`crate::components::editor`].

use heap_lab::{
    script::{self, Word},
    text::Text,
};
use js_sys::{Array, Object};
use wasm_bindgen::{JsValue, prelude::*};
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/js/start.js")]
extern "C" {
    type Handle;

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

/// An editor on the page, which leaves it on drop.
pub struct CodeEditor {
    handle: Handle,
    _on_input: Closure<dyn FnMut(String)>,
}

impl CodeEditor {
    /// An editor that fills `parent`, holds `script` and speaks the language of `text`. Calls `on_input` with the whole
    /// script whenever people change it.
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

    /// Speaks the language of `text` from now on.
    pub fn set_language(&self, text: &dyn Text) {
        self.handle.set_language(&vocabulary(text), &phrases(text));
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

/// What the editor completes and explains.
fn vocabulary(text: &dyn Text) -> Array {
    script::vocabulary().iter().map(|word| row(word, text)).collect()
}

/// A word as the editor takes it: its name, what it does, and its forms.
fn row(word: &Word, text: &dyn Text) -> Array {
    let words = [word.name, text.meaning(word.id)];
    words.iter().chain(word.forms).map(|text| JsValue::from_str(text)).collect()
}

/// What the editor says by itself, by the names that it has for it.
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
    // It refuses only what is no list of pairs.
    Object::from_entries(&entries).unwrap_or_default()
}
