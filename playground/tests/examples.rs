//! The lessons are well formed: names, texts, scripts and arenas.

use std::collections::HashSet;

use playground::{
    arena::Settings,
    examples::{EXAMPLES, find},
    script,
    trace::{MAX_OPS, OpKind},
};

#[test]
fn every_lesson_has_its_own_name_and_two_sentences() {
    let slugs: HashSet<_> = EXAMPLES.iter().map(|example| example.slug).collect();
    assert_eq!(slugs.len(), EXAMPLES.len());
    for example in EXAMPLES {
        assert_eq!(find(example.slug), Some(example));
        assert!(example.slug.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", example.slug);
        let sentences = example.watch.split_inclusive(". ").collect::<Vec<_>>();
        assert_eq!(sentences.len(), 2, "{}", example.slug);
        assert!(example.watch.ends_with('.') && !example.watch.contains("  "), "{}", example.slug);
    }
}

#[test]
fn every_lesson_runs_and_has_something_to_see() {
    for example in EXAMPLES {
        let trace = script::run(example.script).unwrap_or_else(|error| panic!("{}: {error:?}", example.slug));
        assert!((8..MAX_OPS).contains(&trace.ops.len()), "{}", example.slug);
        assert!(
            trace.ops.iter().any(|op| matches!(op.kind, OpKind::Label { .. }))
                || example.slug == "bump-pointer"
        );
        // A reader sees the whole script without scrolling far.
        assert!(example.script.lines().count() <= 40 && example.script.lines().all(|line| line.len() <= 90));
        assert!(example.script.starts_with("// ") && example.script.ends_with('\n'));
    }
}

#[test]
fn every_arena_is_a_possible_one() {
    for example in EXAMPLES {
        let Settings { page_size, max_pages } = example.settings;
        assert!(page_size.is_power_of_two() && (64..=65_536).contains(&page_size), "{}", example.slug);
        assert!(max_pages > 0 && page_size * max_pages <= Settings::MAX_BYTES);
    }
}

#[test]
fn the_first_lesson_is_short_and_names_every_block() {
    let trace = script::run(EXAMPLES[0].script).expect("it runs");
    assert!((12..=20).contains(&trace.ops.len()));
    assert!(trace.blocks.iter().all(|block| block.name.chars().all(|c| c.is_ascii_lowercase())));
}
