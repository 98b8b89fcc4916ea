//! The sentences about runs, in English.

use super::English;
use crate::{
    state::Progress,
    text::{Runs, numbers::grouped},
};

impl Runs for English {
    fn progress(&self, progress: &Progress) -> String {
        let Progress { lane, done, all } = *progress;
        format!("Running: {} of {} operations in {}", grouped(done), grouped(all), lane.short_name())
    }

    fn stop(&self) -> &'static str {
        "Stop"
    }

    fn stop_hint(&self) -> &'static str {
        "Stop here, and show what is done"
    }

    fn stopped(&self, progress: &Progress) -> String {
        let Progress { lane, done, all } = *progress;
        format!(
            "Stopped: {} did {} of {} operations. Editing the script runs it again.",
            lane.short_name(),
            grouped(done),
            grouped(all)
        )
    }

    fn first_refused(&self, number: usize) -> String {
        format!("First refused request: operation {}", grouped(number))
    }

    fn slow_from(&self, number: usize) -> String {
        format!("First search of 1,000 free blocks: operation {}", grouped(number))
    }
}
