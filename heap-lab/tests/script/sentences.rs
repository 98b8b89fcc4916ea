//! The sentences about mistakes, in each language, compared with `tests/golden/mistakes.txt`.
//!
//! `UPDATE_GOLDEN=1 cargo test -p heap-lab --test script sentences` rewrites it; review the difference.

use std::{env, fmt::Write, fs, path::Path};

use heap_lab::{
    arena::{ArenaError, SettingsError},
    script::{
        self, ScriptError,
        by_hand::Later,
        mistakes::{ByHand, Limit, Missing, Mistake, Named, Runtime, Syntax},
    },
    share::LinkError,
    state::{Made, Notice},
    text::{Language, Text},
};

use super::table::table;

/// A mistake in a script, or its fact, and its sentence in each language.
fn said(about: &str, sentence: impl Fn(&dyn Text) -> String) -> (String, [String; 2]) {
    (about.replace('\n', "⏎"), Language::ALL.map(|language| sentence(language.text())))
}

/// Mistakes that scripts are known to cause, and those that only a link, a form or nothing causes.
fn all() -> Vec<(String, [String; 2])> {
    let mut all = Vec::new();
    for wrong in table() {
        let error = script::run(wrong.text).expect_err(wrong.text);
        all.push(said(wrong.text, |text| text.mistake(&error)));
    }
    let called = "fn f(b) {\n free(b);\n}\nf(1);";
    let error = script::run(called).expect_err(called);
    all.push(said(called, |text| text.mistake(&error)));
    let others: [Mistake; 17] = [
        Syntax::FunctionBody(None).into(),
        Syntax::Missing(Missing::Symbol("(".into())).into(),
        Syntax::Other("Words of the parser".into()).into(),
        Runtime::NoVariable("a".into()).into(),
        Runtime::NoProperty(None).into(),
        Runtime::Constant("a".into()).into(),
        Runtime::ConstantChanged(Some("f".into())).into(),
        Runtime::Other("Words of the engine".into()).into(),
        Limit::Script { bytes: 70_000, most: 60_000 }.into(),
        Limit::Nesting { most: 32 }.into(),
        Limit::Chain.into(),
        Limit::Functions { most: 200 }.into(),
        Limit::Variables.into(),
        ByHand::FreedLater { block: Named::Variable("a".into()), line: 3 }.into(),
        ByHand::NoPositionToFree { block: Named::Number(3) }.into(),
        ByHand::NoBlock.into(),
        ByHand::NoPosition.into(),
    ];
    for mistake in others {
        let error = ScriptError::at(mistake, 1, 1);
        all.push(said(&format!("{:?}", error.mistake), |text| text.mistake(&error)));
    }
    let shape = SettingsError::PageSize { page_size: 96 };
    let pages = SettingsError::MaxPages { max_pages: 0, page_size: 512, most: 131_072 };
    for error in
        [ArenaError::Settings(shape), ArenaError::Settings(pages), ArenaError::NoRoom { bytes: 64 << 20 }]
    {
        all.push(said(&format!("{error:?}"), |text| text.arena_error(error)));
    }
    let notices = [
        Notice::LinkCopied,
        Notice::CopyRefused,
        Notice::EmbedCopied,
        Notice::EmbedRefused,
        Notice::Making(None),
        Notice::Making(Some(Made { percent: 45, bytes: Some(160 << 20) })),
        Notice::Making(Some(Made { percent: 45, bytes: None })),
        Notice::Saved("lite-alloc-tour-9.svg".into()),
        Notice::NotSaved,
        Notice::NoPeers,
        Notice::NoLink(LinkError::TooLong { most: 256 << 10 }),
        Notice::LinkFailed(LinkError::Version { found: "3".into(), known: "2" }),
        Notice::LinkFailed(LinkError::Damaged),
        Notice::LinkFailed(LinkError::Arena(shape)),
        Notice::ExampleInstead(LinkError::Example("gone".into())),
        Notice::LinkFailed(LinkError::Lesson("gone".into())),
        Notice::LinkFailed(LinkError::Sample("gone".into())),
        Notice::NoLink(LinkError::File),
        Notice::NoScript,
        Notice::NothingToAsk,
        Notice::StaleBlocks,
        Notice::ByHand(ScriptError::at(ByHand::NoBlock, 1, 0)),
        Notice::AddedLater { line: 4, later: Later { number: 6, asked: 3, after: Some((1, 3)) } },
        Notice::AddedLater { line: 2, later: Later { number: 6, asked: 3, after: Some((1, 1)) } },
        Notice::AddedLater { line: 9, later: Later { number: 1_000, asked: 3, after: None } },
    ];
    for notice in notices {
        all.push(said(&format!("{notice:?}"), |text| text.notice(&notice)));
    }
    all
}

#[test]
fn sentences_say_what_is_wrong_and_what_to_do() {
    let mut text = String::new();
    for (about, [english, chinese]) in all() {
        writeln!(text, "{about}\n    {english}\n    {chinese}").unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/mistakes.txt");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (number, (is, should)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, should, "line {} of {}", number + 1, path.display());
    }
    assert_eq!(text, expected);
}

#[test]
fn sentences_are_whole_and_in_their_language() {
    let is_chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    for (about, [english, chinese]) in all() {
        for sentence in [&english, &chinese] {
            let is_about_quotes = sentence.contains("\"`\"");
            assert!(sentence.matches('`').count() % 2 == 0 || is_about_quotes, "{about}: {sentence}");
            // The engine's own names must not appear.
            assert!(!sentence.contains("heap_lab") && !sentence.contains('$'), "{about}: {sentence}");
        }
        assert!(english.starts_with(|c: char| c.is_uppercase() || "`1\"".contains(c)), "{about}: {english}");
        let is_thrown = about.starts_with("throw");
        assert!(english.ends_with(['.', '?', ')']) || is_thrown, "{about}: {english}");
        assert!(chinese.ends_with(['。', '？', '）']) || is_thrown, "{about}: {chinese}");
        assert!(chinese.chars().any(is_chinese), "{about}: {chinese}");
        assert!(!english.chars().any(is_chinese) || about.chars().any(is_chinese), "{about}: {english}");
    }
}
