//! What can be asked as a number, or claimed in a lesson.

use super::{Question, Recordings};

/// A number of a run. Bytes unless it is called a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Free blocks probed or passed from the question to its answer (a count).
    Probes,
    /// Bytes copied to move blocks from the question to its answer.
    Copied,
    /// Bytes that the block of the next operation occupies at the answer.
    Used,
    /// Bytes of that block that were not requested.
    Padding,
    /// The address that the program has of that block.
    Address,
    /// All free bytes at the answer: in free blocks and untouched.
    Free,
    /// The largest free block, or the untouched memory if that is larger.
    Largest,
    /// Free blocks (a count).
    Holes,
    /// Bytes lost so far.
    Lost,
    /// Bytes requested and not freed.
    Live,
    /// Bytes of live blocks that were not requested.
    Unused,
    /// Bytes of all pages of the allocator.
    Heap,
    /// Pages grown so far (a count).
    Pages,
    /// Requests refused so far (a count).
    Failed,
    /// Operations until the first refusal (a count, as readers count them); 0 if none is refused.
    FailsAt,
    /// The fewest live blocks that would have to be freed for the next operation to succeed (a count).
    Frees,
    /// External fragmentation, in whole percent, rounded.
    External,
}

/// The value of a measure or happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(u64),
    /// Yes or no.
    Yes(bool),
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Probes,
        Self::Copied,
        Self::Used,
        Self::Padding,
        Self::Address,
        Self::Free,
        Self::Largest,
        Self::Holes,
        Self::Lost,
        Self::Live,
        Self::Unused,
        Self::Heap,
        Self::Pages,
        Self::Failed,
        Self::FailsAt,
        Self::Frees,
        Self::External,
    ];

    /// Its name in lessons.
    pub fn key(self) -> &'static str {
        match self {
            Self::Probes => "probes",
            Self::Copied => "copied",
            Self::Used => "used",
            Self::Padding => "padding",
            Self::Address => "address",
            Self::Free => "free",
            Self::Largest => "largest",
            Self::Holes => "holes",
            Self::Lost => "lost",
            Self::Live => "live",
            Self::Unused => "unused",
            Self::Heap => "heap",
            Self::Pages => "pages",
            Self::Failed => "failed",
            Self::FailsAt => "fails-at",
            Self::Frees => "frees",
            Self::External => "external",
        }
    }

    /// The measure of that name.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.key() == key)
    }
}

/// The measure at the answer of a question about one lane; `None` if there is no such number there.
pub(super) fn measure(_measure: Measure, _question: &Question, _recordings: &Recordings) -> Option<u64> {
    None
}
