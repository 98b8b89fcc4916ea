//! The recorded programs that the page ships: the catalogue is about the files that are there, and says what they hold.

use std::{collections::BTreeSet, fs, path::PathBuf};

use heap_lab::{
    import::{
        Format, Importer, NoteKind,
        gzip::{Gunzip, GzipError},
    },
    samples::{Program, SAMPLES, find},
    text::Language,
    trace::{Op, Trace},
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../playground/samples")
}

/// The operations that are requests.
fn requests(trace: &Trace) -> usize {
    trace.ops.iter().filter(|op| !matches!(op, Op::Label { .. })).count()
}

#[test]
fn each_file_can_be_replayed_and_holds_what_the_catalogue_says() {
    for sample in SAMPLES {
        let slug = sample.slug;
        let packed = fs::read(folder().join(format!("{slug}.trace.gz"))).unwrap();
        assert_eq!(packed.len(), sample.bytes as usize, "{slug}");
        let (mut gunzip, mut importer) = (Gunzip::new(), Importer::new());
        for chunk in packed.chunks(1 << 16) {
            let mut read = |plain: &[u8]| {
                importer.push(plain).unwrap();
                Ok::<(), GzipError>(())
            };
            gunzip.push(chunk, &mut read).unwrap();
        }
        gunzip.finish().unwrap();
        let imported = importer.finish().unwrap();
        assert_eq!(imported.format, Format::Lines, "{slug}");
        assert_eq!(requests(&imported.trace), sample.operations as usize, "{slug}");
        // The page has run before its recording starts, the other programs have not.
        let is_usual = |kind: NoteKind| match kind {
            NoteKind::NeverFreed { .. } => true,
            NoteKind::FreesBefore { .. } => sample.program == Program::Page,
            _ => false,
        };
        for op in &imported.trace.ops {
            let Op::Label { text } = op else { continue };
            let words = Language::Chinese.text().sample_label(text);
            let is_translated =
                words.is_some_and(|words| !words.contains(|letter: char| letter.is_ascii_alphabetic()));
            assert!(is_translated, "{slug}: {text:?} has no words in Chinese");
        }
        let odd = imported.notes.kinds().find(|(note, _)| !is_usual(note.kind));
        assert!(odd.is_none(), "{slug}: nothing else is odd: {odd:?}");
    }
}

#[test]
fn the_catalogue_lists_the_files_that_are_there() {
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let listed = SAMPLES.iter().map(|sample| sample.file().strip_prefix("samples/").unwrap().to_owned());
    assert_eq!(there, listed.collect());
}

#[test]
fn there_is_a_small_one_and_one_of_a_million_operations() {
    let operations = || SAMPLES.iter().map(|sample| sample.operations);
    assert!(operations().min().is_some_and(|least| (1_000..10_000).contains(&least)));
    assert!(operations().max().is_some_and(|most| (1_000_000..1_100_000).contains(&most)));
}

#[test]
fn each_program_is_found_by_its_slug_and_has_words_in_each_language() {
    for sample in SAMPLES {
        assert_eq!(find(sample.slug), Some(sample));
        let [english, chinese] = Language::ALL.map(|language| language.text().sample(sample.program));
        assert_ne!(english.origin, chinese.origin);
    }
    assert_eq!(find("nothing"), None);
}
