//! What is said of imported files.

use std::rc::Rc;

use heap_lab::{
    import::{Format, Hidden, ImportError, Note, NoteKind, Wrong, gzip::GzipError},
    text::Text,
    trace::Blocks,
};

use super::{Said, said};

/// A sample of each note.
fn notes() -> Vec<NoteKind> {
    let block = 1;
    samples!(NoteKind {
        NoteKind::FreeUnknown => [NoteKind::FreeUnknown],
        NoteKind::FreeNull => [NoteKind::FreeNull],
        NoteKind::FreesBefore { .. } => [NoteKind::FreesBefore { count: 12 }],
        NoteKind::DoubleFree { .. } => [NoteKind::DoubleFree { block, freed: 1200 }],
        NoteKind::ReallocUnknown => [NoteKind::ReallocUnknown],
        NoteKind::ReallocZero => [NoteKind::ReallocZero],
        NoteKind::AllocLive { .. } => [NoteKind::AllocLive { block }],
        NoteKind::NoSize => [NoteKind::NoSize],
        NoteKind::ZeroSize => [NoteKind::ZeroSize],
        NoteKind::TooLarge { .. } => [NoteKind::TooLarge { size: u64::MAX }],
        NoteKind::LargeAlign { .. } => [NoteKind::LargeAlign { align: 1 << 20 }],
        NoteKind::WasRefused => [NoteKind::WasRefused],
        NoteKind::Ignored => [NoteKind::Ignored],
        NoteKind::NoAddress => [NoteKind::NoAddress],
        NoteKind::CutOff => [NoteKind::CutOff],
        NoteKind::NeverFreed { .. } => [NoteKind::NeverFreed { block, size: 1 }],
        NoteKind::HeaderOps { .. } => [NoteKind::HeaderOps { said: 200, found: 201 }],
        NoteKind::HeaderIds { .. } => [NoteKind::HeaderIds { said: 200, found: 201 }],
        NoteKind::OtherProcess { .. } => [NoteKind::OtherProcess { pid: 12 }],
        NoteKind::InsideLibc => [NoteKind::InsideLibc],
        NoteKind::Hidden { .. } => [NoteKind::Hidden { call: Hidden::STRDUP, count: 1200 }],
        NoteKind::NoEnd => [NoteKind::NoEnd],
    })
}

/// Formats, notes, their sums, and errors.
pub fn imports(text: &dyn Text) -> Vec<Said> {
    let blocks: Blocks = ["#0", "#7"].into_iter().collect();
    let mut all: Vec<_> = Format::ALL
        .iter()
        .map(|format| Said { neutral: true, ..said("format", format, text.trace_format(*format)) })
        .collect();
    let mut kinds: Vec<_> = notes().iter().map(|kind| kind.index()).collect();
    for kind in notes() {
        all.push(said("note", kind, text.trace_note(&Note { line: 3, kind }, &blocks)));
        all.push(said("one note", kind, text.trace_notes(kind, 1)));
        all.push(said("notes", kind, text.trace_notes(kind, 29_924)));
    }
    kinds.sort_unstable();
    assert_eq!(kinds, (0..NoteKind::KINDS).collect::<Vec<_>>(), "each kind has a number of its own");
    all.push(said("unlisted", 7, text.unlisted_notes(100_000, 7)));
    let wrongs = [Wrong::Operation, Wrong::Id, Wrong::Size, Wrong::Align, Wrong::Pages, Wrong::Rest];
    for wrong in wrongs {
        let text_of_line: Rc<str> = "x 0 16".into();
        let error = ImportError::Line { line: 1_234, format: Format::MallocLab, text: text_of_line, wrong };
        all.push(said("error", &error, text.import_error(&error)));
    }
    for error in [ImportError::Empty, ImportError::TooLong { line: 7 }, ImportError::LongLine { line: 7 }] {
        all.push(said("error", &error, text.import_error(&error)));
    }
    for error in [GzipError::NotGzip, GzipError::CutOff, GzipError::Damaged, GzipError::Checksum] {
        all.push(said("gzip", error, text.gzip_error(error)));
    }
    for line in text.heading("game.rep").lines() {
        // Columns are set apart by spaces.
        let words: Vec<_> = line.split_whitespace().collect();
        all.push(Said { neutral: true, ..said("heading", line, words.join(" ")) });
    }
    all
}
