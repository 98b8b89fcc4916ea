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
        on_line: Option<&Closure<dyn FnMut(u32)>>,
    ) -> Handle;

    #[wasm_bindgen(method, js_name = setText)]
    fn set_text(this: &Handle, text: &str);

    #[wasm_bindgen(method, js_name = setLanguage)]
    fn set_language(this: &Handle, vocabulary: &Array, phrases: &Object);

    #[wasm_bindgen(method, js_name = setErrors)]
    fn set_errors(this: &Handle, errors: &Array);

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
    name: Name,
    _on_input: Closure<dyn FnMut(String)>,
    _on_line: Option<Closure<dyn FnMut(u32)>>,
}

/// The name of an editor, in the language of the page.
type Name = fn(&dyn Text) -> &'static str;

impl CodeEditor {
    /// An editor of scripts that fills `parent`, holds `script` and uses the language of `text`. Calls `on_input` with the
    /// whole script whenever the user changes it.
    pub fn new(
        parent: &HtmlElement,
        script: &str,
        text: &dyn Text,
        on_input: impl FnMut(String) + 'static,
    ) -> Self {
        Self::make(parent, script, text, |text| text.page().editor.script, Closure::new(on_input), None)
    }

    /// The same for lessons. Calls `on_line` with the line of the cursor, from 1, whenever it is another one.
    pub fn of_lesson(
        parent: &HtmlElement,
        lesson: &str,
        text: &dyn Text,
        on_input: impl FnMut(String) + 'static,
        on_line: impl FnMut(u32) + 'static,
    ) -> Self {
        let on_line = Some(Closure::new(on_line));
        Self::make(parent, lesson, text, |text| text.teaching().lesson, Closure::new(on_input), on_line)
    }

    fn make(
        parent: &HtmlElement,
        text: &str,
        language: &dyn Text,
        name: Name,
        on_input: Closure<dyn FnMut(String)>,
        on_line: Option<Closure<dyn FnMut(u32)>>,
    ) -> Self {
        let (words, phrases) = (vocabulary(language), phrases(language, name));
        let handle = create(parent, text, &words, &phrases, &on_input, on_line.as_ref());
        Self { handle, name, _on_input: on_input, _on_line: on_line }
    }

    /// Switches to the language of `text`.
    pub fn set_language(&self, text: &dyn Text) {
        self.handle.set_language(&vocabulary(text), &phrases(text, self.name));
    }

    /// Changes the text in one step that the user can undo. Does not call back.
    pub fn set_text(&self, text: &str) {
        self.handle.set_text(text);
    }

    /// Marks these mistakes, and no others. Lines and columns are 1-based; column 0 is the whole line.
    pub fn set_errors<'a>(&self, errors: impl IntoIterator<Item = (&'a str, u32, u32)>) {
        let row = |(message, line, column): (&str, u32, u32)| {
            Array::of3(&message.into(), &line.into(), &column.into())
        };
        self.handle.set_errors(&errors.into_iter().map(row).collect());
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
fn phrases(text: &dyn Text, name: Name) -> Object {
    let editor = &text.page().editor;
    let pairs = [
        ("script", name(text)),
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
