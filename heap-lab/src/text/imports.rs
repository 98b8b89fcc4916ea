//! What is said of files of recorded programs: their formats, what was odd about them, and why there is no trace.
//!
//! A sentence says what is wrong, then what was done about it, or what to do. Code is in backticks.

use crate::{
    import::{Format, ImportError, Note, NoteKind, gzip::GzipError},
    trace::Blocks,
};

/// Sentences about imported files.
pub trait Imports {
    /// The name of a format, as in "Format: …".
    fn trace_format(&self, format: Format) -> &'static str;

    /// What was odd on a line, and what was done about it. The line is shown separately; `blocks` are those of the trace.
    fn trace_note(&self, note: &Note, blocks: &Blocks) -> String;

    /// How often a kind of note occurs. Of the kind, only that counts: the details are those of one note.
    fn trace_notes(&self, kind: NoteKind, count: u32) -> String;

    /// Only some of the notes are listed.
    fn unlisted_notes(&self, listed: usize, unlisted: u32) -> String;

    /// Why there is no trace, with the line.
    fn import_error(&self, error: &ImportError) -> String;

    /// Why a compressed file can't be decompressed.
    fn gzip_error(&self, error: GzipError) -> String;

    /// The comment at the top of a file that is written: where its operations come from, and what its lines mean.
    fn heading(&self, from: &str) -> String;
}
