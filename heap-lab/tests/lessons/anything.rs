//! Whatever is typed, it is read, with mistakes at lines that exist and with sentences.

use heap_lab::{
    lesson::{self, course},
    text::Language,
};
use proptest::prelude::*;

use super::read_and_check;

/// Each mistake has a line of the text and a sentence in each language.
fn check(text: &str) {
    let (lesson, mistakes) = read_and_check(text);
    let lines = text.lines().count().max(1) as u32;
    for error in &mistakes {
        assert!((1..=lines).contains(&error.line), "{error:?} of {lines} lines in\n{text}");
        for language in Language::ALL {
            assert!(!language.text().lesson_mistake(&error.mistake).is_empty());
        }
    }
    for step in &lesson.steps {
        assert!(step.scene < lesson.scenes.len() && (1..=lines).contains(&step.line));
        assert!(step.place.op.is_some(), "every step has a position");
    }
}

/// Pieces that lessons are made of, some of them wrong.
fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "# Title\n",
        "## Part\n",
        "### x\n",
        "#x",
        "\n\n",
        "\n",
        " ",
        "    ",
        "\t",
        "text",
        "文字",
        "，",
        "```heap page=256 pages=1 lanes=free-list\n",
        "```heap\n",
        "```heap page=3 lanes=x,free-list y\n",
        "```fresh\n",
        "```ask place id=a op=0\n",
        "```ask number id=b what=largest op=1 until=end lane=free-list\n",
        "```ask first id=c what=refused lanes=free-list,boundary-tag until=end\n",
        "```ask draw id=d unit=8\n",
        "```ask list id=e bin=7\n",
        "```ask\n",
        "```\n",
        "````\n",
        "---\n",
        "let a = alloc(24);\n",
        "let b = alloc(random(1, 9));\n",
        "free(a);\n",
        "free(a",
        "{op=1}",
        "{op=end event=1}",
        "{select=a}",
        "{event=1 lanes=free-list}",
        "{",
        "}",
        "[3](=holes)",
        "[64](=address.a@free-list#1)",
        "[x](=moves=yes)",
        "[x](=holes@free-list>=probes#end)",
        "[x](=.@#<)",
        "[x](#op=1&select=a)",
        "[x](#)",
        "[x](https://example.org/)",
        "[x](y)",
        "[",
        "](",
        "]",
        ")",
        "(",
        "*",
        "**",
        "***",
        "`",
        "``",
        "_x_",
        "\\",
        "![",
        "<b>",
        "- item\n",
        "  - item\n",
        "* item\n",
        "1. item\n",
        "> quote\n",
        "| a | b |\n",
        "18446744073709551616",
        "=",
        "&",
        "\u{feff}",
        "\r\n",
        "\0",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_lessons(pieces in proptest::collection::vec(piece(), 0..60)) {
        check(&pieces.concat());
        check(&format!("# T\n\nIntro.\n\n```heap lanes=free-list\nlet a = alloc(24);\n```\n\n{}", pieces.concat()));
    }

    #[test]
    fn characters(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn lessons_with_typing_errors(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), piece(), 0..3_usize), 1..6),
    ) {
        let mut text: Vec<char> = course::template(Language::English).chars().collect();
        for (place, piece, left_out) in changes {
            let start = place.index(text.len());
            let end = (start + left_out).min(text.len());
            text.splice(start..end, piece.chars());
        }
        check(&text.iter().collect::<String>());
    }
}

/// Text that makes work for each of its characters is read as soon as any other.
#[test]
fn the_longest_lessons_are_read() {
    for piece in [
        "[a](",
        "[",
        "*",
        "*a",
        "**a*b",
        "`",
        "`a``b",
        "- a\n",
        "\n",
        "[1](=holes) ",
        "> a\n",
        "a\n\n",
        "{op=1} x\n\n",
    ] {
        let text = format!(
            "# T\n\nI.\n\n```heap\nlet a = alloc(8);\n```\n\na{}",
            piece.repeat(60_000 / piece.len())
        );
        let (_, mistakes) = lesson::read(&text);
        assert!(mistakes.len() <= 100, "{piece}: {}", mistakes.len());
    }
}
