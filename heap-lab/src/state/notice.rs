//! Notices of the page, until they are dismissed.

use super::Progress;
use crate::{
    script::{ScriptError, by_hand::Later},
    share::LinkError,
};

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A link to the work is in the clipboard.
    LinkCopied,
    /// The browser refused to copy the link; it is in the address bar.
    CopyRefused,
    /// The code of a frame that shows the work is in the clipboard.
    EmbedCopied,
    /// The browser refused to copy that code.
    EmbedRefused,
    /// The file of a long run is being made; how far it is, if that is known.
    Making(Option<Made>),
    /// A file of this name was made.
    Saved(String),
    /// The browser did not take the file.
    NotSaved,
    /// The module of dlmalloc and talc could not be loaded, so their lanes are hidden.
    NoPeers,
    /// The work has no link.
    NoLink(LinkError),
    /// A link did not open; the work is unchanged.
    LinkFailed(LinkError),
    /// The link that the page was opened with did not open; the first example was opened instead.
    ExampleInstead(LinkError),
    /// A block was to be freed by hand, but what is shown is not a run of the current script.
    StaleBlocks,
    /// A recorded program can't be changed by hand.
    NoScript,
    /// The request by hand can't be added to the script.
    ByHand(ScriptError),
    /// The request by hand was added, but happens later than it was made.
    AddedLater {
        /// The new line.
        line: u32,
        /// Where it went, and why.
        later: Later,
    },
    /// Something about teaching.
    Teaching(Teaching),
    /// A quiz was asked for, but nothing in the run is worth a question.
    NothingToAsk,
    /// The run was stopped: it ends with the last operation that all visible lanes have done.
    Stopped(Progress),
}

/// How far the file of a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The percentage of the operations that are written.
    pub percent: u8,
    /// Its estimated size in bytes, unless it is compressed.
    pub bytes: Option<u64>,
}

/// A notice about teaching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teaching {
    /// A link that carries the whole lesson, so many characters, is in the clipboard.
    LessonCopied {
        /// Its length.
        length: usize,
    },
    /// A link to homework, so many characters, is in the clipboard.
    HomeworkCopied {
        /// Its length.
        length: usize,
    },
    /// The result code of a homework is in the clipboard.
    CodeCopied,
    /// The browser refused to copy.
    NotCopied,
    /// A file could not be opened.
    NotOpened,
}

impl Notice {
    /// Whether it tells how far a file is. It takes the place of an earlier one alone: whoever dismissed that, or was told
    /// something else since, is not told again.
    pub fn is_update(&self) -> bool {
        matches!(self, Self::Making(Some(_)))
    }

    /// Whether it reports a failure or something unexpected, and so stays until it is dismissed.
    pub fn is_warning(&self) -> bool {
        match self {
            Self::LinkCopied | Self::EmbedCopied | Self::Making(_) | Self::Saved(_) => false,
            Self::Teaching(notice) => matches!(notice, Teaching::NotCopied | Teaching::NotOpened),
            _ => true,
        }
    }
}
