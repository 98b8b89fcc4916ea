//! One lane at one position: the input of the views.

use std::{cell::RefCell, ops::Range, rc::Rc};

use super::{
    Attempt, LaneKind, Recording,
    view::{Numbers, Step},
};

/// The position of the playhead, for one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Operations that are over.
    pub done: usize,
    /// The operation shown: the one in progress, or the last one that is over; `None` before the first.
    pub op: Option<usize>,
    /// How many of its steps have been taken, the last of which is the current one. The state is the one after it.
    pub shown: usize,
}

impl Moment {
    /// The steps of the operation in progress that have been taken; 0 between operations.
    pub fn inside(self) -> usize {
        if self.op == Some(self.done) { self.shown } else { 0 }
    }
}

/// A lane at a moment. Cheap to clone; two are equal only if they share the run and the moment.
#[derive(Clone)]
pub struct Frame {
    /// Which allocator.
    pub kind: LaneKind,
    /// The moment.
    pub moment: Moment,
    recording: Rc<RefCell<Recording>>,
}

impl Frame {
    /// A frame of `recording` at `moment`.
    pub fn new(kind: LaneKind, recording: Rc<RefCell<Recording>>, moment: Moment) -> Self {
        Self { kind, moment, recording }
    }

    /// Reads the recording at this moment. All frames of a recording share it: if it is at another moment, it is moved
    /// to this one first, in O(operations in between). Frames of the same moment may be read inside each other's
    /// `read`; frames of two moments may not.
    pub fn read<T>(&self, read: impl FnOnce(&Recording) -> T) -> T {
        let is_there = self.recording.borrow().is_at(self.moment);
        if !is_there {
            self.recording.borrow_mut().show(self.moment);
        }
        read(&self.recording.borrow())
    }

    /// The memory that may hold other tiles than at the moment of `before`, as [`Recording::changes`] gives it. `None` if
    /// that is another run.
    pub fn changes_since(&self, before: &Self) -> Option<Vec<Range<u32>>> {
        let is_same = Rc::ptr_eq(&self.recording, &before.recording);
        is_same.then(|| self.recording.borrow().changes(before.moment, self.moment))?
    }

    /// The steps shown so far of the operation at this moment, the last of which is the current one.
    pub fn shown_steps(&self, recording: &Recording) -> Vec<Step> {
        let mut steps = self.moment.op.map_or_else(Vec::new, |op| recording.steps(op));
        steps.truncate(self.moment.shown);
        steps
    }

    /// What would become of a request at this position: before the operation in progress, if one is.
    pub fn attempt(&self, size: u32, align: u32) -> Option<Attempt> {
        self.recording.borrow_mut().attempt(self.moment.done, size, align)
    }

    /// The numbers at this moment.
    pub fn numbers(&self) -> Numbers {
        self.read(Recording::numbers)
    }
}

impl PartialEq for Frame {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.recording, &other.recording) && self.moment == other.moment
    }
}
