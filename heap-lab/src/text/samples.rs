//! What is said about the recorded programs of the page.

use crate::samples::Program;

/// The words about one program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleText {
    /// Its name in the menu.
    pub title: &'static str,
    /// What it does, with which crate, and where it was recorded. Code is in backticks.
    pub origin: &'static str,
}

/// The sentences about recorded programs.
pub trait Samples {
    /// What is said about this program.
    fn sample(&self, program: Program) -> SampleText;

    /// A label in the recording of one of them; `None` if it stays as the program wrote it, in English.
    fn sample_label(&self, label: &str) -> Option<String>;
}
