//! Claims that can't be read, or that the recording contradicts.

use crate::{lesson::claim::Orders, question::Value};

/// What is wrong with a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimMistake {
    /// It can't be read.
    Syntax {
        /// The claim.
        claim: String,
    },
    /// Nothing has this name.
    Name {
        /// The name.
        name: String,
    },
    /// It compares nothing, and its text has no number, or several.
    NoNumber,
    /// Its text has a number that it does not compare.
    OtherNumber {
        /// The number.
        number: u64,
    },
    /// It compares a number with yes or no.
    Types,
    /// It asks which of two happenings is larger.
    Order,
    /// What it says is not said of one block.
    Block {
        /// The name of what it says.
        name: &'static str,
    },
    /// Several lanes are shown, and it names none.
    ManyLanes,
    /// Its step is inside an operation, and it does not say after how many it holds.
    Midway,
    /// There is no such value there.
    NoValue {
        /// The name of what it says.
        name: &'static str,
    },
    /// It is not true.
    Untrue {
        /// The left side in the recording.
        left: Value,
        /// Which orders of the sides would make it true.
        orders: Orders,
        /// The right side.
        right: Value,
        /// Whether the right side is read from the recording, too.
        both: bool,
    },
}
