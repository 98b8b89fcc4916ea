//! Texts about how far a run is, and about what became of it.

use crate::{
    lab::{Cut, LaneKind},
    state::Progress,
};

/// Sentences about runs.
pub trait Runs {
    /// How far a run is that takes long.
    fn progress(&self, progress: &Progress) -> String;

    /// The button that ends a run with what is done.
    fn stop(&self) -> &'static str;

    /// The tooltip of that button.
    fn stop_hint(&self) -> &'static str;

    /// A run was ended before all of its operations were done.
    fn stopped(&self, progress: &Progress) -> String;

    /// How far one lane is: operations done, and all.
    fn lane_progress(&self, lane: LaneKind, done: usize, all: usize) -> String;

    /// A lane ended before the trace did: operations that it has done, and why it ended.
    fn complete_up_to(&self, done: usize, cut: Cut) -> String;

    /// In place of what the lane did in the operation that is shown: it ended before that.
    fn ended_before(&self) -> &'static str;

    /// The button that runs the lanes again.
    fn run_again(&self) -> &'static str;

    /// The number of the first operation, from 1, that was refused.
    fn first_refused(&self, number: usize) -> String;

    /// The number of the operation, from 1, that was the first to visit a thousand free blocks.
    fn slow_from(&self, number: usize) -> String;
}

/// The lanes that did not do all operations, and how many they did.
pub(super) fn ended(progress: &Progress) -> impl Iterator<Item = (LaneKind, usize)> {
    let all = progress.all;
    LaneKind::ALL
        .into_iter()
        .zip(progress.each)
        .filter_map(|(lane, done)| Some((lane, done?)))
        .filter(move |&(_, done)| done < all)
}
