//! Words for recorded programs on the page: opening a file, its operations and notes, saving it.

use crate::share::Home;

/// Sentences about recorded programs.
pub trait Program {
    /// Labels that never change.
    fn program(&self) -> &'static ProgramLabels;

    /// A file is being read: operations so far.
    fn reading_file(&self, name: &str, operations: usize) -> String;

    /// The title above the reason why a file has no trace.
    fn cannot_open(&self, name: &str) -> String;

    /// What is in the trace: operations without labels, blocks, and the most bytes live at once.
    fn trace_summary(&self, operations: usize, blocks: usize, peak: u64) -> String;

    /// The choice of notes of all kinds, and their number.
    fn all_notes(&self, count: u32) -> String;

    /// The number of notes.
    fn note_count(&self, count: u32) -> String;

    /// The page knows where the program is, but does not have it.
    fn awaited(&self, home: &Home) -> String;

    /// The number of operations of a sample.
    fn sample_size(&self, operations: u64) -> String;
}

/// Labels of recorded programs.
pub struct ProgramLabels {
    /// Opens a file.
    pub open: &'static str,
    /// Which files, and that they stay with the reader.
    pub open_hint: &'static str,
    /// Opens the field to paste a trace into.
    pub paste: &'static str,
    /// What to paste.
    pub paste_hint: &'static str,
    /// Opens what was pasted.
    pub paste_open: &'static str,
    /// The heading of the reason why what was pasted can't be opened.
    pub unpasted: &'static str,
    /// Shows what was pasted, to correct it.
    pub paste_again: &'static str,
    /// The name of a trace that was pasted.
    pub pasted: &'static str,
    /// What stands before both.
    pub own: &'static str,
    /// The heading of the programs of the page.
    pub samples: &'static str,
    /// Over the page, while a file is dragged over it.
    pub drop: &'static str,
    /// Ends reading.
    pub cancel: &'static str,
    /// The browser did not give the file.
    pub unreadable: &'static str,
    /// A sample could not be loaded.
    pub unloaded: &'static str,
    /// Loads it once more.
    pub retry: &'static str,
    /// In place of the lanes until they have begun.
    pub running: &'static str,
    /// Copies the command of a tool.
    pub copy: &'static str,
    /// The name of that command.
    pub command: &'static str,
    /// Opens the script again that was open before.
    pub back: &'static str,
    /// The tab with the operations.
    pub operations: &'static str,
    /// The tab with the notes.
    pub notes: &'static str,
    /// The field that finds operations.
    pub find: &'static str,
    /// What can be typed there.
    pub find_hint: &'static str,
    /// The next one that matches.
    pub next: &'static str,
    /// The previous one that matches.
    pub previous: &'static str,
    /// None matches.
    pub not_found: &'static str,
    /// There are no notes.
    pub no_notes: &'static str,
    /// Notes of all kinds.
    pub all_kinds: &'static str,
    /// Saves the trace.
    pub save: &'static str,
    /// What that is good for.
    pub save_hint: &'static str,
    /// The trace, as in "save the trace as …".
    pub trace: &'static str,
}
