//! The editor of scripts and lessons as a component: the page's text, mistakes and current line go in, the user's edits
//! come out.
//!
//! The editor is made once and lives as long as the component. Its text may be newer than the page's, so the page's
//! text is put in only if the editor has not held it ([`Echo`]). Its marks move with the text while the user types, and
//! are set again once the page has new ones. What the editor does by itself is in [`crate::browser::code_editor`].

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use heap_lab::{script::ScriptError, text::Language};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::text::use_text;
use crate::browser::code_editor::CodeEditor;

/// What the parent can ask of an editor besides its props. The parent makes it and keeps it across renders
/// (`use_state`); it works while the [`Editor`] that it was given to is mounted.
#[derive(Clone, Default)]
pub struct EditorHandle(Rc<RefCell<Option<CodeEditor>>>);

impl EditorHandle {
    /// Gives the editor the focus, with the cursor at this 1-based line and column.
    pub fn go_to(&self, line: u32, column: u32) {
        self.with(|editor| editor.go_to(line, column));
    }

    fn with(&self, act: impl FnOnce(&CodeEditor)) {
        if let Some(editor) = &*self.0.borrow() {
            act(editor);
        }
    }
}

impl PartialEq for EditorHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The props of [`Editor`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's script.
    pub text: Rc<str>,
    /// The mistake to mark in a script.
    #[prop_or_default]
    pub error: Option<Rc<ScriptError>>,
    /// The mistakes to mark in a lesson: in words, with their lines.
    #[prop_or_default]
    pub mistakes: Rc<[(String, u32)]>,
    /// The 1-based line of the current step.
    #[prop_or_default]
    pub current_line: Option<u32>,
    /// Whether `error` and `current_line` belong to an older text. Then the marks are left to move with the text.
    #[prop_or_default]
    pub stale: bool,
    /// Other requests of the page to the editor.
    pub handle: EditorHandle,
    /// The user changed the text.
    pub on_input: Callback<String>,
    /// The text is a lesson, and the cursor went to another line of it.
    #[prop_or_default]
    pub on_line: Option<Callback<u32>>,
}

/// The editor. It fills its parent, which must have a height.
#[component]
pub fn Editor(props: &Props) -> Html {
    let Props { text, error, mistakes, current_line, stale, handle, on_input, on_line } = props;
    let language = use_context::<Language>().unwrap_or_default();
    let parent = use_node_ref();
    let echo = use_mut_ref(|| Echo::new(Rc::clone(text)));
    let listener = use_mut_ref(|| on_input.clone());
    *listener.borrow_mut() = on_input.clone();
    let on_line = on_line.clone();

    use_effect_with(handle.clone(), {
        let (parent, echo) = (parent.clone(), Rc::clone(&echo));
        move |handle| {
            if let Some(parent) = parent.cast::<HtmlElement>() {
                let text = echo.borrow().held();
                let typed = move |text: String| {
                    echo.borrow_mut().typed(&text);
                    let on_input = listener.borrow().clone();
                    on_input.emit(text);
                };
                let language = language.text();
                let editor = match on_line {
                    Some(on_line) => {
                        CodeEditor::of_lesson(&parent, &text, language, typed, move |line| on_line.emit(line))
                    }
                    None => CodeEditor::new(&parent, &text, language, typed),
                };
                handle.0.replace(Some(editor));
            }
            let handle = handle.clone();
            move || drop(handle.0.take())
        }
    });

    use_effect_with(language, {
        let handle = handle.clone();
        move |language| handle.with(|editor| editor.set_language(language.text()))
    });

    use_effect_with(Rc::clone(text), {
        let handle = handle.clone();
        move |text| {
            if echo.borrow_mut().is_news(text) {
                handle.with(|editor| editor.set_text(text));
            }
        }
    });

    let sentences = use_text();
    let mark = error.as_ref().map(|error| (sentences.mistake(error), error.line, error.column));
    use_effect_with((Rc::clone(text), *stale, mark, mistakes.clone()), {
        let handle = handle.clone();
        move |(_, stale, mark, mistakes)| {
            if !stale {
                let mark = mark.iter().map(|(message, line, column)| (&**message, *line, *column));
                let lines = mistakes.iter().map(|(message, line)| (&**message, *line, 0));
                handle.with(|editor| editor.set_errors(mark.chain(lines)));
            }
        }
    });

    use_effect_with((Rc::clone(text), *stale, *current_line), {
        let handle = handle.clone();
        move |(_, stale, line)| {
            if !stale {
                handle.with(|editor| editor.set_current_line(*line));
            }
        }
    });

    html! { <div class="editor" ref={parent} /> }
}

/// Distinguishes a new text set by the page from one that the page merely hands back.
///
/// Users type faster than the page renders: the text it hands back may be what they typed a moment ago. Setting that
/// would discard their last keystrokes.
struct Echo {
    /// The texts that the editor held, oldest first, from the last one that the page handed back to the current one.
    /// Never empty.
    texts: VecDeque<Rc<str>>,
}

impl Echo {
    /// How many texts the page may lag behind.
    const LATE: usize = 32;

    fn new(text: Rc<str>) -> Self {
        Self { texts: VecDeque::from([text]) }
    }

    /// The editor's current text.
    fn held(&self) -> Rc<str> {
        self.texts.back().map_or_else(|| Rc::from(""), Rc::clone)
    }

    /// The user changed the text.
    fn typed(&mut self, text: &str) {
        if self.texts.len() == Self::LATE {
            self.texts.pop_front();
        }
        self.texts.push_back(text.into());
    }

    /// The page's text has changed: returns whether it must be put into the editor, which then holds it.
    fn is_news(&mut self, text: &Rc<str>) -> bool {
        match self.texts.iter().position(|known| known == text) {
            Some(handed_back) => {
                self.texts.drain(..handed_back);
                false
            }
            None => {
                self.texts = VecDeque::from([Rc::clone(text)]);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echo(text: &str) -> Echo {
        Echo::new(text.into())
    }

    #[test]
    fn what_was_typed_comes_back_and_changes_nothing() {
        let mut echo = echo("");
        echo.typed("a");
        assert!(!echo.is_news(&"a".into()));
        assert_eq!(&*echo.held(), "a");
    }

    #[test]
    fn a_late_page_takes_no_keys_away() {
        let mut echo = echo("");
        for text in ["a", "ab", "abc"] {
            echo.typed(text);
        }
        assert!(!echo.is_news(&"a".into()));
        assert!(!echo.is_news(&"abc".into()));
        assert_eq!(&*echo.held(), "abc");
    }

    #[test]
    fn a_text_of_the_page_is_put_in_once() {
        let mut echo = echo("old");
        echo.typed("older");
        assert!(echo.is_news(&"example".into()));
        assert!(!echo.is_news(&"example".into()));
        assert_eq!(&*echo.held(), "example");
    }

    #[test]
    fn going_back_to_a_text_that_was_handed_back_already_is_news() {
        let mut echo = echo("before");
        echo.typed("after");
        assert!(!echo.is_news(&"after".into()));
        assert!(echo.is_news(&"before".into()));
    }

    #[test]
    fn a_page_that_never_answers_costs_a_fixed_number_of_texts() {
        let mut echo = echo("");
        for n in 0..1000 {
            echo.typed(&n.to_string());
        }
        assert_eq!(echo.texts.len(), Echo::LATE);
        assert_eq!(&*echo.held(), "999");
    }
}
