//! A run that is still made. Its lanes are lent to the views, which read them between two slices of the work.

use std::{cell::RefCell, rc::Rc};

use super::Run;
use crate::{
    arena::ArenaError,
    lab::{LaneKind, Lanes, Recorder, Recording},
};

/// A lane under way. The job that advances it takes it away when it is over.
#[derive(Clone)]
pub struct Lent {
    kind: LaneKind,
    recorder: Rc<RefCell<Option<Recorder>>>,
}

/// A run whose lanes are over or under way.
#[derive(Clone, PartialEq)]
pub struct Growing {
    /// The trace, and the lanes that are over.
    pub run: Run,
    /// The others, in the order of the page.
    pub lanes: Vec<Lent>,
}

/// Two are equal if they are the same one.
impl PartialEq for Lent {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.recorder, &other.recorder)
    }
}

impl Lent {
    pub(super) fn new(recorder: Recorder) -> Self {
        Self { kind: recorder.kind(), recorder: Rc::new(RefCell::new(Some(recorder))) }
    }

    /// Which allocator runs.
    pub fn kind(&self) -> LaneKind {
        self.kind
    }

    /// Reads what is recorded so far; `None` once the lane is over, or while it goes on.
    pub fn read<T>(&self, read: impl FnOnce(&Recording) -> T) -> Option<T> {
        self.recorder.try_borrow().ok()?.as_ref().map(|recorder| read(recorder.so_far()))
    }

    /// Whether the lane is over, so that its recording is in the run.
    pub fn is_over(&self) -> bool {
        self.recorder.try_borrow().is_ok_and(|recorder| recorder.is_none())
    }

    /// Operations done.
    pub(super) fn done(&self) -> usize {
        self.read(Recording::len).unwrap_or(0)
    }

    /// Goes on for a piece of this work. Returns the recording if the lane is over.
    pub(super) fn advance(&self, work: u32) -> Result<Option<Recording>, ArenaError> {
        let is_over = match &mut *self.recorder.borrow_mut() {
            Some(recorder) => recorder.advance(work)?,
            None => true,
        };
        Ok(if is_over { self.finish() } else { None })
    }

    /// Ends the lane where it is.
    pub(super) fn finish(&self) -> Option<Recording> {
        self.recorder.take().map(Recorder::finish)
    }
}

impl Growing {
    /// One past the last byte of the largest heap that any of `shown` has reached so far.
    pub fn reach(&self, shown: Lanes) -> u32 {
        let lanes = self.lanes.iter().filter(|lane| shown.contains(lane.kind));
        let reached = lanes.filter_map(|lane| lane.read(Recording::last_end));
        reached.max().unwrap_or(0).max(self.run.reach(shown))
    }
}
