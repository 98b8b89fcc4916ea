//! A quiz about any run.

use std::collections::BTreeSet;

use heap_lab::{
    arena::Settings,
    examples::EXAMPLES,
    lab::Lanes,
    question::{quiz, truth},
    script,
    text::Language,
};
use proptest::prelude::*;

use crate::{
    questions::{Runs, lanes, run},
    traces::{self, Writer},
};

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 1 } else { 64 }, ..ProptestConfig::default() })]

    #[test]
    fn a_quiz_asks_what_has_one_answer(
        trace in traces::trace(60),
        settings in traces::settings(),
        lanes in lanes(),
        most in 0_usize..12,
        seed in any::<u32>(),
    ) {
        let runs = run(&trace, settings);
        let quiz = quiz::questions(&runs, lanes, most, seed);
        prop_assert!(quiz.len() <= most);
        prop_assert!(quiz.windows(2).all(|two| two[0].to <= two[1].from), "one after the other: {quiz:?}");
        for question in &quiz {
            prop_assert!(truth(question, &runs).is_ok());
            prop_assert!(question.lanes.without(lanes).is_empty() && !question.lanes.is_empty());
        }
        prop_assert_eq!(quiz, quiz::questions(&runs, lanes, most, seed));
    }
}

/// The examples of the page, run in all lanes.
fn examples() -> impl Iterator<Item = (&'static str, Runs)> {
    EXAMPLES.iter().map(|example| {
        let trace = script::run(example.script(Language::English)).unwrap().trace;
        (example.slug, run(&trace, example.settings))
    })
}

#[test]
#[cfg_attr(miri, ignore = "runs every example")]
fn a_quiz_about_an_example_is_varied() {
    let mut kinds = BTreeSet::new();
    for (slug, runs) in examples() {
        let quiz = quiz::questions(&runs, Lanes::ours(), 6, 1);
        let all: BTreeSet<_> = quiz.iter().map(|question| question.kind.key()).collect();
        assert!(quiz.len() >= 2 && all.len() >= 2, "{slug}: {quiz:?}");
        kinds.extend(all);
    }
    assert_eq!(kinds.len(), 7, "each kind is asked somewhere: {kinds:?}");
}

#[test]
#[cfg_attr(miri, ignore = "a long run")]
fn a_quiz_about_a_long_run_does_not_move_it() {
    let mut writer = Writer::default();
    for round in 0..5000 {
        let name = format!("b{}", round % 20);
        writer.alloc(&name, 16 + round * 7 % 300);
        if round % 3 > 0 {
            writer.free(&name);
        }
    }
    let runs = run(&writer.done(), Settings::new(4096, 256).unwrap());
    runs.iter().for_each(|run| run.borrow_mut().seek(77));
    let quiz = quiz::questions(&runs, Lanes::ours(), 8, 1);
    assert_eq!(quiz.len(), 8);
    assert!(runs.iter().all(|run| run.borrow().position() == 77));
}
