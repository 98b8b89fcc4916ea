//! Sets of lanes: the visible ones, those that have run, those that a link names.

use super::LaneKind;

/// A set of lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lanes([bool; LaneKind::ALL.len()]);

impl Lanes {
    /// The lanes for which `keep` holds.
    pub fn of(keep: impl Fn(LaneKind) -> bool) -> Self {
        Self(LaneKind::ALL.map(keep))
    }

    /// The lanes of lite-alloc's allocators.
    pub fn ours() -> Self {
        Self::of(LaneKind::is_inspected)
    }

    /// The lanes of other allocators.
    pub fn peers() -> Self {
        Self::of(|lane| !lane.is_inspected())
    }

    /// The lanes shown to readers who have not chosen any. Three fit on a screen; `SegregatedBump` is left out, since
    /// `BumpFreeList` shows bins and a bump pointer too.
    pub fn at_first() -> Self {
        Self::ours().without(Self::of(|lane| lane == LaneKind::SegregatedBump))
    }

    /// The lanes that a text of [`slugs`](Self::slugs) names. Lanes come and go between versions: unknown names are ignored.
    pub fn of_slugs(text: &str) -> Self {
        text.split('.').filter_map(LaneKind::of_slug).collect()
    }

    /// The set as a text, for links and storage: `free-list.boundary-tag`.
    pub fn slugs(self) -> String {
        self.iter().map(LaneKind::slug).collect::<Vec<_>>().join(".")
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == [false; LaneKind::ALL.len()]
    }

    /// Whether `lane` is in the set.
    pub fn contains(self, lane: LaneKind) -> bool {
        self.0[lane as usize]
    }

    /// The set with `lane` added or removed.
    #[must_use]
    pub fn toggled(mut self, lane: LaneKind) -> Self {
        self.0[lane as usize] ^= true;
        self
    }

    /// The lanes of this set that are not in `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self::of(|lane| self.contains(lane) && !other.contains(lane))
    }

    /// The lanes of this set and of `other`.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self::of(|lane| self.contains(lane) || other.contains(lane))
    }

    /// Its lanes, in the order of the page.
    pub fn iter(self) -> impl Iterator<Item = LaneKind> {
        LaneKind::ALL.into_iter().filter(move |&lane| self.contains(lane))
    }
}

impl FromIterator<LaneKind> for Lanes {
    fn from_iter<T: IntoIterator<Item = LaneKind>>(lanes: T) -> Self {
        lanes
            .into_iter()
            .fold(Self::default(), |set, lane| if set.contains(lane) { set } else { set.toggled(lane) })
    }
}
