//! What the page tells, until it is put away.

use crate::{script::ScriptError, share::LinkError};

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A link to the work is in the clipboard.
    LinkCopied,
    /// The browser put no link into the clipboard; it is in the address bar.
    CopyRefused,
    /// There is no link to the work.
    NoLink(LinkError),
    /// A link did not open; the work stays what it was.
    LinkFailed(LinkError),
    /// The link that the page was opened with did not open; the first example was opened instead.
    ExampleInstead(LinkError),
    /// A block was to be freed by hand, but what is shown is not a run of the script as it stands.
    StaleBlocks,
    /// What was to be done by hand can't be added to the script.
    ByHand(ScriptError),
}

impl Notice {
    /// Whether something did not work.
    pub fn is_warning(&self) -> bool {
        !matches!(self, Self::LinkCopied)
    }
}
