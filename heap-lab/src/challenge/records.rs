//! The best solutions so far, kept as a text: a line for each, with its key, its number and a link to its script.

use super::{Goal, Verdict};
use crate::lab::LaneKind;

/// The best solutions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records(Vec<Record>);

/// A solution.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Record {
    /// The challenge, and the lane if each has its own.
    key: String,
    /// Better the lower it is.
    number: u32,
    /// The fragment of a link that opens it.
    link: String,
}

fn key(goal: Goal, lane: Option<LaneKind>) -> String {
    lane.map_or_else(|| goal.key().to_owned(), |lane| format!("{}.{}", goal.key(), lane.slug()))
}

impl Records {
    /// The records of a text. Lines that make no sense are left out: they may be of a later version.
    pub fn read(text: &str) -> Self {
        let record = |line: &str| {
            let mut parts = line.split(' ');
            let (key, number, link) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Record { key: key.to_owned(), number: number.parse().ok()?, link: link.to_owned() })
        };
        Self(text.lines().filter_map(record).collect())
    }

    /// The text of the records.
    pub fn write(&self) -> String {
        let lines = self.0.iter().map(|Record { key, number, link }| format!("{key} {number} {link}\n"));
        lines.collect()
    }

    /// The best of a challenge so far, in a lane if each has its own: its number, and the fragment of its link.
    pub fn best(&self, goal: Goal, lane: Option<LaneKind>) -> Option<(u32, &str)> {
        let key = key(goal, lane);
        self.0.iter().find(|record| record.key == key).map(|record| (record.number, &*record.link))
    }

    /// Whether a challenge was ever solved, in any lane.
    pub fn has(&self, goal: Goal) -> bool {
        self.0.iter().any(|record| record.key.split('.').next() == Some(goal.key()))
    }

    /// The records with what this verdict adds, if it is better than before. `link` is the fragment of a link to the
    /// script.
    #[must_use]
    pub fn with(&self, goal: Goal, verdict: &Verdict, link: &str) -> Option<Self> {
        let better = |&(lane, number): &(Option<LaneKind>, u32)| {
            self.best(goal, lane).is_none_or(|(best, _)| number < best)
        };
        let better: Vec<_> = verdict.results().into_iter().filter(better).collect();
        let mut new = self.clone();
        for &(lane, number) in &better {
            let key = key(goal, lane);
            new.0.retain(|record| record.key != key);
            new.0.push(Record { key, number, link: link.to_owned() });
        }
        (!better.is_empty()).then_some(new)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Broken, Peak},
        *,
    };

    fn solved(ops: usize) -> Verdict {
        let peak = Peak { lane: LaneKind::FreeList, percent: 83, ops };
        Verdict::Fragment { peak: Some(peak), met: true }
    }

    const GOAL: Goal = Goal::Fragment { percent: 80, ops: 20 };

    #[test]
    fn only_a_better_solution_takes_the_place_of_the_best() {
        let records = Records::default().with(GOAL, &solved(18), "first").expect("the first is the best");
        assert_eq!(records.best(GOAL, None), Some((18, "first")));
        assert_eq!(records.with(GOAL, &solved(18), "same"), None);
        assert_eq!(records.with(GOAL, &Verdict::OtherArena, "none"), None);
        let better = records.with(GOAL, &solved(17), "second").expect("it is better");
        assert_eq!(better.best(GOAL, None), Some((17, "second")));
        assert_eq!(Records::read(&better.write()), better);
    }

    #[test]
    fn each_lane_has_its_own_best() {
        let verdict = Verdict::Break(vec![
            (LaneKind::FreeList, Broken::After(7)),
            (LaneKind::BoundaryTag, Broken::Holds),
        ]);
        let records = Records::default().with(Goal::Break, &verdict, "a").expect("one is broken");
        assert_eq!(records.best(Goal::Break, Some(LaneKind::FreeList)), Some((7, "a")));
        assert_eq!(records.best(Goal::Break, Some(LaneKind::BoundaryTag)), None);
        assert!(records.has(Goal::Break) && !records.has(GOAL));
    }

    #[test]
    fn a_damaged_line_is_left_out() {
        assert_eq!(
            Records::read("fragment 18 1.abc\nfragment\nbreak x y\n\n").write(),
            "fragment 18 1.abc\n"
        );
    }
}
