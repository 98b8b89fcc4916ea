//! Sets of lanes.

use crate::{lab::LaneKind, share};

/// A set of lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lanes([bool; LaneKind::ALL.len()]);

impl Lanes {
    /// The lanes for which `keep` holds.
    pub fn of(keep: impl Fn(LaneKind) -> bool) -> Self {
        Self(LaneKind::ALL.map(keep))
    }

    /// All lanes.
    pub fn all() -> Self {
        Self::of(|_| true)
    }

    /// What is shown to whoever has not chosen. Three lanes fit on a screen; `SegregatedBump` is the one left out, since
    /// `BumpFreeList` shows bins and a bump pointer too.
    pub fn at_first() -> Self {
        Self::of(|lane| lane != LaneKind::SegregatedBump)
    }

    /// What was kept by [`write`](Self::write), if that names any lane.
    pub fn read(text: &str) -> Option<Self> {
        let named = share::lanes_named(text);
        (!named.is_empty()).then(|| Self::of(|lane| named.contains(&lane)))
    }

    /// The set as a text, to be kept.
    pub fn write(self) -> String {
        share::lane_names(&self.iter().collect::<Vec<_>>())
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

    /// Its lanes, in the order of the page.
    pub fn iter(self) -> impl Iterator<Item = LaneKind> {
        LaneKind::ALL.into_iter().filter(move |&lane| self.contains(lane))
    }
}
