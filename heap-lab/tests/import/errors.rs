//! Why there is no trace, in both languages, compared with `errors.txt`.
//!
//! `UPDATE_GOLDEN=1 cargo test -p heap-lab --test import errors` rewrites it; review the difference.

use std::{fmt::Write, path::Path};

use heap_lab::{
    import::{Format, ImportError, Importer, Wrong, gzip::GzipError},
    text::Language,
};

use super::import;

/// Files that are no traces, each with the line that is wrong.
const WRONG: [(&str, u32); 24] = [
    ("# by hand\n= start\na 1 -5\n", 3),
    ("a 1 100;\nf 1;\n", 1),
    ("a 0 16\nx 0 16\n", 2),
    ("a 0 16\nfree 0\n", 2),
    ("a 0 16\n16\n", 2),
    ("a 0 16\n-1 a 1 16\n", 2),
    ("20000\nten\na 0 16\n", 2),
    ("a 0 16\na\n", 2),
    ("a 0 16\n\n# comment\nf\n", 4),
    ("a 0 16\nf x\n", 2),
    ("a 0 16\nr -1 16\n", 2),
    ("a 0 16\nf 18446744073709551616\n", 2),
    ("a 0 16\na 1 many\n", 2),
    ("a 0 16\na 1 -16\n", 2),
    ("a 0 16\na 1 1.5\n", 2),
    ("a 0 16\na 1 16 24\n", 2),
    ("a 0 16\na 1 16 0\n", 2),
    ("a 0 16\np\n", 2),
    ("a 0 16\np 0\n", 2),
    ("a 0 16\nf 0 now\n", 2),
    ("a 0 16\nr 0 16 8\n", 2),
    ("Alloc(16),\nalloc(16),\n", 2),
    ("Alloc(16),\nAlloc(many),\n", 2),
    ("Alloc(16),\nFree(),\n", 2),
];

fn errors() -> Vec<(String, ImportError)> {
    let mut errors = Vec::new();
    for (file, at) in WRONG {
        let error = import(file.as_bytes(), usize::MAX).unwrap_err();
        assert!(matches!(error, ImportError::Line { line, .. } if line == at), "{file:?}: {error:?}");
        errors.push((format!("{file:?}"), error));
    }
    let empty = [
        "",
        "\n\n",
        "# only a comment\n",
        "# and\n= a label\n",
        "# lite-alloc trace 1\n",
        "\u{feff}",
        "f 3\n",
    ];
    for file in empty {
        let error = import(file.as_bytes(), usize::MAX).unwrap_err();
        assert_eq!(error, ImportError::Empty, "{file:?}");
    }
    errors.push(("nothing".into(), ImportError::Empty));
    let long = format!("a 0 16\n#{}\n", "x".repeat(ImportError::LONGEST));
    let error = import(long.as_bytes(), usize::MAX).unwrap_err();
    assert_eq!(error, ImportError::LongLine { line: 2 });
    errors.push(("a long line".into(), error));
    errors.push(("too many operations".into(), ImportError::TooLong { line: 12_345_678 }));
    errors
}

#[test]
fn every_error_has_its_sentence() {
    let mut all = String::new();
    for (about, error) in errors() {
        let [english, chinese] = Language::ALL.map(|language| language.text().import_error(&error));
        let _ = writeln!(all, "{about}\n  {english}\n  {chinese}");
    }
    for error in [GzipError::NotGzip, GzipError::CutOff, GzipError::Damaged, GzipError::Checksum] {
        let [english, chinese] = Language::ALL.map(|language| language.text().gzip_error(error));
        let _ = writeln!(all, "{error:?}\n  {english}\n  {chinese}");
    }
    if !cfg!(miri) {
        super::compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/errors.txt"), &all);
    }
}

#[test]
fn the_line_is_shown_in_part_and_without_what_can_not_be_seen() {
    let mut file = b"a 0 16\nx\x07\xff ".to_vec();
    file.extend("é".repeat(100).bytes());
    let Err(ImportError::Line { line: 2, format: Format::MallocLab, text, wrong: Wrong::Operation }) =
        import(&file, 5)
    else {
        panic!("line 2 is no operation")
    };
    assert_eq!(&*text, format!("x\u{fffd}\u{fffd} {}", "é".repeat(ImportError::SHOWN - 4)));
}

#[test]
fn an_error_remains_whatever_follows() {
    let mut file = "a 0 16\n".repeat(10_000);
    file.push_str("wrong\n");
    let mut importer = Importer::new();
    let error = importer.push(file.as_bytes()).unwrap_err();
    assert!(matches!(error, ImportError::Line { line: 10_001, .. }));
    assert_eq!(importer.push(b"f 0\n"), Err(error.clone()));
    assert_eq!(importer.finish().unwrap_err(), error);
}
