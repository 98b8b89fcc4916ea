//! Texts of the examples in the menu.

use crate::examples::Id;

/// Sentences about examples.
pub trait Examples {
    /// Its title and description.
    fn example(&self, id: Id) -> ExampleText;
}

/// The title and description of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExampleText {
    /// The title in the menu.
    pub title: &'static str,
    /// Two sentences: what to watch. Names of blocks are in backticks.
    pub watch: &'static str,
}
