//! Challenges that are tried, and left.

use super::*;
use crate::{
    challenge::{CHALLENGES, Challenge, Goal, Guess, Verdict},
    examples::EXAMPLES,
    state::challenge::Play,
};

fn challenge(is_it: impl Fn(Goal) -> bool) -> &'static Challenge {
    CHALLENGES.iter().find(|challenge| is_it(challenge.goal)).expect("there is one")
}

fn rounds() -> &'static Challenge {
    challenge(|goal| matches!(goal, Goal::Rounds { .. }))
}

fn outlive() -> &'static Challenge {
    challenge(|goal| matches!(goal, Goal::Outlive { .. }))
}

#[test]
fn a_challenge_opens_its_script_arena_and_lanes_and_what_was_open_comes_back() {
    let mut page = Page::open("let a = alloc(24);\nfree(a);");
    page.act(Action::Go(Move::To(1)));
    let before = page.0.document();
    page.act(Action::Challenge(Play::Open(outlive())));
    page.act(Action::Challenge(Play::Open(rounds())));
    page.work();
    assert_eq!(page.0.settings, rounds().settings);
    assert_eq!(page.0.shown, rounds().lanes());
    page.act(Action::Challenge(Play::Leave));
    page.work();
    assert_eq!(page.0.challenge, None);
    assert_eq!(page.0.document(), before);
}

#[test]
fn the_verdict_follows_the_script() {
    let mut page = Page::open("");
    page.act(Action::Challenge(Play::Open(outlive())));
    assert_eq!(page.0.verdict(), None, "the script has not run");
    page.work();
    assert!(matches!(page.0.verdict(), Some(verdict) if !verdict.is_met()));
    let solution = "let b = [];\nfor i in 0..16 { b.push(alloc(16)); }\nfree(b);\nalloc(128);";
    page.act(Action::Edit(solution.into()));
    page.work();
    assert!(page.0.verdict().is_some_and(|verdict| verdict.is_met()));
    page.act(Action::Example(&EXAMPLES[0]));
    assert_eq!(page.0.challenge, None, "other work is no challenge");
}

#[test]
fn the_round_game_is_played_after_the_predictions_and_with_its_own_script_only() {
    let mut page = Page::open("");
    page.act(Action::Challenge(Play::Open(rounds())));
    page.work();
    assert_eq!(page.0.verdict(), Some(Verdict::Predict));
    let run = page.0.run.as_ref().expect("it has run");
    assert_eq!(page.0.playhead, Playhead::after(run.trace.ops.len()), "its first round is in sight");
    let first = page.0.program.script().clone();
    let guesses = rounds().lanes().iter().map(|lane| Guess { lane, round: 9 }).collect();
    page.act(Action::Challenge(Play::Guess(guesses)));
    page.work();
    assert!(matches!(page.0.verdict(), Some(Verdict::Rounds { .. })));
    page.act(Action::Language(Language::Chinese));
    page.work();
    assert!(matches!(page.0.verdict(), Some(Verdict::Rounds { .. })), "the language does not matter");
    page.act(Action::Edit("let a = alloc(1);".into()));
    page.work();
    assert_eq!(page.0.verdict(), Some(Verdict::OtherScript));
    page.act(Action::Challenge(Play::Again(2)));
    page.work();
    assert_eq!(page.0.verdict(), Some(Verdict::Predict));
    assert_ne!(page.0.program.script(), first);
}
