//! Failures: mistakes in scripts, impossible arenas, links that do not open, and the notices of the page.
//!
//! A sentence says what is wrong, then what to do. Code is in backticks.

use crate::{
    arena::{ArenaError, SettingsError},
    script::ScriptError,
    share::LinkError,
    state::{Failure, Notice},
};

/// Sentences about failures.
pub trait Mistakes {
    /// A mistake in a script; its position is shown separately.
    fn mistake(&self, error: &ScriptError) -> String;

    /// Settings that an arena can't have.
    fn settings_error(&self, error: SettingsError) -> String;

    /// Why there can be no arena.
    fn arena_error(&self, error: ArenaError) -> String;

    /// Why a link does not work.
    fn link_error(&self, error: &LinkError) -> String;

    /// A notice of the page.
    fn notice(&self, notice: &Notice) -> String;

    /// Why there is no run.
    fn failure(&self, failure: &Failure) -> String {
        match failure {
            Failure::Script(error) => self.mistake(error),
            Failure::Arena(error) => self.arena_error(*error),
        }
    }
}

/// `text` as code in a sentence.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') { format!("\"{text}\"") } else { format!("`{text}`") }
}

/// A character in visible form: a combining accent is shown on a dotted circle.
pub(super) fn shown(character: char) -> String {
    let is_accent = matches!(character, '\u{300}'..='\u{36F}');
    code(&format!("{}{character}", if is_accent { "◌" } else { "" }))
}

/// The code point of a character, such as U+FF08.
pub(super) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}
