//! What is true of every file, whatever is in it. The fuzzer of `fuzz/` checks the same.

use std::collections::HashSet;

use heap_lab::{
    import::{
        Format, ImportError, Imported, Importer, Notes,
        gzip::{Gunzip, GzipError},
    },
    text::Language,
    trace::{MAX_ALIGN, MAX_SIZE, Op},
};

/// Decompresses a file in chunks.
pub fn gunzip(file: &[u8], chunk: usize) -> Result<Vec<u8>, GzipError> {
    let (mut gunzip, mut plain) = (Gunzip::new(), Vec::new());
    for chunk in file.chunks(chunk) {
        gunzip.push(chunk, &mut |piece| {
            plain.extend_from_slice(piece);
            Ok::<_, GzipError>(())
        })?;
    }
    gunzip.finish().map(|()| plain)
}

/// Reads a file in chunks.
pub fn push(mut importer: Importer, file: &[u8], chunk: usize) -> Result<Imported, ImportError> {
    for chunk in file.chunks(chunk) {
        importer.push(chunk)?;
    }
    importer.finish()
}

/// Each block is allocated once, before anything else is done with it, and nothing is done with it after its free.
fn holds_together(imported: &Imported) {
    let Imported { trace, source, notes, lines, .. } = imported;
    let (mut live, mut known) = (HashSet::new(), 0);
    let mut before = 0;
    for (number, op) in trace.ops.iter().enumerate() {
        let line = source.line(number).expect("each operation has a line");
        assert!((before..=*lines).contains(&line), "line {line} after {before} of {lines}");
        before = line;
        match *op {
            Op::Alloc { block, size, align, .. } => {
                assert!(size <= MAX_SIZE && align.is_power_of_two() && align <= MAX_ALIGN);
                assert_eq!(block, known, "blocks are numbered in order");
                known += 1;
                live.insert(block);
            }
            Op::Realloc { block, size } => assert!(live.contains(&block) && (1..=MAX_SIZE).contains(&size)),
            Op::Free { block } => assert!(live.remove(&block)),
            Op::Label { .. } => {}
            Op::TakePages { pages } => assert!(pages > 0),
        }
    }
    assert!(!trace.ops.is_empty());
    assert!(trace.ops.len() as u64 <= imported.bytes, "an operation takes more than a byte");
    assert_eq!(trace.blocks.len() as u32, known);
    let names: HashSet<_> = trace.blocks.iter().collect();
    assert_eq!(names.len(), trace.blocks.len(), "names are unique");
    assert!(notes.list().is_sorted_by_key(|note| note.line));
    assert_eq!(notes.kinds().map(|(_, count)| count).sum::<u32>(), notes.len());
    for language in Language::ALL {
        let text = language.text();
        for note in notes.list() {
            assert!((1..=*lines).contains(&note.line), "{note:?} of {lines}");
            assert!(!text.trace_note(note, &trace.blocks).is_empty());
        }
    }
}

/// What is compared of a result.
fn facts(result: &Result<Imported, ImportError>) -> Result<(String, &Notes), &ImportError> {
    let imported = result.as_ref()?;
    let Imported { trace, source, format, peak_live, lines, bytes, notes } = imported;
    Ok((format!("{trace:?} {source:?} {format:?} {peak_live} {lines} {bytes}"), notes))
}

/// Checks what comes of a file by its contents, if it is taken for one of `format`, and if it is decompressed.
pub fn check(file: &[u8], chunk: usize, format: Format) {
    reads(file, chunk, Importer::new);
    reads(file, chunk, || Importer::of(format));
    let plain = gunzip(file, usize::MAX);
    assert_eq!(gunzip(file, chunk), plain, "decompressed in chunks of {chunk}");
    if let Ok(plain) = plain {
        // Deflate makes no more of a byte.
        assert!(plain.len() <= file.len() * 1032, "{} bytes of {}", plain.len(), file.len());
        reads(&plain, chunk, Importer::new);
    }
}

/// Reads a file, at once and in chunks, and checks what came of it.
pub fn reads(file: &[u8], chunk: usize, importer: impl Fn() -> Importer) {
    let whole = push(importer(), file, usize::MAX);
    match &whole {
        Ok(imported) => holds_together(imported),
        Err(error) => {
            for language in Language::ALL {
                assert!(!language.text().import_error(error).is_empty());
            }
        }
    }
    let parts = push(importer(), file, chunk);
    assert_eq!(facts(&parts), facts(&whole), "in chunks of {chunk}");
}
