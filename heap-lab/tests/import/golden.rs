//! Each file in `samples/`: its operations and notes as text, compared with the file of that name in `golden/`.
//!
//! `UPDATE_GOLDEN=1 cargo test -p heap-lab --test import golden` rewrites them; review the difference. A new sample needs no
//! code.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

use heap_lab::{
    import::{ImportError, Imported},
    text::{Language, Text},
};

use super::{check::gunzip, compare, import, shown};

fn told(imported: &Result<Imported, ImportError>) -> String {
    let text: &dyn Text = Language::English.text();
    let imported = match imported {
        Ok(imported) => imported,
        Err(error) => {
            return Language::ALL.map(|language| language.text().import_error(error) + "\n").concat();
        }
    };
    let mut told = String::new();
    let format = text.trace_format(imported.format);
    let _ = writeln!(told, "{format}, {} lines, {} bytes", imported.lines, imported.bytes);
    let arena = imported.arena();
    let _ = writeln!(
        told,
        "{} bytes live at once, an arena of {} pages of {}",
        imported.peak_live, arena.max_pages, arena.page_size
    );
    for (number, op) in imported.trace.ops.iter().enumerate() {
        let line = imported.source.line(number).expect("each operation has a line");
        let _ = writeln!(told, "{line:>5}  {}", shown(op, &imported.trace));
    }
    if !imported.notes.is_empty() {
        told.push_str("notes\n");
    }
    for note in imported.notes.list() {
        let _ = writeln!(told, "{:>5}  {}", note.line, text.trace_note(note, &imported.trace.blocks));
    }
    for language in Language::ALL {
        for (note, count) in imported.notes.kinds() {
            let _ = writeln!(told, "       {}", language.text().trace_notes(note.kind, count));
        }
    }
    told
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn every_sample_is_read_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let names = |folder: &Path| -> BTreeSet<_> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let samples = names(&folder.join("samples"));
    for name in &samples {
        let file = fs::read(folder.join("samples").join(name)).unwrap();
        let file = gunzip(&file, 64).unwrap_or(file);
        let imported = import(&file, usize::MAX);
        compare(&folder.join("golden").join(format!("{name}.txt")), &told(&imported));
        for chunk in [1, 2, 3, 7, 64] {
            assert_eq!(told(&import(&file, chunk)), told(&imported), "{name} in chunks of {chunk}");
        }
    }
    let golden = names(&folder.join("golden"));
    let expected = samples.iter().map(|name| format!("{name}.txt")).collect();
    assert_eq!(golden, expected, "a golden file for each sample");
}
