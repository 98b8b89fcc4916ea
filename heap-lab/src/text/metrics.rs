//! Names and explanations of the metrics of a lane.

use crate::lab::metrics::Metric;

/// Names and meanings of metrics.
pub trait Metrics {
    /// The title of the strip of metrics.
    fn metrics_title(&self) -> &'static str;

    /// What follows the number of a percentage.
    fn percent_sign(&self) -> &'static str {
        " %"
    }

    /// The short name of a metric.
    fn metric(&self, metric: Metric) -> &'static str;

    /// What it means, in a sentence.
    fn metric_meaning(&self, metric: Metric) -> &'static str;
}
