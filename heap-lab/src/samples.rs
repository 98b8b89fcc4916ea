//! The recorded programs that the page ships.

/// A recorded program of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its name in links.
    pub slug: &'static str,
    /// Its operations.
    pub operations: u32,
    /// Bytes of its compressed file.
    pub bytes: u32,
}

/// All of them, in the order of the menu.
pub const SAMPLES: &[Sample] = &[];

/// The sample of this name in links.
pub fn find(slug: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.slug == slug)
}

impl Sample {
    /// The address of its file, relative to the page.
    pub fn file(&self) -> String {
        format!("samples/{}.trace.gz", self.slug)
    }
}
