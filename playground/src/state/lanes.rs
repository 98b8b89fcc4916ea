//! Sets of lanes.

use crate::lab::LaneKind;

/// A set of lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lanes([bool; LaneKind::ALL.len()]);

impl Lanes {
    /// The lanes for which `keep` holds.
    pub fn of(keep: impl Fn(LaneKind) -> bool) -> Self {
        Self(LaneKind::ALL.map(keep))
    }

    /// Whether `lane` is in the set.
    pub fn contains(self, lane: LaneKind) -> bool {
        self.0[lane as usize]
    }

    /// The set with `lane` put in, or taken out.
    #[must_use]
    pub fn toggled(mut self, lane: LaneKind) -> Self {
        self.0[lane as usize] ^= true;
        self
    }

    /// All the other lanes.
    #[must_use]
    pub fn others(self) -> Self {
        Self(self.0.map(|held| !held))
    }

    /// Its lanes, in the order of the page.
    pub fn iter(self) -> impl Iterator<Item = LaneKind> {
        LaneKind::ALL.into_iter().filter(move |&lane| self.contains(lane))
    }
}
