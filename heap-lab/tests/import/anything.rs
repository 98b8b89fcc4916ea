//! Whatever is in a file, the import ends, with a trace that holds together or with an error that has a sentence, and chunks mean
//! nothing.

use std::{fs, path::Path};

use heap_lab::import::{Format, ImportError, Importer, Notes};
use proptest::prelude::*;

use super::{
    check::{check, reads},
    import,
};

fn samples() -> Vec<Vec<u8>> {
    if cfg!(miri) {
        return vec![b"a 0 16\nr 0 32\nf 0\n".to_vec()];
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/samples");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

/// A change of a file: where, what to do, and with which byte or how much.
type Change = (prop::sample::Index, u8, u8);

fn change(file: &mut Vec<u8>, (at, what, with): &Change) {
    let at = at.index(file.len() + 1);
    let end = (at + usize::from(*with)).min(file.len());
    match what % 6 {
        0 if at < file.len() => file[at] = *with,
        1 => file.insert(at, *with),
        2 => drop(file.drain(at..end)),
        3 => file.splice(at..at, file[at..end].to_vec()).for_each(drop),
        4 => file.truncate(at),
        _ => drop(file.splice(at..at, ["0x", " -1", "\n\n", "999"][usize::from(with % 4)].bytes())),
    }
}

fn format() -> impl Strategy<Value = Format> {
    prop::sample::select(&Format::ALL[..])
}

/// Lines that look like operations, of keys that meet again.
fn operations() -> impl Strategy<Value = String> {
    let size = prop_oneof![
        Just(String::new()),
        (0..200_u64).prop_map(|size| size.to_string()),
        any::<u64>().prop_map(|size| size.to_string())
    ];
    let line =
        ("[arfzp=#]", 0..6_u64, size, 0..20_u32).prop_map(|(kind, key, size, more)| match (&*kind, more) {
            ("f", 0) => "f -1\n".to_owned(),
            ("f", _) => format!("f {key}\n"),
            ("p", _) => format!("p {}\n", key + 1),
            ("a" | "z", 1..=18) if more % 3 == 0 && !size.is_empty() => {
                format!("{kind} {key} {size} {}\n", 1_u64 << more)
            }
            _ => format!("{kind} {key} {size}\n"),
        });
    prop::collection::vec(line, 0..80)
        .prop_map(|lines| "# lite-alloc trace 1\n".to_owned() + lines.concat().as_str())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 2 } else { 400 }))]

    #[test]
    fn any_bytes(file in prop::collection::vec(any::<u8>(), 0..300), chunk in 1..40_usize, format in format()) {
        check(&file, chunk, format);
    }

    #[test]
    fn any_text(file in "[ -~\n]{0,300}", chunk in 1..40_usize, format in format()) {
        check(file.as_bytes(), chunk, format);
    }

    #[test]
    fn any_operations(file in operations(), chunk in 1..40_usize, format in format()) {
        let imported = import(file.as_bytes(), usize::MAX);
        prop_assert!(matches!(imported, Ok(_) | Err(ImportError::Empty)), "{imported:?}");
        check(file.as_bytes(), chunk, format);
    }

    #[test]
    fn samples_that_are_changed(
        sample in any::<prop::sample::Index>(),
        changes in prop::collection::vec(any::<Change>(), 1..6),
        chunk in 1..40_usize,
        format in format(),
    ) {
        let samples = samples();
        let mut file = samples[sample.index(samples.len())].clone();
        changes.iter().for_each(|one| change(&mut file, one));
        check(&file, chunk, format);
    }
}

#[test]
#[cfg_attr(miri, ignore = "reads a large file")]
fn the_format_depends_on_the_beginning_however_it_comes() {
    // An operation that only our format has comes after the beginning.
    let file = "a 0 16\nf 0\n".repeat(8_000) + "z 0 16\nf 0\n";
    for chunk in [1, 4_095, 65_535, 65_536, 65_537, file.len()] {
        reads(file.as_bytes(), chunk, Importer::new);
    }
}

#[test]
#[cfg_attr(miri, ignore = "reads a large file")]
fn more_notes_than_can_be_listed_are_counted() {
    let most = Notes::LISTED as u32;
    let file = "f 1\n".repeat(Notes::LISTED + 10) + "a 2 24\na 3 0\nf 3\nf 3\n";
    let notes = import(file.as_bytes(), 1 << 16).unwrap().notes;
    assert_eq!(notes.len(), most + 13);
    // The frequent kind leaves room for the others.
    assert_eq!((notes.list().len() as u32, notes.unlisted()), (most + 3, 10));
    let counts: Vec<_> = notes.kinds().map(|(note, count)| (note.line, count)).collect();
    assert_eq!(counts, [(1, most + 10), (most + 14, 1), (most + 12, 1), (most + 11, 1)]);
}
