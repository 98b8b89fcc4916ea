//! What is said of challenges and of how far they are.

use heap_lab::{
    challenge::{Broken, CHALLENGES, Challenge, Foul, Guess, Peak, Verdict},
    lab::LaneKind,
    text::{Text, challenges::ChallengeText},
};

use super::{Said, said};

/// Challenges and their verdicts.
pub fn challenges(text: &dyn Text) -> Vec<Said> {
    let (one, other) = (LaneKind::FreeList, LaneKind::SegregatedBump);
    let peak = Peak { lane: one, percent: 71, ops: 14 };
    let outlive = |lives, dies| Verdict::Outlive { survivor: one, victim: other, lives, dies, ops: 34 };
    let broken = samples!(Broken {
        Broken::Holds => [Broken::Holds],
        Broken::After(_) => [Broken::After(1), Broken::After(1000)],
        Broken::Foul(_) => [
            Broken::Foul(Foul::Greedy { op: 2, live: 5000, most: 2048 }),
            Broken::Foul(Foul::Aligned { op: 2 }),
            Broken::Foul(Foul::Pages { op: 2 }),
        ],
    });
    let played = |round| vec![(Guess { lane: one, round: 9 }, Some(round))];
    let verdicts = samples!(Verdict {
        Verdict::OtherArena => [Verdict::OtherArena],
        Verdict::OtherScript => [Verdict::OtherScript],
        Verdict::Missing(_) => [Verdict::Missing(one)],
        Verdict::Fragment { .. } => [
            Verdict::Fragment { peak: None, met: false },
            Verdict::Fragment { peak: Some(peak), met: false },
            Verdict::Fragment { peak: Some(peak), met: true },
        ],
        Verdict::Outlive { .. } => [
            outlive(None, None),
            outlive(None, Some(33)),
            outlive(Some(34), None),
            outlive(Some(34), Some(33)),
        ],
        Verdict::Break(_) => [
            Verdict::Break(vec![(one, Broken::Holds)]),
            Verdict::Break(vec![(one, Broken::After(7)), (other, Broken::Holds)]),
        ],
        Verdict::Predict => [Verdict::Predict],
        Verdict::Rounds { .. } => [
            Verdict::Rounds { lanes: played(9), slack: 1 },
            Verdict::Rounds { lanes: played(3), slack: 1 },
        ],
    });
    let mut all: Vec<_> = broken.iter().map(|one| said("broken", one, text.broken(*one))).collect();
    all.extend(verdicts.iter().map(|one| said("verdict", one, text.verdict(one))));
    all.extend([None, Some(7)].map(|round| said("lost in", round, text.lost_in(round))));
    all.push(said("prediction", one, text.prediction_for(one)));
    all.push(said("next challenge", one, text.next_challenge("2")));
    for Challenge { goal, .. } in &CHALLENGES {
        let ChallengeText { title, intro, rules, hint, script, round } = text.challenge(*goal);
        let comment = script.split('\n').next().unwrap_or_default();
        all.extend([title, intro, rules, hint, comment].map(|words| said("challenge", words, words)));
        all.extend((!round.is_empty()).then(|| said("round", goal, round)));
        // Operations are counted alike in all of them.
        let kind = goal.key();
        all.push(said(kind, goal, text.best(*goal, 3)));
    }
    all
}
