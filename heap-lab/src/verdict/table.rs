//! The table of the lanes: a row for each measure, a column for each lane. The page, the terminal and the file of numbers
//! show it alike.

use super::{LaneResult, advice::Cost};

/// A measure of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Operations that it did.
    Done,
    /// The largest heap.
    Heap,
    /// The peak of live bytes per byte of the largest heap.
    Utilisation,
    /// Bytes of the largest heap beyond the peak of live bytes.
    Overhead,
    /// Padding and headers in live blocks, at their peak.
    Internal,
    /// External fragmentation at the end.
    ExternalAtEnd,
    /// The worst external fragmentation that was seen.
    ExternalWorst,
    /// Requests that were refused.
    Refused,
    /// The first operation that was refused.
    FirstRefused,
    /// Bytes lost.
    Lost,
    /// Free blocks visited.
    Visits,
    /// The same, per operation.
    VisitsEach,
    /// The most in one operation.
    VisitsWorst,
    /// Blocks that moved when they were resized.
    Moves,
    /// The bytes that were copied then.
    Moved,
    /// The code that the program uses.
    Code,
    /// The estimated time, compared to dlmalloc's.
    Pace,
    /// The time per operation that was measured here.
    Time,
}

/// A value of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A count.
    Count(u64),
    /// The number of an operation, from 1.
    Number(usize),
    /// Bytes.
    Bytes(u64),
    /// Tenths of a percent.
    Share(u32),
    /// A ratio in thousandths.
    Ratio(u32),
    /// Picoseconds.
    Time(u32),
}

impl Row {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 18] = [
        Self::Done,
        Self::Heap,
        Self::Utilisation,
        Self::Overhead,
        Self::Internal,
        Self::ExternalAtEnd,
        Self::ExternalWorst,
        Self::Refused,
        Self::FirstRefused,
        Self::Lost,
        Self::Visits,
        Self::VisitsEach,
        Self::VisitsWorst,
        Self::Moves,
        Self::Moved,
        Self::Code,
        Self::Pace,
        Self::Time,
    ];

    /// Its name in files and attributes, with its unit.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "operations_done",
            Self::Heap => "heap_bytes",
            Self::Utilisation => "utilisation_percent",
            Self::Overhead => "overhead_bytes",
            Self::Internal => "internal_fragmentation_percent",
            Self::ExternalAtEnd => "external_fragmentation_at_end_percent",
            Self::ExternalWorst => "external_fragmentation_worst_percent",
            Self::Refused => "requests_refused",
            Self::FirstRefused => "first_refused_operation",
            Self::Lost => "lost_bytes",
            Self::Visits => "probes",
            Self::VisitsEach => "probes_per_operation",
            Self::VisitsWorst => "probes_worst_operation",
            Self::Moves => "blocks_moved",
            Self::Moved => "bytes_moved",
            Self::Code => "code_bytes",
            Self::Pace => "estimated_time_ratio",
            Self::Time => "nanoseconds_per_operation",
        }
    }

    /// The value of a lane; `None` if there is none, or if it is not known.
    pub fn value(self, lane: &LaneResult, cost: &Cost) -> Option<Value> {
        let inside = lane.inside;
        Some(match self {
            Self::Done => Value::Count(lane.done as u64),
            Self::Heap => Value::Bytes(lane.heap.into()),
            Self::Utilisation => Value::Share(lane.utilisation()?),
            Self::Overhead => Value::Bytes(lane.overhead().into()),
            Self::Internal => Value::Share(inside?.internal?),
            Self::ExternalAtEnd => Value::Share(inside?.external_at_end?),
            Self::ExternalWorst => Value::Share(inside?.external_worst?),
            Self::Refused => Value::Count(lane.refused.into()),
            Self::FirstRefused => Value::Number(lane.first_refusal?.operation),
            Self::Lost => Value::Bytes(lane.lost()?),
            Self::Visits => Value::Count(inside?.visits),
            Self::VisitsEach => Value::Ratio(lane.visits_per_operation()?),
            Self::VisitsWorst => Value::Count(inside?.worst_visits.into()),
            Self::Moves => Value::Count(lane.moves.into()),
            Self::Moved => Value::Bytes(lane.moved),
            Self::Code => Value::Bytes(cost.code?.into()),
            Self::Pace => Value::Ratio(cost.pace?),
            Self::Time => Value::Time(lane.time?),
        })
    }

    /// Whether each of these lanes stands out as the best: it does if at most half of them do as well. Lanes that did not do
    /// the same are not compared.
    pub fn best(self, lanes: &[(&LaneResult, &Cost)]) -> Vec<bool> {
        let complete = lanes.iter().all(|(lane, _)| lane.is_complete());
        let value = |(lane, cost): &(&LaneResult, &Cost)| {
            self.value(lane, cost)
                .map(Value::raw)
                .filter(|_| complete || lane.is_complete() || self.is_completeness())
        };
        let values: Vec<Option<u64>> = lanes.iter().map(value).collect();
        let known = || values.iter().copied().flatten();
        let (Some(least), Some(most)) = (known().min(), known().max()) else {
            return vec![false; lanes.len()];
        };
        let best = match self {
            Self::FirstRefused => return vec![false; lanes.len()],
            Self::Done | Self::Utilisation => most,
            _ => least,
        };
        let winners = values.iter().filter(|&&value| value == Some(best)).count();
        let stands_out = least < most && 2 * winners <= lanes.len();
        values.into_iter().map(|value| stands_out && value == Some(best)).collect()
    }

    /// Whether it says how much of the program a lane ran.
    fn is_completeness(self) -> bool {
        matches!(self, Self::Done | Self::Refused)
    }
}

impl Value {
    /// The number alone, in the unit of its kind.
    pub fn raw(self) -> u64 {
        match self {
            Self::Count(number) | Self::Bytes(number) => number,
            Self::Number(number) => number as u64,
            Self::Share(number) | Self::Ratio(number) | Self::Time(number) => number.into(),
        }
    }

    /// The number as files have it, with a point: percent, ratios, nanoseconds.
    pub fn plain(self) -> String {
        let decimal =
            |number: u32, unit: u32, digits: usize| format!("{}.{:0digits$}", number / unit, number % unit);
        match self {
            Self::Count(_) | Self::Bytes(_) | Self::Number(_) => self.raw().to_string(),
            Self::Share(tenths) => decimal(tenths, 10, 1),
            Self::Ratio(thousandths) | Self::Time(thousandths) => decimal(thousandths, 1000, 3),
        }
    }
}

#[cfg(test)]
mod tests;
