//! What the controls of the page choose from: themes, and moves of the playhead.

use crate::playhead::Playhead;

/// The colour theme of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system wishes.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A move of the playhead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the start.
    Start,
    /// To the end.
    End,
    /// To the end of the next operation.
    OperationForward,
    /// To the start of the previous one.
    OperationBack,
    /// One event forward.
    EventForward,
    /// One event back.
    EventBack,
    /// To the state after this many operations.
    To(usize),
    /// To this event of an operation; after its last one comes the next operation.
    ToEvent(Playhead),
    /// To the start of this chapter or the one before.
    ChapterBack,
    /// To the start of the next chapter, or the end.
    ChapterForward,
}
