//! Texts of the verdict on a run.

use super::numbers::{grouped, scaled, share, thousandths};
use crate::{
    lab::LaneKind,
    verdict::{
        Fingerprint, Verdict,
        advice::{Against, Doubt, Other, Ranked, Reason},
        table::{Row, Value},
    },
};

/// Sentences of the verdict.
pub trait Verdicts {
    /// Labels that never change.
    fn verdict_labels(&self) -> &'static Labels;

    /// The recommendation, in a sentence.
    fn recommended(&self, verdict: &Verdict) -> String;

    /// What speaks for the recommended allocator.
    fn speaks_for(&self, reason: &Reason) -> String;

    /// What became of an allocator that is not recommended.
    fn ranked(&self, ranked: &Ranked) -> String;

    /// What speaks against an allocator.
    fn against(&self, against: &Against) -> String;

    /// When another allocator would be better.
    fn other(&self, other: &Other) -> String;

    /// Why the recommendation may be wrong.
    fn doubt(&self, doubt: &Doubt) -> String;

    /// The name of a measure.
    fn row(&self, row: Row) -> &'static str;

    /// What the measure means, in a sentence.
    fn row_meaning(&self, row: Row) -> &'static str;

    /// A value of the table.
    fn table_value(&self, value: Value) -> String {
        cell(value)
    }

    /// Bytes that a lane lost, by reason; `None` if it lost nothing.
    fn lost_why(&self, verdict: &Verdict, lane: LaneKind) -> Option<String>;

    /// The first refusal of a lane with its reason; `None` if it refused nothing.
    fn refused_why(&self, verdict: &Verdict, lane: LaneKind) -> Option<String>;

    /// What a feature of the program is called, and what it is; `None` if the program has none of it.
    fn feature(&self, feature: Feature, program: &Fingerprint) -> Option<(&'static str, String)>;

    /// The title of a chart.
    fn chart(&self, chart: Chart) -> &'static str;

    /// What a chart shows, for those who can't see it: its title, and what is in it.
    fn chart_says(&self, title: &str, parts: &[&str]) -> String {
        match parts {
            [one] => format!("{title}: {one}"),
            _ => format!("{title}. {}", parts.join("; ")),
        }
    }

    /// What all charts show, for those who can't see them.
    fn charts_say(&self, charts: &[&str]) -> String {
        charts.join(". ")
    }

    /// What a bar of a chart says: its range of numbers, and its share.
    fn bar(&self, chart: Chart, range: &str, share: &str) -> String;

    /// The arena in which the lanes ran.
    fn made_in(&self, verdict: &Verdict) -> String;

    /// The button that runs these allocators, which were not run yet.
    fn run_too(&self, lanes: &[LaneKind]) -> String;

    /// The time per operation of each allocator, measured on this machine.
    fn timed(&self, times: &[(LaneKind, String)]) -> String;

    /// How the verdict was made: what counts as code, and the rules of the recommendation, a sentence each.
    fn making(&self, verdict: &Verdict) -> Vec<String>;
}

/// A feature of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// Operations, by kind.
    Operations,
    /// The peak of live memory.
    Peak,
    /// The range of sizes.
    Sizes,
    /// The most frequent sizes.
    Frequent,
    /// How many blocks are small.
    Small,
    /// How long blocks live.
    Lifetimes,
    /// In which order they are freed.
    Order,
    /// Large alignments.
    Aligns,
    /// Blocks that must be zero.
    Zeroed,
    /// Blocks that are resized.
    Reallocs,
    /// Blocks that are never freed.
    Kept,
    /// Whether the program works in phases.
    Phases,
    /// Pages that other code takes.
    Pages,
}

impl Feature {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 13] = [
        Self::Operations,
        Self::Peak,
        Self::Sizes,
        Self::Frequent,
        Self::Small,
        Self::Lifetimes,
        Self::Order,
        Self::Aligns,
        Self::Zeroed,
        Self::Reallocs,
        Self::Kept,
        Self::Phases,
        Self::Pages,
    ];
}

/// A chart of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Live memory over time.
    Live,
    /// The sizes of new blocks.
    Sizes,
    /// Lifetimes, in operations.
    Lifetimes,
    /// Lifetimes, in bytes requested in the meantime.
    LifetimeBytes,
}

impl Chart {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Live, Self::Sizes, Self::Lifetimes, Self::LifetimeBytes];

    /// Its name in ids.
    pub fn key(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Sizes => "sizes",
            Self::Lifetimes => "lifetimes",
            Self::LifetimeBytes => "lifetime-bytes",
        }
    }
}

/// A value of the table, as every language writes it.
pub fn cell(value: Value) -> String {
    match value {
        Value::Count(number) => grouped(i64::try_from(number).unwrap_or(i64::MAX)),
        Value::Number(number) => grouped(number),
        Value::Bytes(bytes) => bytes_of(bytes),
        Value::Share(tenths) => share(tenths),
        Value::Ratio(ratio) => thousandths(ratio),
        Value::Time(picoseconds) => format!("{} ns", thousandths(picoseconds)),
    }
}

/// Bytes with their unit, as every language writes it where there is little room.
pub fn bytes_of(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        _ => scaled(bytes),
    }
}

/// Labels of the verdict.
pub struct Labels {
    /// Its title, and the button that opens it.
    pub title: &'static str,
    /// What it is.
    pub hint: &'static str,
    /// It is being made.
    pub working: &'static str,
    /// There is no run.
    pub no_run: &'static str,
    /// What its key does.
    pub key: &'static str,
    /// Goes back to the heaps.
    pub back: &'static str,
    /// Prints it.
    pub print: &'static str,
    /// The charts of the program.
    pub charts: &'static str,
    /// Measures the time per operation on this machine.
    pub time: &'static str,
    /// How it is measured.
    pub time_hint: &'static str,
    /// It is being measured.
    pub timing: &'static str,
    /// It can't be measured.
    pub no_time: &'static str,
    /// What speaks for the recommendation.
    pub reasons: &'static str,
    /// When others would be better.
    pub others: &'static str,
    /// What speaks against the others.
    pub against: &'static str,
    /// Why it may be wrong.
    pub doubts: &'static str,
    /// The table of lanes.
    pub lanes: &'static str,
    /// The head of its first column.
    pub measure: &'static str,
    /// What is not known.
    pub unknown: &'static str,
    /// The mark of the best.
    pub best: &'static str,
    /// The lane that is recommended.
    pub recommended: &'static str,
    /// The refusals and losses of the lanes.
    pub failures: &'static str,
    /// The program.
    pub program: &'static str,
    /// What was odd about its file.
    pub notes: &'static str,
    /// How the verdict was made.
    pub made: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        text::Language,
        verdict::advice::{Context, RULES},
    };

    /// A text in one line, in small letters.
    fn plain(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    }

    #[test]
    fn the_rules_are_told_with_the_numbers_that_are_applied_and_the_guide_has_the_same() {
        let verdict = Verdict::new(Context::default(), Fingerprint::default(), Vec::new());
        let guide = plain(include_str!("../../../docs/which-allocator.md"));
        for (language, percent) in [(Language::English, " %"), (Language::Chinese, "%")] {
            let making = language.text().making(&verdict);
            let rules = &making[1..];
            assert_eq!(rules.len(), 5);
            let numbers = [
                format!("1/{}", RULES.loses),
                format!(" {} ", RULES.slow),
                format!("{}{percent}", RULES.larger),
                format!("{}{percent}", RULES.near),
            ];
            for (rule, number) in rules[1..].iter().zip(numbers) {
                assert!(rule.contains(&number), "{number}: {rule}");
            }
        }
        for (index, rule) in Language::English.text().making(&verdict)[1..].iter().enumerate() {
            let number = index + 1;
            let told = rule.strip_prefix(&format!("Rule {number}: ")).unwrap();
            assert!(
                guide.contains(&plain(&format!("{number}. {told}"))),
                "the guide has another rule than: {rule}"
            );
        }
    }

    #[test]
    fn bytes_have_a_unit_whatever_their_number() {
        assert_eq!([0, 459, 1023, 1024, 1276].map(bytes_of), ["0 B", "459 B", "1023 B", "1 KiB", "1.2 KiB"]);
    }
}
