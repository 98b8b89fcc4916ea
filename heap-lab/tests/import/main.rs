//! Files of recorded programs, of every dialect and with every oddity: what becomes of them, word for word, and that nothing
//! that a file may hold breaks the import.

mod alike;
mod anything;
mod check;
mod errors;
mod golden;
mod written;

use heap_lab::{
    import::{ImportError, Imported, Importer},
    trace::{Op, Trace},
};

/// Reads a file in chunks.
fn import(file: &[u8], chunk: usize) -> Result<Imported, ImportError> {
    check::push(Importer::new(), file, chunk)
}

/// An operation in words that do not depend on how traces are written.
fn shown(op: &Op, trace: &Trace) -> String {
    match op {
        Op::Alloc { block, size, align, zeroed } => {
            let zeroed = if *zeroed { " zeroed" } else { "" };
            format!("alloc {} {size} align {align}{zeroed}", trace.name(*block))
        }
        Op::Realloc { block, size } => format!("realloc {} {size}", trace.name(*block)),
        Op::Free { block } => format!("free {}", trace.name(*block)),
        Op::Label { text } => format!("label {text:?}"),
        Op::TakePages { pages } => format!("take {pages} pages"),
    }
}

/// Compares a text with a golden file, or rewrites that.
fn compare(path: &std::path::Path, text: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    for (line, (is, should)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, should, "{}:{}", path.display(), line + 1);
    }
    assert_eq!(text.lines().count(), expected.lines().count(), "{}", path.display());
}
