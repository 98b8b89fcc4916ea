//! What is said of the operations of every example, in each language, compared with `tests/golden/stories.txt`.
//!
//! Of operations that differ from earlier ones only in numbers and names, the file has only the first.
//!
//! `UPDATE_GOLDEN=1 cargo test -p heap-lab --test text stories` rewrites it; review the difference.

use std::{collections::HashSet, env, fmt::Write, fs, path::Path};

use heap_lab::{
    examples::{EXAMPLES, Example},
    lab::{LaneKind, Recording, report},
    script,
    text::{Language, Text},
    trace::Op,
};

/// A sentence without what differs from operation to operation.
fn shape(sentence: &str, name: &str) -> String {
    let differs = |word: &str| word == name || word.contains(|letter: char| letter.is_ascii_digit());
    let words = sentence.split(' ').map(|word| if differs(word) { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// An operation: its request, and its story in each lane.
fn operation(runs: &mut [Recording], op: usize, text: &dyn Text) -> Vec<String> {
    let trace = runs[0].trace();
    let (request, about) = (text.request(&report::asked(trace, op)), text.about(&report::about(trace, op)));
    let mut lines = vec![format!("{}. {request}  {about}", trace.count(op) + 1)];
    for run in runs {
        run.seek(op + 1);
        let story = text.story(&report::story(run, op), run.kind(), run.settings().page_size);
        lines.push(format!("   {:15} {story}", run.kind().short_name()));
    }
    lines
}

fn stories(example: &Example, language: Language, known: &mut HashSet<String>, all: &mut String) {
    let trace = script::run(example.script(language)).unwrap().trace;
    let run = |kind| Recording::run(kind, trace.clone(), example.settings).unwrap();
    let mut runs = LaneKind::OURS.map(run);
    let _ = writeln!(all, "\n=== {} ({})", example.slug, language.tag());
    // Readers do not count labels.
    let is_counted = |&op: &usize| !matches!(trace.ops[op], Op::Label { .. });
    for op in (0..trace.ops.len()).filter(is_counted) {
        let lines = operation(&mut runs, op, language.text());
        let name = trace.ops[op].block().map_or("", |block| trace.name(block));
        let new = lines[1..].iter().filter(|line| known.insert(shape(line, name))).count();
        if new != 0 {
            let _ = writeln!(all, "{}", lines.join("\n"));
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "runs every example")]
fn every_story_is_as_it_was() {
    let mut all = String::new();
    for language in Language::ALL {
        let mut known = HashSet::new();
        EXAMPLES.iter().for_each(|example| stories(example, language, &mut known, &mut all));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/stories.txt");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &all).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (line, (is, should)) in all.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, should, "{}:{}", path.display(), line + 1);
    }
    assert_eq!(all.lines().count(), expected.lines().count(), "{}", path.display());
}
