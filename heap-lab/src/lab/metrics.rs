//! The metrics of a lane and their values in a state. Their names and meanings are in [`crate::text`].

use super::view::Numbers;

/// A metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Bytes requested and not freed.
    Live,
    /// Bytes of all pages of the allocator.
    Heap,
    /// Live bytes per byte of heap.
    Utilisation,
    /// Internal fragmentation.
    Internal,
    /// External fragmentation.
    External,
    /// Bytes in free blocks and untouched memory.
    Free,
    /// The largest piece of these.
    LargestFree,
    /// Free blocks visited in the operation.
    Probes,
    /// Free blocks visited so far.
    ProbesTotal,
    /// Pages grown so far.
    Pages,
    /// Requests refused so far.
    Failed,
    /// Bytes lost so far.
    Lost,
}

/// The value of a metric, with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Bytes.
    Bytes(u32),
    /// A count.
    Count(u64),
    /// Percent; `None` if the total is 0.
    Share(Option<f64>),
    /// The allocator cannot be inspected.
    Hidden,
}

impl Metric {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 12] = [
        Self::Live,
        Self::Heap,
        Self::Utilisation,
        Self::Internal,
        Self::External,
        Self::Free,
        Self::LargestFree,
        Self::Probes,
        Self::ProbesTotal,
        Self::Pages,
        Self::Failed,
        Self::Lost,
    ];

    /// Those that are always in sight.
    pub const BRIEF: [Self; 4] = [Self::Heap, Self::Live, Self::LargestFree, Self::Probes];

    /// Its name in attributes and ids.
    pub fn key(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Heap => "heap",
            Self::Utilisation => "utilisation",
            Self::Internal => "internal",
            Self::External => "external",
            Self::Free => "free",
            Self::LargestFree => "largest-hole",
            Self::Probes => "probes",
            Self::ProbesTotal => "probes-total",
            Self::Pages => "pages",
            Self::Failed => "failed",
            Self::Lost => "lost",
        }
    }

    /// Its value in a state.
    pub fn value(self, numbers: &Numbers) -> Value {
        if numbers.is_hidden && !self.is_outside() {
            return Value::Hidden;
        }
        match self {
            Self::Live => Value::Bytes(numbers.live),
            Self::Heap => Value::Bytes(numbers.heap),
            Self::Utilisation => Value::Share(numbers.utilisation()),
            Self::Internal => Value::Share(numbers.internal()),
            Self::External => Value::Share(numbers.external()),
            Self::Free => Value::Bytes(numbers.free + numbers.bump),
            Self::LargestFree => Value::Bytes(numbers.largest_hole),
            Self::Probes => Value::Count(numbers.probes_last.into()),
            Self::ProbesTotal => Value::Count(numbers.probes_total),
            Self::Pages => Value::Count(numbers.pages.into()),
            Self::Failed => Value::Count(numbers.failed.into()),
            Self::Lost => Value::Bytes(numbers.lost),
        }
    }

    /// Whether it is known from outside, by the requests and their answers, without a look at the allocator.
    pub fn is_outside(self) -> bool {
        match self {
            Self::Live | Self::Heap | Self::Utilisation | Self::Pages | Self::Failed => true,
            Self::Internal
            | Self::External
            | Self::Free
            | Self::LargestFree
            | Self::Probes
            | Self::ProbesTotal
            | Self::Lost => false,
        }
    }

    /// Whether each of these lanes stands out as the best in it: it does if at most half of them do as well. `lanes` are the
    /// operations that each has done and its numbers: after different operations nothing can be compared.
    pub fn best(self, lanes: &[(usize, Numbers)]) -> Vec<bool> {
        let Some(more_is_better) = self.more_is_better() else { return vec![false; lanes.len()] };
        let is_same = lanes.windows(2).all(|pair| pair[0].0 == pair[1].0);
        // The largest heap has the most free memory, too.
        let known = || lanes.iter().filter(|(_, numbers)| !numbers.is_hidden);
        let first = known().next().map(|(_, numbers)| numbers.heap);
        let is_fair = self != Self::LargestFree || known().all(|(_, numbers)| Some(numbers.heap) == first);
        if !is_same || !is_fair {
            return vec![false; lanes.len()];
        }
        let values: Vec<Option<f64>> = lanes.iter().map(|(_, numbers)| self.value(numbers).raw()).collect();
        let known = || values.iter().copied().flatten();
        let (least, most) =
            (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
        let best = if more_is_better { most } else { least };
        let winners = values.iter().filter(|&&value| value == Some(best)).count();
        let stands_out = least < most && 2 * winners <= lanes.len();
        values.into_iter().map(|value| stands_out && value == Some(best)).collect()
    }

    /// Whether more of it is better; `None` if neither more nor less is.
    fn more_is_better(self) -> Option<bool> {
        match self {
            Self::Free => None,
            Self::Live | Self::Utilisation | Self::LargestFree => Some(true),
            Self::Heap
            | Self::Internal
            | Self::External
            | Self::Probes
            | Self::ProbesTotal
            | Self::Pages
            | Self::Failed
            | Self::Lost => Some(false),
        }
    }

    /// Whether a value other than 0 is highlighted.
    pub fn is_alarming(self) -> bool {
        matches!(self, Self::Failed | Self::Lost)
    }
}

impl Value {
    /// The machine-readable value; empty if there is none.
    pub fn raw(self) -> Option<f64> {
        match self {
            Self::Bytes(number) => Some(f64::from(number)),
            // Exact up to 2^53.
            Self::Count(number) => Some(number as f64),
            Self::Share(share) => share,
            Self::Hidden => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_allocator_that_nobody_looks_into_only_the_outside_is_known() {
        let hidden = Numbers { is_hidden: true, live: 64, heap: 256, ..Numbers::default() };
        assert_eq!(Metric::Heap.value(&hidden), Value::Bytes(256));
        assert_eq!(Metric::Utilisation.value(&hidden), Value::Share(Some(25.0)));
        for metric in [Metric::Free, Metric::LargestFree, Metric::Internal, Metric::Probes, Metric::Lost] {
            assert_eq!(metric.value(&hidden), Value::Hidden, "{metric:?}");
            assert!(metric.value(&Numbers::default()) != Value::Hidden);
        }
        let probed = Numbers { probes_last: 9, ..Numbers::default() };
        assert_eq!(
            Metric::Probes.best(&[hidden, probed, Numbers::default()].map(|numbers| (9, numbers))),
            [false, false, true]
        );
    }

    #[test]
    fn the_best_lanes_stand_out_if_they_are_few() {
        let lane = |heap, largest_hole| (9, Numbers { heap, largest_hole, ..Numbers::default() });
        let lanes = [lane(256, 64), lane(512, 112), lane(512, 112), lane(512, 64)];
        assert_eq!(Metric::Heap.best(&lanes), [true, false, false, false], "a small heap is good");
        assert_eq!(Metric::LargestFree.best(&lanes), [false; 4], "a larger heap has more free memory");
        assert_eq!(
            Metric::LargestFree.best(&[lane(512, 64), lane(512, 112), lane(512, 64)]),
            [false, true, false],
            "in heaps of one size a large free block is good"
        );
        assert_eq!(Metric::LargestFree.best(&lanes[1..3]), [false; 2], "both of them have it");
        assert_eq!(Metric::Probes.best(&lanes), [false; 4]);
        assert_eq!(Metric::Heap.best(&lanes[..1]), [false]);
        assert_eq!(Metric::Heap.best(&[]), [false; 0]);
        let unknown = [(9, Numbers::default()), lane(256, 0)];
        assert_eq!(Metric::Utilisation.best(&unknown), [false; 2], "one of them has no heap yet");
        let free = [(9, Numbers { free: 64, ..Numbers::default() }), (9, Numbers::default())];
        assert_eq!(Metric::Free.best(&free), [false; 2], "neither much nor little is good");
        let apart = [lane(256, 64), (7, lane(512, 64).1)];
        assert_eq!(Metric::Heap.best(&apart), [false; 2], "one of them ended before");
    }
}
