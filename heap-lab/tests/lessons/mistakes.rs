//! Every mistake at its line, with its sentence in each language, compared with `tests/golden/lesson_mistakes.txt`.
//!
//! `UPDATE_GOLDEN=1 cargo test -p heap-lab --test lessons mistakes` rewrites it; review the difference.

use std::{env, fmt::Write, fs, path::Path};

use heap_lab::{
    arena::{ArenaError, Settings},
    lesson::mistakes::{Mistake, RunMistake},
    text::Language,
};

use super::read_and_check;

/// What comes before a text that is wrong: twelve lines without a mistake.
const HEAD: &str = "# T\nI.\n```heap pages=1 lanes=free-list\nlet a = alloc(24);\nlet b = alloc(24);\nfree(a);\n\
                    let c = alloc(24);\nfree(b);\n```\n\nRead this.\n\n";

/// Fresh data for the question below it, whose lines are the rest.
const FRESH: &str =
    "# T\nI.\n```heap pages=1 lanes=free-list\nlet a = alloc(24);\nfree(a);\nlet b = alloc(24);\n```\n";

/// Texts that are wrong below [`HEAD`].
const BELOW: &[&str] = &[
    // The parts of a lesson.
    "# Another title",
    "##",
    "## Part",
    "## Part\n\n## Next part\n\nText.",
    "{op=1}",
    "```fresh\nalloc(1);\n```",
    "```heap\n\n```\n\nText.",
    "```ask place id=a op=0\n```\n\n- item",
    "```ask place id=a op=0\n```\n\n```ask place id=a op=1\n```",
    "{op=2} Seen.\n\n```ask place id=a op=1\n```",
    "See [this](#op=1&event=1).\n\n```ask place id=a op=1\n```",
    "```ask number id=a what=live op=0 until=end\n```\n\n```ask place id=b op=1\n```",
    // Markdown.
    "### Part",
    "#Part",
    "| a | b |\n| - | - |\n| 1 | 2 |",
    "See ![picture](https://example.org/a.png).",
    "A <b>bold</b> word.",
    "> Quoted.",
    "Two:\n\n- one\n  - two",
    "Two:\n\n* one\n* two",
    "    Indented.",
    "***",
    "A _word_ and `alloc_zeroed`, alloc_zeroed.",
    "```rust\nlet a = 1;\n```",
    "```\ntext\n```",
    "```ask place id=a op=0\nWhere?",
    "```ask place id=a op=0\nWhere?\n\nAfter [this](#op=1).\n\n```ask place id=b op=1\n```",
    "```heap\nlet a = alloc(8);\n\n```fresh\nlet a = alloc(random(1, 9));\n```\n\nText.",
    "Some `code that goes on",
    "Some **strong text\nthat goes on",
    "An *emphasis **that is* crossed**",
    "See [the end](#op=3 of it.",
    "See list[3] here.",
    "See [](#op=3).",
    "See [this](other.md).",
    "## [Part](#op=3)\n\nText.",
    "```ask place id=a op=0\nIs it [here](#op=1)?\n```",
    "```ask place id=a op=0\n- Here\n- There\n```",
    "```ask place id=a op=0\nWhere?\n---\nThere.\n---\nAnd there.\n```",
    // Keys.
    "{op 3} Text.",
    "{op = 3} Text.",
    "{op=3 lanes=free-list, boundary-tag} Text.",
    "{op= lanes=free-list} Text.",
    "{op=3 ops=4} Text.",
    "{op=3 op=4} Text.",
    "{op=-1} Text.",
    "{op=3 lanes=free-list,freelist} Text.",
    "{op=3 Text.",
    "{} Text.",
    "See [this](#event=1).",
    "```fresh now\nalloc(1);\n```",
    "```heap page=100\nalloc(8);\n```\n\nText.",
    "```heap pages=9999999\nalloc(8);\n```\n\nText.",
    "```ask\n```",
    "```ask where id=a\n```",
    "```ask place op=1\n```",
    "```ask place id=A_1 op=1\n```",
    "```ask place id=a op=0 until=3\n```",
    "```ask number id=a what=biggest op=1\n```",
    "```ask number id=a op=1\n```",
    "```ask yes-no id=a what=happens op=1\n```",
    "```ask draw id=a unit=7 op=1\n```",
    "```ask draw id=a op=1\n```",
    "```ask number id=a what=live op=2 until=2\n```",
    "```ask first id=a what=grows op=end\n```",
    "```heap lanes=free-list,boundary-tag\nlet a = alloc(8);\n```\n\n```ask place id=a\n```",
    // Claims.
    "There are [3](=holes#x) blocks.",
    "There are [3](=hole) blocks.",
    "There are [some](=holes) blocks.",
    "There are [2 or 3](=holes) blocks.",
    "There are [more than 3](=holes>2) blocks.",
    "It [moves](=moves=1).",
    "It [moves](=moves>no).",
    "There are [3](=holes.a) blocks.",
    "There are [3](=holes@freelist) blocks.",
    "{op=3 lanes=free-list,boundary-tag} There are [3](=holes) blocks.",
    "{op=1 event=1} There are [3](=holes) blocks.",
    "{op=3} The block has [32 bytes](=used).",
    "{op=3} There are [1,000](=holes) blocks.",
    "{op=3} There are [many](=holes>=5) blocks.",
    "{op=3} There are [as many](=live!=live@segregated-bump) bytes.",
    "{op=3} It [moves](=moves=yes).",
    "{op=9} Now [2](=holes) blocks.",
    "Then [2](=holes#9) blocks.",
    "It has [8](=used.x#2) bytes.",
    // What is run.
    "```heap\nlet a = alloc(0);\n```\n\nText.",
    "```heap\nlet a = alloc(8);\nfree(a);\nfree(a);\n```\n\nText.",
    "```heap\nfor i in 0..100000 { let x = i; }\n```\n\nText.",
    "```heap\nfor i in 0..1000 { let a = alloc(8); free(a); }\nalloc(8);\n```\n\nText.",
    "{op=6} Text.",
    "{op=5 event=1} Text.",
    "{op=1 event=9} Text.",
    "{op=1 select=d} Text.",
    "{op=1 select=b} Text.",
    "See [this block](#op=1&select=c).",
    "```ask place id=a op=2\n```",
    "```ask place id=a op=5\n```",
    "```ask number id=a what=live op=1 until=9\n```",
];

/// Texts that are wrong below [`FRESH`].
const BELOW_FRESH: &[&str] = &[
    "```fresh\nlet a = alloc(24);\nfree(a);\nlet b = alloc(16);\n```\n\n```ask place id=a op=2\n```",
    "```fresh\nlet a = alloc(random(1, 9));\n```\n\n```ask place id=a op=2\n```",
    "```fresh\nlet a = alloc(random(1, 9));\nlet b = alloc(8);\nfree(b);\n```\n\n```ask place id=a op=2\n```",
    "```fresh\nlet a = alloc(random(1, 9));\nfree(b);\n```\n\n```ask place id=a op=2\n```",
    "```fresh\nlet a = alloc(random(1, 9));\nfree(a);\nlet b = alloc(8);\n```\n\n```ask place id=a op=1\n```",
];

/// Texts that are wrong as a whole.
fn whole() -> Vec<String> {
    let scene = "```heap\nalloc(8);\n```\n\n";
    let head = format!("# T\nI.\n{scene}Text.\n\n");
    [
        String::new(),
        "Text first.\n\n# T\n\nI.\n".into(),
        format!("# T\n\n{scene}Text."),
        "# T\n\nI.\n\nText.\n\nMore text.".into(),
        "# T\n\nI.".into(),
        format!("# T\n\nI.\n\n{scene}"),
        "# *T* [x](#op=1)\n\nI [3](=holes).\n\n".to_owned() + scene + "Text.",
    ]
    .into_iter()
    .chain(
        ["x".repeat(64_000), "\n".repeat(2_000), scene.repeat(50) + "Text.", "Text.\n\n".repeat(250)]
            .map(|rest| format!("{head}{rest}")),
    )
    .collect()
}

/// Mistakes that no text of a lesson is known to cause.
fn others() -> [Mistake; 1] {
    [RunMistake::Arena(ArenaError::NoRoom { bytes: Settings::MAX_BYTES }).into()]
}

fn all() -> Vec<(String, usize)> {
    let below = BELOW.iter().map(|text| (format!("{HEAD}{text}"), HEAD.len()));
    let fresh = BELOW_FRESH.iter().map(|text| (format!("{FRESH}{text}"), FRESH.len()));
    below.chain(fresh).chain(whole().into_iter().map(|text| (text, 0))).collect()
}

/// A text in one line.
fn short(text: &str) -> String {
    let text = text.replace('\n', "⏎");
    let start: String = text.chars().take(120).collect();
    if start.len() < text.len() { start + " …" } else { start }
}

#[test]
fn each_is_told_at_its_line_in_words() {
    let mut told = String::new();
    for (text, shown) in all() {
        let above = text[..shown].lines().count();
        writeln!(told, "{}", short(&text[shown..])).expect("a string");
        let (_, mistakes) = read_and_check(&text);
        assert!(!mistakes.is_empty(), "{text}");
        for error in mistakes {
            assert!(error.line as usize > above, "{error:?} is not in\n{text}");
            tell(&mut told, error.line as usize - above, &error.mistake);
        }
    }
    for mistake in others() {
        writeln!(told, "{mistake:?}").expect("a string");
        tell(&mut told, 0, &mistake);
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/lesson_mistakes.txt");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &told).expect("the golden file can be written");
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default().replace("\r\n", "\n");
    for (line, expected) in told.lines().zip(expected.lines()) {
        assert_eq!(line, expected);
    }
    assert_eq!(told.lines().count(), expected.lines().count());
}

/// A mistake at a line of the text that is shown above it.
fn tell(told: &mut String, line: usize, mistake: &Mistake) {
    for language in Language::ALL {
        let sentence = language.text().lesson_mistake(mistake);
        assert!(sentence.ends_with(['.', '?', '。', '？', '）']), "{sentence}");
        assert!(!sentence.contains("  "), "{sentence}");
        writeln!(told, "    {line}: {sentence}").expect("a string");
    }
}

/// The kinds of mistakes are those of the source.
#[test]
fn no_kind_of_mistake_is_left_out() {
    let sources = [
        ("Shape", include_str!("../../src/lesson/mistakes/shape.rs")),
        ("Markup", include_str!("../../src/lesson/mistakes/markup.rs")),
        ("Key", include_str!("../../src/lesson/mistakes/keys.rs")),
        ("Claim", include_str!("../../src/lesson/mistakes/claims.rs")),
        ("Run", include_str!("../../src/lesson/mistakes/runs.rs")),
    ];
    let texts = all().into_iter().flat_map(|(text, _)| read_and_check(&text).1);
    let found: Vec<_> =
        texts.map(|error| error.mistake).chain(others()).map(|it| format!("{it:?}")).collect();
    for (group, source) in sources {
        let variants = source.lines().filter_map(|line| line.strip_prefix("    ")).filter_map(|line| {
            let name = line.split([',', '(', ' ']).next()?;
            name.starts_with(|first: char| first.is_ascii_uppercase()).then_some(name)
        });
        for variant in variants {
            let start = format!("{group}({variant}");
            let is_it = |text: &String| {
                text.strip_prefix(&start).is_some_and(|rest| rest.starts_with([')', '(', ' ']))
            };
            assert!(found.iter().any(is_it), "{start}");
        }
    }
}
