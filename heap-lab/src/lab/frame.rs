//! One lane at one moment: what the views are given.

use std::{cell::RefCell, rc::Rc};

use super::{
    LaneKind, Recording,
    view::{Numbers, Step},
};

/// Where the playhead stands, for one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The state shown is the one after this many operations.
    pub done: usize,
    /// The operation whose steps are marked over it; `None` before the first.
    pub op: Option<usize>,
    /// How many of its steps are shown, the last of which is the current one.
    pub shown: usize,
}

/// A lane at a moment. Cheap to clone, and equal only to the same run at the same moment.
#[derive(Clone)]
pub struct Frame {
    /// Which allocator.
    pub kind: LaneKind,
    /// When.
    pub moment: Moment,
    recording: Rc<RefCell<Recording>>,
}

impl Frame {
    /// A frame of `recording` at `moment`.
    pub fn new(kind: LaneKind, recording: Rc<RefCell<Recording>>, moment: Moment) -> Self {
        Self { kind, moment, recording }
    }

    /// Reads the recording at this moment. All frames of a recording share it: if another one was read last, the arena is
    /// taken from its moment to this one first, in O(operations in between). Frames of one moment may be read inside each
    /// other's `read`; frames of two moments may not.
    pub fn read<T>(&self, read: impl FnOnce(&Recording) -> T) -> T {
        if self.recording.borrow().position() != self.moment.done {
            self.recording.borrow_mut().seek(self.moment.done);
        }
        read(&self.recording.borrow())
    }

    /// The steps shown so far of the operation at this moment, the last of which is the current one.
    pub fn shown_steps<'a>(&self, recording: &'a Recording) -> &'a [Step] {
        let steps = self.moment.op.map_or(&[][..], |op| recording.steps(op));
        &steps[..self.moment.shown.min(steps.len())]
    }

    /// The numbers at this moment: inside an operation those before it, with the free blocks visited so far.
    pub fn numbers(&self) -> Numbers {
        self.read(|recording| match self.moment.op {
            Some(op) if op == self.moment.done => {
                recording.numbers().after_steps(self.shown_steps(recording))
            }
            _ => recording.numbers(),
        })
    }
}

impl PartialEq for Frame {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.recording, &other.recording) && self.moment == other.moment
    }
}
