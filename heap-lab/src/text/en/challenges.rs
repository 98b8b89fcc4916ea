//! Texts of the challenges, in English.

use super::{English, narration::count};
use crate::{
    challenge::{Broken, Foul, Goal, Verdict},
    lab::LaneKind,
    text::{
        Challenges,
        challenges::{ChallengeLabels, ChallengeText},
        numbers::grouped,
    },
};

impl Challenges for English {
    fn challenge(&self, goal: Goal) -> ChallengeText {
        match goal {
            Goal::Fragment { .. } => ChallengeText {
                title: "Fragment a heap",
                intro: "External fragmentation above 80 % within 20 operations.",
                rules: "Write a script that brings external fragmentation above 80 % in any of these lanes, in at most \
                        20 operations. It is the share of the free bytes that lies outside the largest free piece. The \
                        heap has 256 bytes.",
                hint: "The largest piece counts against you: make all pieces small and alike. The untouched memory \
                       behind the last block is a free piece, too.",
                script: "// Bring external fragmentation above 80 % within 20 operations.\nlet a = alloc(16);\nlet b = \
                         alloc(16);\nfree(a);\n",
                round: "",
            },
            Goal::Outlive { .. } => ChallengeText {
                title: "Only FreeList survives",
                intro: "A script that `FreeList` survives and `SegregatedBump` does not.",
                rules: "Write a script in which `FreeList` meets every request and `SegregatedBump` refuses at least \
                        one. Each has 256 bytes.",
                hint: "`FreeList` merges free neighbours. What can `SegregatedBump` do with many small free blocks?",
                script: "// FreeList must meet every request, SegregatedBump must refuse one.\nlet a = \
                         alloc(16);\nlet b = alloc(16);\nfree(a);\nfree(b);\n",
                round: "",
            },
            Goal::Break => ChallengeText {
                title: "Break an allocator",
                intro: "Make a lane run out of memory in as few operations as you can.",
                rules: "Make a lane refuse a request, with as few operations as you can. Each lane counts for itself. \
                        Never request more than half of the memory at once: at most 2,048 of 4,096 bytes, the refused \
                        request included. `take_pages` and alignments above 16 are not allowed.",
                hint: "Free a large block, and think of what this lane can do with it. Then request a size for which \
                       it is of no use.",
                script: "// Make a lane refuse a request, with at most 2048 bytes requested at once.\nlet a = \
                         alloc(1000);\nlet b = alloc(1000);\nfree(a);\n",
                round: "",
            },
            Goal::Rounds { .. } => ChallengeText {
                title: "The round game",
                intro: "Predict in which round each lane runs out of memory.",
                rules: "Each round allocates a set of blocks, then frees every second one. In which round will each lane \
                        refuse a request for the first time? Each has 2,048 bytes. Before you play, the heaps show the first round. A \
                        prediction may be off by one round.",
                hint: "Every round leaves half of its blocks behind. Count what they occupy, not what was requested, \
                       and whether the next round fits into the holes between them.",
                script: "Each round allocates a set of blocks and frees every second one.",
                round: "round",
            },
        }
    }

    fn challenge_labels(&self) -> &'static ChallengeLabels {
        &LABELS
    }

    fn verdict(&self, verdict: &Verdict) -> String {
        match verdict {
            Verdict::OtherArena => {
                "The arena is not that of the challenge. Start again, or set it back.".to_owned()
            }
            Verdict::OtherScript => {
                "The script is not that of the game. Start again, or play with other data.".to_owned()
            }
            Verdict::Missing(lane) => {
                format!("{} is needed: show it, and let it run to the end.", lane.short_name())
            }
            Verdict::Fragment { peak: None, .. } => "Nothing is free so far.".to_owned(),
            Verdict::Fragment { peak: Some(peak), met } => format!(
                "{}: {} %, in {} after {}.",
                if *met { "Solved" } else { "The most so far" },
                peak.percent,
                peak.lane.short_name(),
                operations(peak.ops)
            ),
            &Verdict::Outlive { survivor, victim, lives, dies, .. } => {
                let (survivor, victim) = (survivor.short_name(), victim.short_name());
                match (lives, dies) {
                    (None, None) => format!("Neither refuses a request so far. {victim} should."),
                    (None, Some(op)) => {
                        format!("Solved: {victim} refuses operation {}, {survivor} none.", number(op))
                    }
                    (Some(op), None) => {
                        format!(
                            "{survivor} refuses operation {}, {victim} none. It should be the other way round.",
                            number(op)
                        )
                    }
                    (Some(lives), Some(dies)) => format!(
                        "Both refuse a request: {survivor} operation {}, {victim} operation {}.",
                        number(lives),
                        number(dies)
                    ),
                }
            }
            Verdict::Break(lanes) => {
                match lanes.iter().filter(|one| matches!(one.1, Broken::After(_))).count() {
                    0 => "No lane is broken so far.".to_owned(),
                    broken => format!("Broken: {broken} of {}.", count(lanes.len() as u32, "lane")),
                }
            }
            Verdict::Predict => "Enter a round for each lane, then play.".to_owned(),
            Verdict::Rounds { slack, .. } => {
                let by = count(*slack, "round");
                match verdict.is_met() {
                    true => format!("Solved: no prediction is off by more than {by}."),
                    false => format!("Not yet: a prediction is off by more than {by}. Try other data."),
                }
            }
        }
    }

    fn broken(&self, broken: Broken) -> String {
        match broken {
            Broken::Holds => "refuses nothing".to_owned(),
            Broken::After(op) => format!("broken by operation {}", number(op)),
            Broken::Foul(Foul::Greedy { op, live, most }) => {
                format!(
                    "operation {}: {} bytes requested at once, more than {}",
                    number(op),
                    grouped(live),
                    grouped(most)
                )
            }
            Broken::Foul(Foul::Aligned { op }) => format!("operation {}: alignment above 16", number(op)),
            Broken::Foul(Foul::Pages { op }) => {
                format!("operation {}: `take_pages` is not allowed", number(op))
            }
        }
    }

    fn lost_in(&self, round: Option<u32>) -> String {
        round.map_or_else(|| "refuses nothing".to_owned(), |round| format!("round {round}"))
    }

    fn best(&self, goal: Goal, best: u32) -> String {
        match goal {
            Goal::Fragment { .. } | Goal::Outlive { .. } | Goal::Break => {
                format!("Your best: {}", operations(best as usize))
            }
            Goal::Rounds { .. } => format!("Your best: off by {} in all", count(best, "round")),
        }
    }

    fn next_challenge(&self, title: &str) -> String {
        format!("Next challenge: {title}")
    }

    fn prediction_for(&self, lane: LaneKind) -> String {
        format!("Round in which {} refuses a request", lane.short_name())
    }
}

fn number(op: usize) -> String {
    grouped(op as u64)
}

fn operations(ops: usize) -> String {
    count(ops as u32, "operation")
}

static LABELS: ChallengeLabels = ChallengeLabels {
    tab: "Challenge",
    challenges: "Challenges",
    solved: "solved",
    hint: "Hint",
    edit: "Edit the script",
    again: "Start again",
    leave: "Leave the challenge",
    open_best: "Open it",
    play: "Play",
    other_data: "Other data",
    lane: "Lane",
    result: "Result",
    prediction: "Prediction",
    best: "Your best",
    running: "The script is running…",
    mistake: "The script has a mistake. It is judged again once it runs.",
};
