//! The sentences about runs, in English.

use super::English;
use crate::{
    lab::{Cut, LaneKind},
    state::Progress,
    text::{Runs, numbers::grouped, runs::ended},
};

impl Runs for English {
    fn progress(&self, progress: &Progress) -> String {
        let Progress { lane, done, all, .. } = *progress;
        format!("Running: {} of {} operations in {}", grouped(done), grouped(all), lane.short_name())
    }

    fn stop(&self) -> &'static str {
        "Stop"
    }

    fn stop_hint(&self) -> &'static str {
        "Stop here, and show what is done"
    }

    fn stopped(&self, progress: &Progress) -> String {
        let ended =
            ended(progress).map(|(lane, done)| format!("{} did {}", lane.short_name(), grouped(done)));
        format!(
            "Not run to the end: {} of {} operations. From where a lane ended, it shows its last state.",
            ended.collect::<Vec<_>>().join(", "),
            grouped(progress.all)
        )
    }

    fn lane_progress(&self, lane: LaneKind, done: usize, all: usize) -> String {
        format!("{}: {} of {}", lane.short_name(), grouped(done), grouped(all))
    }

    fn complete_up_to(&self, done: usize, cut: Cut) -> String {
        let done = grouped(done);
        match cut {
            Cut::TooSlow => format!("Complete up to operation {done}: its searches take too long"),
            Cut::Memory => format!("Complete up to operation {done}: no memory is left to record more"),
            Cut::Stopped => format!("Complete up to operation {done}: stopped"),
        }
    }

    fn ended_before(&self) -> &'static str {
        "This lane ended before the operation shown. This is its last state."
    }

    fn run_again(&self) -> &'static str {
        "Run again"
    }

    fn first_refused(&self, number: usize) -> String {
        format!("First refused request: operation {}", grouped(number))
    }

    fn slow_from(&self, number: usize) -> String {
        format!("First search of 1,000 free blocks: operation {}", grouped(number))
    }
}
