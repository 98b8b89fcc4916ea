//! The recorded programs that the page ships: real programs built on well-known crates, with their recordings in
//! `playground/samples/`. How they are made, and from what: `samples/README.md`.
//!
//! The list of the files is made by `cargo xtask record`; what is said about each program is in [`crate::text`].

mod list;

pub use list::SAMPLES;

/// A recorded program of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Which program it is.
    pub program: Program,
    /// Its name in links.
    pub slug: &'static str,
    /// Its operations.
    pub operations: u32,
    /// Bytes of its compressed file.
    pub bytes: u32,
}

/// The programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Decodes pictures and saves small copies: png.
    Image,
    /// Reads, changes and prints documents: serde_json.
    Json,
    /// Renders pages: pulldown-cmark.
    Markdown,
    /// This page, recorded by itself.
    Page,
    /// Compiles expressions and searches a log: regex.
    Regex,
    /// Runs a script: Rhai.
    Script,
    /// Keys and values in B-trees: redb.
    Store,
}

/// The sample of this name in links.
pub fn find(slug: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.slug == slug)
}

impl Sample {
    /// The name of its file.
    pub fn name(&self) -> String {
        format!("{}.trace.gz", self.slug)
    }

    /// The address of its file, relative to the page.
    pub fn file(&self) -> String {
        format!("samples/{}", self.name())
    }

    /// The command that makes its file.
    pub fn command(&self) -> String {
        format!("cargo xtask record {}", self.slug)
    }
}
