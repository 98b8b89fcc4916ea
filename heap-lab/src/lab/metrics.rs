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
        }
    }
}
