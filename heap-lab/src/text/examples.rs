//! Texts of the examples in the menu.

use crate::examples::Id;

/// Sentences about examples.
pub trait Examples {
    /// Its title, and what is said of it before and after its run.
    fn example(&self, id: Id) -> ExampleText;
}

/// The title and description of an example. Names of blocks are in backticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExampleText {
    /// The title in the menu.
    pub title: &'static str,
    /// What to watch and compare, in one or two sentences that reveal nothing: shown from the start.
    pub intro: &'static str,
    /// What there was to see: shown at the end of the run.
    pub afterwards: &'static str,
}
