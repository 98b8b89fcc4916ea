//! Where a recorded program is: what a link or the storage of a tab says of it.

use std::rc::Rc;

/// Where a recorded program is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// A file of the reader, by its name.
    File(Rc<str>),
    /// A sample of the page, by its name in links.
    Sample(Rc<str>),
}

impl Home {
    /// The name of the file, or of the sample in links.
    pub fn name(&self) -> &Rc<str> {
        let (Self::File(name) | Self::Sample(name)) = self;
        name
    }
}
