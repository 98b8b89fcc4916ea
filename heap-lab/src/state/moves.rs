//! How the playhead moves, by hand and by playing, in the run as far as it may be seen.

use super::{AppState, Move, Run};
use crate::{
    playhead::{Playhead, Timeline},
    speed::Speed,
};

/// What is played after an answer, at its own pace.
#[derive(Clone, Copy)]
pub(super) struct Show {
    /// Operations that are over where it stops.
    to: usize,
    /// Its pace.
    pace: Speed,
}

/// A show with more events than this is played by operations.
const MOST_EVENTS: usize = 30;
/// The seconds that a show of many operations takes, about.
const LONGEST: usize = 10;

impl AppState {
    /// The run as far as it may be seen.
    pub(super) fn visible(&self) -> Option<&Run> {
        self.cut.as_ref().or(self.run.as_ref())
    }

    /// Whether the playhead cannot move.
    pub fn at_end(&self) -> bool {
        self.visible().is_none_or(|run| self.playhead.at_end(&run.timeline(self.shown)))
    }

    /// The speed at which the page plays now: that of the reader, or a calm one after an answer.
    pub fn pace(&self) -> Speed {
        self.show.map_or(self.speed, |show| show.pace)
    }

    /// The speed that the reader chooses holds after an answer, too.
    pub(super) fn set_speed(&mut self, speed: Speed) {
        self.speed = speed;
        self.show = self.show.map(|show| Show { pace: speed, ..show });
    }

    /// Moves the playhead to `to` in the current run.
    pub(super) fn move_playhead(&mut self, to: impl FnOnce(Playhead, &dyn Timeline) -> Playhead) {
        let Some(run) = self.visible() else { return };
        let line = run.timeline(self.shown);
        let playhead = to(self.playhead, &line).clamp(&line);
        let playing = self.playing && !playhead.at_end(&line);
        drop(line);
        (self.playhead, self.playing) = (playhead, playing);
    }

    /// Plays the operations from `from` on, and stops where `to` are over.
    pub(super) fn play_until(&mut self, from: usize, to: usize) {
        self.move_playhead(|_, _| Playhead::after(from));
        let Some(run) = self.visible() else { return };
        let line = run.timeline(self.shown);
        let to = to.min(line.len());
        let events: usize = (from..to).map(|op| line.stops(op)).sum();
        let pace = match to.saturating_sub(from) {
            _ if events <= MOST_EVENTS => Speed { per_second: 2, events: true },
            ops => Speed { per_second: ops.div_ceil(LONGEST).max(2) as u32, events: false },
        };
        drop(line);
        self.playing = !self.at_end();
        self.show = Some(Show { to, pace });
    }

    pub(super) fn go(&mut self, way: Move) {
        (self.playing, self.show) = (false, None);
        let labels = self.visible().map(|run| run.labels.clone()).unwrap_or_default();
        // A chapter starts once its label is passed.
        let starts = |from: usize| labels[from..].first().map(|&(op, _)| op + 1);
        self.move_playhead(|at, line| match way {
            Move::Start => Playhead::START,
            Move::End => Playhead::end(line),
            Move::OperationForward => at.operation_forward(line),
            Move::OperationBack => at.operation_back(line),
            Move::EventForward => at.event_forward(line),
            Move::EventBack => at.event_back(line),
            Move::To(done) => Playhead::after(done),
            Move::ToEvent(Playhead { done, event }) if event >= line.stops(done) => Playhead::after(done + 1),
            Move::ToEvent(at) => at,
            Move::ChapterBack => {
                let after = labels.partition_point(|&(op, _)| Playhead::after(op + 1) < at);
                Playhead::after(after.checked_sub(1).and_then(starts).unwrap_or(0))
            }
            Move::ChapterForward => {
                let next = labels.partition_point(|&(op, _)| Playhead::after(op + 1) <= at);
                Playhead::after(starts(next).unwrap_or(line.len()))
            }
        });
    }

    pub(super) fn advance(&mut self, steps: u32) {
        let events = self.pace().events;
        let to = self.show.map(|show| Playhead::after(show.to));
        self.move_playhead(|at, line| {
            (0..steps).fold(at, |at, _| {
                let next = if events { at.event_forward(line) } else { at.operation_forward(line) };
                to.map_or(next, |to| next.min(to))
            })
        });
        self.playing &= to.is_none_or(|to| self.playhead < to);
        if !self.playing {
            self.show = None;
        }
    }

    pub(super) fn toggle_play(&mut self) {
        if self.playing || self.run.is_none() {
            self.playing = false;
        } else {
            if self.at_end() {
                self.playhead = Playhead::START;
            }
            self.playing = !self.at_end();
        }
    }
}
