//! What is said of the metrics of a lane.

use crate::lab::metrics::Metric;

/// Names and meanings of metrics.
pub trait Metrics {
    /// What the strip of numbers is called.
    fn metrics_title(&self) -> &'static str;

    /// The name of a metric, where there is little room.
    fn metric(&self, metric: Metric) -> &'static str;

    /// What it means, in a sentence.
    fn metric_meaning(&self, metric: Metric) -> &'static str;
}
