//! Which work is pending, and what the page does with what comes of it.

use super::{AppState, Notice, Resume, Run};
use crate::{playhead::Playhead, scene::Pick};

impl AppState {
    /// Whether work is pending: what is shown is not yet what the state asks for.
    pub fn is_busy(&self) -> bool {
        self.stale || self.by_hand.is_some() || self.run_without_a_lane().is_some()
    }

    /// The last run, if a visible lane has not run it.
    pub(super) fn run_without_a_lane(&self) -> Option<&Run> {
        self.run.as_ref().filter(|run| !self.shown.without(run.lanes()).is_empty())
    }

    /// Marks what is shown as stale: the script or settings have changed.
    pub(super) fn mark_stale(&mut self) {
        self.stale = true;
        self.by_hand = None;
        self.work_changed();
    }

    pub(super) fn work_changed(&mut self) {
        self.work_ended();
        self.revision = self.revision.wrapping_add(1);
    }

    pub(super) fn work_ended(&mut self) {
        (self.progress, self.growing, self.stopping) = (None, None, false);
    }

    /// Lanes have run, at least as far as they were allowed to.
    pub(super) fn lanes_ended(&mut self, run: Run) {
        if let Some(stopped) = run.stopped(self.shown) {
            self.notice = Some(Notice::Stopped(stopped));
        } else if matches!(self.notice, Some(Notice::Stopped(_))) {
            self.notice = None;
        }
        self.run = Some(run);
    }

    pub(super) fn resume(&mut self, run: Run) {
        let was_at_end = self.visible().is_some_and(|old| self.playhead.at_end(&old.timeline(self.shown)));
        let before = self.playhead;
        self.selected = self.selected.filter(|pick| match *pick {
            Pick::Block(block) => (block as usize) < run.trace.blocks.len(),
            Pick::At(..) => true,
        });
        self.lanes_ended(run);
        self.cut = None;
        let resume = std::mem::take(&mut self.resume);
        self.move_playhead(|_, line| match resume {
            Resume::At(at) => at,
            Resume::Keep if !was_at_end => before,
            Resume::Keep | Resume::End => Playhead::end(line),
        });
        self.arrive();
    }
}
