//! Recorded programs on the page, in English.

use super::English;
use crate::{
    share::Home,
    text::{
        Program,
        numbers::{grouped, grouped_u64},
        program::ProgramLabels,
    },
};

impl Program for English {
    fn program(&self) -> &'static ProgramLabels {
        &LABELS
    }

    fn reading_file(&self, name: &str, operations: usize) -> String {
        format!("Reading {name}: {} operations", grouped(operations as u64))
    }

    fn cannot_open(&self, name: &str) -> String {
        format!("{name} can't be opened")
    }

    fn trace_summary(&self, operations: usize, blocks: usize, peak: u64) -> String {
        let block = if blocks == 1 { "block" } else { "blocks" };
        let operation = if operations == 1 { "operation" } else { "operations" };
        format!(
            "{} {operation}, {} {block}, at most {} live at once",
            grouped(operations as u64),
            grouped(blocks as u64),
            bytes(peak)
        )
    }

    fn all_notes(&self, count: u32) -> String {
        format!("{} ({})", LABELS.all_kinds, grouped(count))
    }

    fn note_count(&self, count: u32) -> String {
        match count {
            1 => "1 note".into(),
            count => format!("{} notes", grouped(count)),
        }
    }

    fn awaited(&self, home: &Home) -> String {
        match home {
            Home::File(name) => format!(
                "This page showed the trace in {name}. After a reload it can't open your file by itself: open it again to go on where you were."
            ),
            Home::Sample(_) => "Loading the recorded program…".into(),
        }
    }

    fn sample_size(&self, operations: u64) -> String {
        format!("{} operations", grouped_u64(operations))
    }
}

fn bytes(bytes: u64) -> String {
    let words = super::super::numbers::scaled(bytes);
    if bytes < 1024 { format!("{words} bytes") } else { words }
}

const LABELS: ProgramLabels = ProgramLabels {
    open: "Open a file…",
    open_hint: "A trace of your program: malloc lab, mtrace, Valgrind, ltrace, heaptrack and others. It stays on your computer.",
    paste: "Paste a trace…",
    paste_hint: "Paste the trace here. One operation per line, such as `a 1 24`, or the log of a tool.",
    paste_open: "Open",
    unpasted: "The pasted text can't be read",
    paste_again: "Edit the text",
    pasted: "pasted.trace",
    own: "Your own program: ",
    samples: "Recorded programs",
    drop: "Drop the trace to open it",
    cancel: "Cancel",
    unreadable: "The browser could not read the file. It may have been moved or changed: choose it again.",
    unloaded: "The recorded program could not be loaded. Check the connection and try again.",
    retry: "Try again",
    running: "Running the program in each allocator…",
    copy: "Copy",
    command: "Command that records a trace",
    back: "Back to the script",
    operations: "Operations",
    notes: "Notes",
    find: "Find an operation",
    find_hint: "A block (#12), a size (64 bytes), line 120, a number, or a label",
    next: "Next",
    previous: "Previous",
    not_found: "Nothing found",
    no_notes: "Nothing about this trace is odd.",
    all_kinds: "All notes",
    save: "Save the trace",
    save_hint: "Save all operations as a text file that this page can open",
    trace: "Trace",
};
