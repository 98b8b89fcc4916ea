//! The examples are well formed in each language, and reveal nothing beforehand. What is said afterwards is asserted in
//! `example_claims.rs`.

use std::collections::HashSet;

use heap_lab::{
    arena::Settings,
    examples::{EXAMPLES, find, of_script},
    lab::LaneKind,
    script,
    text::{Language, examples::ExampleText},
    trace::{MAX_OPS, Op},
};

#[test]
fn every_example_has_its_own_name_and_texts() {
    let slugs: HashSet<_> = EXAMPLES.iter().map(|example| example.slug).collect();
    assert_eq!(slugs.len(), EXAMPLES.len());
    for example in EXAMPLES {
        assert_eq!(find(example.slug), Some(example));
        assert!(example.slug.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", example.slug);
        for (language, ends) in [(Language::English, ['.', '?']), (Language::Chinese, ['。', '？'])] {
            let ExampleText { title, intro, afterwards } = language.text().example(example.id);
            let sentences = |text: &str| text.matches(ends).count();
            assert!((1..=3).contains(&sentences(intro)) && sentences(afterwards) <= 4, "{}", example.slug);
            assert!(intro.ends_with(ends) && afterwards.ends_with(ends[0]), "{}: {intro}", example.slug);
            // Before the run there are only questions and what to look at.
            let asks = ["?", "look at", "ompare", "？", "看看", "比较"];
            assert!(asks.iter().any(|ask| intro.contains(ask)), "{}: {intro}", example.slug);
            // Names of blocks are those of the script.
            let script = example.script(language);
            for text in [intro, afterwards] {
                assert!(!text.contains("  "), "{text}");
                let mut names = text.split('`').skip(1).step_by(2);
                assert!(names.all(|name| script.contains(&format!("let {name} ="))), "{text}");
            }
            let are_chinese = [title, intro, afterwards].map(is_chinese);
            assert_eq!(are_chinese, [language == Language::Chinese; 3], "{title}: {intro}");
        }
    }
}

/// Comments are read before anything has run.
#[test]
fn no_comment_tells_what_an_allocator_does() {
    for example in EXAMPLES {
        let script = example.script(Language::English);
        for comment in script.lines().filter_map(|line| line.split_once("// ")).map(|(_, comment)| comment) {
            for lane in LaneKind::OURS {
                assert!(!comment.contains(lane.short_name()) || comment.ends_with('?'), "{comment}");
            }
            let tells = ["merged", "is split", "are split", "refused", "lost", "moves back", "too small"];
            assert!(comment.contains('?') || !tells.iter().any(|word| comment.contains(word)), "{comment}");
        }
    }
}

/// Whether a text has Chinese characters.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char))
}

/// Columns that a line takes in a fixed-width font: Chinese characters and their punctuation take two.
fn columns(line: &str) -> usize {
    line.chars().map(|char| if char >= '\u{2e80}' { 2 } else { 1 }).sum()
}

#[test]
fn an_example_does_the_same_in_each_language() {
    for example in EXAMPLES {
        let [english, chinese] =
            [Language::English, Language::Chinese].map(|language| example.script(language));
        for (english, chinese) in english.lines().zip(chinese.lines()) {
            // Lines may differ only in comments and labels, and Chinese ones must be in Chinese.
            let said = |line: &str| line.contains("// ") || line.contains("label(");
            assert_eq!(said(english), is_chinese(chinese), "{}: {chinese}", example.slug);
            assert!(
                !is_chinese(english) && (said(english) || english == chinese),
                "{}: {english}",
                example.slug
            );
        }
        let [english, chinese] = [english, chinese].map(|script| {
            let run = script::run(script).unwrap_or_else(|error| panic!("{}: {error:?}", example.slug));
            let mut ops = run.trace.ops.clone();
            for op in &mut ops {
                if let Op::Label { text } = op {
                    assert!(!text.is_empty());
                    *text = "".into();
                }
            }
            (ops, run.trace.blocks.clone(), run.lines)
        });
        assert!(english == chinese, "{}: the same operations in the same lines", example.slug);
        for language in Language::ALL {
            assert_eq!(of_script(example.script(language)), Some(example));
        }
    }
    assert_eq!(of_script("// A script of one's own.\n"), None);
}

#[test]
fn every_example_runs_and_has_something_to_see() {
    for (example, language) in EXAMPLES.iter().flat_map(|example| Language::ALL.map(|to| (example, to))) {
        let script = example.script(language);
        let trace = script::run(script).unwrap_or_else(|error| panic!("{}: {error:?}", example.slug)).trace;
        assert!((8..MAX_OPS).contains(&trace.ops.len()), "{}", example.slug);
        assert!(trace.ops.iter().any(|op| matches!(op, Op::Label { .. })) || example.slug == "bump-pointer");
        // A reader sees the whole script without scrolling far.
        assert!(script.lines().count() <= 40 && script.lines().all(|line| columns(line) <= 90), "{script}");
        assert!(script.starts_with("// ") && script.ends_with('\n'));
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
fn the_first_example_is_short_and_names_every_block() {
    let trace = script::run(EXAMPLES[0].script(Language::English)).expect("it runs").trace;
    assert!((12..=20).contains(&trace.ops.len()));
    assert!(trace.blocks.iter().all(|block| block.chars().all(|c| c.is_ascii_lowercase())));
}
