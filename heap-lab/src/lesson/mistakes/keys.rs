//! Wrong keys: of the scripts and questions, and of places.

use crate::arena::SettingsError;

/// What is wrong with the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyMistake {
    /// A word that is no `key=value`, or ends with a comma.
    NoKey {
        /// The word.
        word: String,
    },
    /// A key that is unknown here.
    Unknown {
        /// The key.
        key: String,
        /// Those that are known here; none if there are no keys here.
        known: &'static [&'static str],
    },
    /// A key that comes twice.
    Twice {
        /// The key.
        key: String,
    },
    /// A key that is needed here.
    Missing {
        /// The key.
        key: &'static str,
    },
    /// A value that is no number, or too large.
    Number {
        /// The key.
        key: &'static str,
        /// Its value.
        value: String,
    },
    /// A lane that does not exist.
    Lane {
        /// Its name.
        name: String,
    },
    /// An id that is none.
    Id {
        /// The id.
        id: String,
    },
    /// A question of an unknown kind.
    Kind {
        /// The kind; empty if there is none.
        kind: String,
    },
    /// No measure of this name.
    Measure {
        /// The name.
        name: String,
    },
    /// No happening of this name.
    Happening {
        /// The name.
        name: String,
    },
    /// Cells of a size that can't be drawn.
    Unit {
        /// The size.
        unit: u32,
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
    },
    /// An answer that is read before the question is asked, or right there.
    Until {
        /// Operations that are over when it is asked.
        op: usize,
        /// Operations that are over where its answer is read.
        until: usize,
    },
    /// A question with nothing after it.
    AskAtEnd,
    /// A place without a closing brace.
    PlaceOpen,
    /// A place that says nothing.
    EmptyPlace,
    /// An event, without the operation that it belongs to.
    EventWithoutOp,
    /// Settings that an arena can't have.
    Settings(SettingsError),
}
