//! Texts of the challenges.

use crate::{
    challenge::{Broken, Goal, Verdict},
    lab::LaneKind,
};

/// Sentences about challenges. Code is in backticks.
pub trait Challenges {
    /// What is said of a challenge, and the script that it begins with.
    fn challenge(&self, goal: Goal) -> ChallengeText;

    /// The labels of the panel of a challenge.
    fn challenge_labels(&self) -> &'static ChallengeLabels;

    /// How far a script is; one or two sentences.
    fn verdict(&self, verdict: &Verdict) -> String;

    /// What became of a lane.
    fn broken(&self, broken: Broken) -> String;

    /// In which round a lane refused a request, if it did.
    fn lost_in(&self, round: Option<u32>) -> String;

    /// The best so far, by the number of its [`Records`](crate::challenge::Records).
    fn best(&self, goal: Goal, number: u32) -> String;

    /// Leads to another challenge, once this one is solved.
    fn next_challenge(&self, title: &str) -> String;

    /// The field for the prediction of a lane.
    fn prediction_for(&self, lane: LaneKind) -> String;
}

/// What is said of a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChallengeText {
    /// Its title in the menu.
    pub title: &'static str,
    /// What it asks for, in a sentence for the menu.
    pub intro: &'static str,
    /// The rules.
    pub rules: &'static str,
    /// A hint.
    pub hint: &'static str,
    /// The script that it begins with; in the round game its comment.
    pub script: &'static str,
    /// The word before the number of a round; empty where there are none.
    pub round: &'static str,
}

/// The labels of the panel.
#[derive(Debug, PartialEq, Eq)]
pub struct ChallengeLabels {
    /// The tab.
    pub tab: &'static str,
    /// The heading of the menu.
    pub challenges: &'static str,
    /// A challenge that was solved.
    pub solved: &'static str,
    /// Opens the hint.
    pub hint: &'static str,
    /// Goes to the script.
    pub edit: &'static str,
    /// Begins again with the first script.
    pub again: &'static str,
    /// Opens what was open before.
    pub leave: &'static str,
    /// Opens the script of the best solution.
    pub open_best: &'static str,
    /// Plays the round game.
    pub play: &'static str,
    /// Plays it with other data.
    pub other_data: &'static str,
    /// The heading of the lanes.
    pub lane: &'static str,
    /// The heading of the results.
    pub result: &'static str,
    /// The heading of the predictions.
    pub prediction: &'static str,
    /// The heading of the best results.
    pub best: &'static str,
    /// The script runs.
    pub running: &'static str,
    /// The script has a mistake.
    pub mistake: &'static str,
}
