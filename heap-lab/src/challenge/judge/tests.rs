//! Each challenge has a solution, and what is nearly one does not pass.

use std::cell::RefCell;

use super::*;
use crate::{challenge::CHALLENGES, script};

fn challenge(key: &str) -> &'static Challenge {
    CHALLENGES.iter().find(|challenge| challenge.goal.key() == key).expect("there is one")
}

fn judged_in(challenge: &Challenge, game: Option<&Game>, settings: Settings, text: &str) -> Verdict {
    let executed = script::run(text).unwrap_or_else(|error| panic!("{error:?} in {text}"));
    let record =
        |lane| Recording::run(lane, executed.trace.clone(), settings).expect("the arena is possible");
    let recordings: Vec<_> =
        challenge.lanes().iter().map(record).map(|recording| Rc::new(RefCell::new(recording))).collect();
    judge(challenge, game, &executed.trace, settings, &recordings)
}

fn judged(key: &str, text: &str) -> Verdict {
    judged_in(challenge(key), None, challenge(key).settings, text)
}

/// Blocks of 16 bytes, a last one that fills the heap, and every second of the first freed.
fn holes(blocks: u32, last: u32, frees: u32) -> String {
    format!(
        "let b = [];\nfor i in 0..{blocks} {{ b.push(alloc(16)); }}\nlet last = alloc({last});\nfor i in 0..{frees} {{ free(b[2 * i]); }}"
    )
}

#[test]
fn six_holes_fragment_the_heap() {
    let verdict = judged("fragment", &holes(11, 80, 6));
    let Verdict::Fragment { peak: Some(peak), met: true } = verdict else { panic!("{verdict:?}") };
    assert_eq!((peak.percent, peak.ops), (83, 18), "{peak:?}");
    assert_eq!(verdict.results(), [(None, 18)]);
}

#[test]
fn five_holes_are_not_above_80_percent() {
    let verdict = judged("fragment", &holes(11, 80, 5));
    let Verdict::Fragment { peak: Some(peak), met: false } = verdict else { panic!("{verdict:?}") };
    assert_eq!(peak.percent, 80, "exactly, and that is not above");
}

#[test]
fn what_takes_more_than_20_operations_does_not_count() {
    let late = format!("let x = alloc(16);\nfree(x);\nlet y = alloc(16);\nfree(y);\n{}", holes(11, 80, 6));
    assert!(!judged("fragment", &late).is_met(), "its last hole is the 22nd operation");
    let labelled = format!("label(\"a\");\nlabel(\"b\");\nlabel(\"c\");\n{}", holes(11, 80, 6));
    assert!(judged("fragment", &labelled).is_met(), "labels are no operations");
}

#[test]
fn a_full_heap_is_not_fragmented() {
    assert_eq!(judged("fragment", "alloc(256);"), Verdict::Fragment { peak: None, met: false });
}

/// Small blocks fill the heap and are freed; then one large block is requested.
const COALESCED: &str = "let b = [];\nfor i in 0..16 { b.push(alloc(16)); }\nfree(b);\nalloc(128);";

fn outlived(lives: Option<usize>, dies: Option<usize>, ops: usize) -> Verdict {
    let (survivor, victim) = (LaneKind::FreeList, LaneKind::SegregatedBump);
    Verdict::Outlive { survivor, victim, lives, dies, ops }
}

#[test]
fn what_coalesces_outlives_what_does_not() {
    let verdict = judged("outlive", COALESCED);
    assert_eq!(verdict, outlived(None, Some(33), 33));
    assert_eq!(verdict.results(), [(None, 33)]);
}

#[test]
fn both_must_not_survive_and_both_must_not_die() {
    assert!(!judged("outlive", "let a = alloc(16);\nfree(a);\nalloc(128);").is_met());
    let both = format!("{COALESCED}\nalloc(256);");
    let verdict = judged("outlive", &both);
    assert_eq!(verdict, outlived(Some(34), Some(33), 34));
    assert!(!verdict.is_met());
}

#[test]
fn a_lane_that_has_not_run_is_missing() {
    let challenge = challenge("outlive");
    let trace = script::run(COALESCED).expect("it runs").trace;
    let verdict = judge(challenge, None, &trace, challenge.settings, &[]);
    assert_eq!(verdict, Verdict::Missing(LaneKind::FreeList));
}

fn broken(text: &str, lane: LaneKind) -> Broken {
    let Verdict::Break(lanes) = judged("break", text) else { panic!("another verdict") };
    lanes.into_iter().find(|one| one.0 == lane).expect("all lanes run").1
}

#[test]
fn each_lane_can_be_broken_with_half_of_the_memory() {
    let bins = "let a = alloc(1025);\nlet s = alloc(1);\nfree(a);\nlet b = alloc(1024);\nalloc(513);";
    assert_eq!(broken(bins, LaneKind::BumpFreeList), Broken::After(5));
    let lost = "let a = alloc(2047);\nlet s = alloc(1);\nfree(a);\nalloc(2047);";
    assert_eq!(broken(lost, LaneKind::SegregatedBump), Broken::After(4));
    assert_eq!(broken(lost, LaneKind::FreeList), Broken::Holds);
    assert_eq!(broken(bins, LaneKind::FreeList), Broken::Holds, "it splits and coalesces");
    let holes = "let a = alloc(1360);\nlet s = alloc(1);\nlet b = alloc(680);\nlet t = alloc(1);\nfree(a);\nfree(b);\n\
                 alloc(2030);";
    assert_eq!(broken(holes, LaneKind::FreeList), Broken::After(7));
    let tags = "let a = alloc(1800);\nlet s = alloc(1);\nfree(a);\nalloc(2000);";
    assert_eq!(broken(tags, LaneKind::BoundaryTag), Broken::After(4));
    assert_eq!(broken(tags, LaneKind::FreeList), Broken::Holds);
}

#[test]
fn there_are_no_short_cuts() {
    let lane = LaneKind::FreeList;
    let greedy = Foul::Greedy { op: 1, live: 5000, most: 2048 };
    assert_eq!(broken("alloc(5000);", lane), Broken::Foul(greedy));
    assert_eq!(broken("let a = alloc(1);\nalloc(1, 4096);", lane), Broken::Foul(Foul::Aligned { op: 2 }));
    assert_eq!(broken("take_pages(4);\nalloc(1);", lane), Broken::Foul(Foul::Pages { op: 1 }));
    let grown = "let a = alloc(8);\nrealloc(a, 4000);";
    assert_eq!(broken(grown, lane), Broken::Foul(Foul::Greedy { op: 2, live: 4000, most: 2048 }));
    let after = "let a = alloc(1800);\nlet s = alloc(1);\nfree(a);\nalloc(2000);\nalloc(3000);";
    assert_eq!(broken(after, LaneKind::BoundaryTag), Broken::After(4), "what comes later does not matter");
}

#[test]
fn another_arena_is_not_judged() {
    let larger = Settings { page_size: 256, max_pages: 2 };
    assert_eq!(judged_in(challenge("outlive"), None, larger, COALESCED), Verdict::OtherArena);
}

/// The verdict when each prediction is wrong by this many rounds.
fn played(seed: u32, wrong_by: u32) -> Verdict {
    let challenge = challenge("rounds");
    let guesses = |round: &dyn Fn(LaneKind) -> u32| {
        challenge.lanes().iter().map(|lane| Guess { lane, round: round(lane) }).collect()
    };
    let mut game = Game { seed, guesses: Some(guesses(&|_| 0)) };
    let script = game.script("", "round");
    let verdict = judged_in(challenge, Some(&game), challenge.settings, &script);
    let Verdict::Rounds { lanes, .. } = verdict else { panic!("{verdict:?}") };
    let right = |lane| {
        let round = lanes.iter().find(|one| one.0.lane == lane).and_then(|one| one.1);
        round.unwrap_or_else(|| panic!("{lane:?} survives every round of seed {seed}"))
    };
    game.guesses = Some(guesses(&|lane| right(lane) + wrong_by));
    judged_in(challenge, Some(&game), challenge.settings, &script)
}

#[test]
fn every_lane_loses_the_round_game_and_good_predictions_win_it() {
    for seed in 0..40 {
        assert_eq!(played(seed, 0).results(), [(None, 0)], "seed {seed}");
    }
    assert_eq!(played(3, 1).results(), [(None, 4)]);
    assert!(!played(3, 2).is_met(), "two rounds are too many");
}

#[test]
fn before_the_prediction_only_one_round_is_played() {
    let challenge = challenge("rounds");
    let game = Game::new(5);
    let script = game.script("", "round");
    assert_eq!(script.matches("1..=1 ").count(), 1, "{script}");
    assert_eq!(judged_in(challenge, Some(&game), challenge.settings, &script), Verdict::Predict);
    assert_eq!(judged_in(challenge, None, challenge.settings, &script), Verdict::OtherScript);
}
