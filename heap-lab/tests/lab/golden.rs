//! Whole runs as text, compared with the files in `tests/golden/`, which document each run for readers.
//!
//! `UPDATE_GOLDEN=1 cargo test -p heap-lab --test lab golden` rewrites them; review the difference.

use std::{env, fs, path::Path, rc::Rc};

use heap_lab::{
    arena::Settings,
    lab::{LaneKind, Recording},
    trace::Trace,
};

use crate::{dump::dump, traces::Writer};

fn golden(name: &str, trace: Rc<Trace>, page_size: u32, max_pages: u32) {
    for kind in LaneKind::OURS {
        // The heads of the bins take two pages of 256 bytes.
        let more = if kind == LaneKind::BoundaryTag { 512 / page_size } else { 0 };
        let settings = Settings::new(page_size, max_pages + more).unwrap();
        let text = dump(&mut Recording::run(kind, trace.clone(), settings).unwrap());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
        let path = folder.join(format!("{name}.{}.txt", kind.name()));
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, text).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let line = text.lines().zip(expected.lines()).position(|(is, should)| is != should);
        let line = line.unwrap_or(text.lines().count().min(expected.lines().count()));
        assert!(
            text == expected,
            "{} differs from line {} on:\n  is:     {}\n  should: {}",
            path.display(),
            line + 1,
            text.lines().nth(line).unwrap_or("(end)"),
            expected.lines().nth(line).unwrap_or("(end)"),
        );
    }
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn reuse() {
    let trace = Writer::default()
        .alloc("a", 24)
        .alloc("b", 100)
        .alloc("c", 10)
        .label("holes")
        .free("a")
        .free("b")
        .alloc("d", 48)
        .zeroed("e", 20)
        .alloc("f", 64)
        .done();
    golden("reuse", trace, 256, 2);
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn coalescing() {
    let trace = Writer::default()
        .alloc("a", 48)
        .alloc("b", 48)
        .alloc("c", 48)
        .alloc("d", 48)
        .free("a")
        .free("c")
        .free("b")
        .alloc("e", 144)
        .done();
    golden("coalescing", trace, 256, 2);
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn out_of_memory() {
    let mut writer = Writer::default();
    for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        writer.alloc(name, 60);
    }
    for name in ["a", "c", "e", "g"] {
        writer.free(name);
    }
    let trace = writer.alloc("large", 200).free("large").aligned("page", 64, 512).alloc("huge", 5000).done();
    golden("out-of-memory", trace, 128, 4);
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn growing_vector() {
    let trace = Writer::default()
        .alloc("v", 16)
        .realloc("v", 32)
        .alloc("w", 16)
        .realloc("v", 64)
        .realloc("v", 128)
        .realloc("v", 256)
        .realloc("v", 40)
        .realloc("v", 40)
        .free("v")
        .done();
    golden("growing-vector", trace, 256, 3);
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn alignment_and_foreign_pages() {
    let trace = Writer::default()
        .alloc("a", 8)
        .aligned("b", 32, 128)
        .aligned("c", 32, 64)
        .take_pages(1)
        .alloc("d", 200)
        .free("b")
        .aligned("e", 32, 256)
        .take_pages(9)
        .realloc("d", 100)
        .done();
    golden("alignment-and-foreign-pages", trace, 256, 5);
}
