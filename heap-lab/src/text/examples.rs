//! What is said about the examples in the menu.

use crate::examples::Id;

/// Sentences about examples.
pub trait Examples {
    /// Its title, and what to watch.
    fn example(&self, id: Id) -> ExampleText;
}

/// The words around an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExampleText {
    /// The title in the menu.
    pub title: &'static str,
    /// Two sentences: what to watch. Names of blocks stand between backticks.
    pub watch: &'static str,
}
