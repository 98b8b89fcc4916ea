//! The sentences about metrics, in English.

use super::English;
use crate::{lab::metrics::Metric, text::Metrics};

impl Metrics for English {
    fn metrics_title(&self) -> &'static str {
        "Metrics"
    }

    fn metric(&self, metric: Metric) -> &'static str {
        match metric {
            Metric::Live => "Live",
            Metric::Heap => "Heap",
            Metric::Utilisation => "Utilisation",
            Metric::Internal => "Internal frag.",
            Metric::External => "External frag.",
            Metric::Free => "Free",
            Metric::LargestFree => "Largest free",
            Metric::Probes => "Probes",
            Metric::ProbesTotal => "Probes, total",
            Metric::Pages => "Pages",
            Metric::Failed => "Refused",
            Metric::Lost => "Lost",
        }
    }

    fn metric_meaning(&self, metric: Metric) -> &'static str {
        match metric {
            Metric::Live => "Bytes that the program requested and has not freed.",
            Metric::Heap => "Bytes of all pages that the allocator has obtained. Memory never shrinks.",
            Metric::Utilisation => "Live bytes per byte of heap: how much of the memory is in use.",
            Metric::Internal => {
                "Internal fragmentation: the share of the live blocks that is padding, because only certain block sizes exist."
            }
            Metric::External => {
                "External fragmentation: the share of the free bytes that lies outside the largest free piece."
            }
            Metric::Free => "Bytes in free blocks and untouched memory. Compare with the largest free piece.",
            Metric::LargestFree => {
                "The largest free block, or the untouched memory if that is larger. A larger request needs new pages, however many bytes are free."
            }
            Metric::Probes => {
                "Free blocks visited in this operation, in a search for one that fits or for a position in the list."
            }
            Metric::ProbesTotal => "Free blocks visited since the start: the cost of searching.",
            Metric::Pages => "Pages grown so far.",
            Metric::Failed => "Requests refused so far, because the memory could not grow.",
            Metric::Lost => "Bytes that this allocator will never hand out again.",
        }
    }
}
