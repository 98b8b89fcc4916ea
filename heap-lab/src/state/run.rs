//! A run that worked: its trace and its recording in each lane.

use std::{cell::RefCell, rc::Rc};

use super::Progress;
use crate::{
    arena::Settings,
    lab::{LaneKind, Lanes, Recording, frame::Frame},
    playhead::{Playhead, Timeline},
    question::Recordings,
    script::Executed,
    trace::{Op, Source, Trace},
};

/// A trace that was run in some lanes. Cheap to clone; two are equal if they share every recording.
#[derive(Clone)]
pub struct Run {
    /// The trace.
    pub trace: Rc<Trace>,
    /// The source of the trace.
    pub source: Source,
    /// The arena of each lane.
    pub settings: Settings,
    /// The labels of the trace: the operation and its text.
    pub labels: Rc<[(usize, Rc<str>)]>,
    /// The script that was executed.
    pub(super) executed: Executed,
    recordings: Vec<Rc<RefCell<Recording>>>,
}

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        let pairs = || self.recordings.iter().zip(&other.recordings);
        Rc::ptr_eq(&self.trace, &other.trace)
            && self.settings == other.settings
            && self.recordings.len() == other.recordings.len()
            && pairs().all(|(a, b)| Rc::ptr_eq(a, b))
    }
}

impl Run {
    /// A run without recordings yet.
    pub(super) fn new(executed: Executed, settings: Settings) -> Self {
        let trace = executed.trace.clone();
        let label = |(op, what): (usize, &Op)| match what {
            Op::Label { text } => Some((op, text.clone())),
            _ => None,
        };
        Self {
            labels: trace.ops.iter().enumerate().filter_map(label).collect(),
            source: Source::script(executed.lines.clone()),
            trace,
            settings,
            executed,
            recordings: Vec::new(),
        }
    }

    /// The number of operations among the first `done`, as readers count them: without labels.
    pub fn count(&self, done: usize) -> usize {
        done - self.labels.partition_point(|&(op, _)| op < done)
    }

    /// Adds the recording of a lane.
    pub(super) fn add(&mut self, recording: Recording) {
        self.recordings.push(Rc::new(RefCell::new(recording)));
    }

    /// The lanes that have run.
    pub fn lanes(&self) -> Lanes {
        self.recordings.iter().map(|recording| recording.borrow().kind()).collect()
    }

    /// The recording of each lane.
    pub fn recordings(&self) -> &Recordings {
        &self.recordings
    }

    fn recording(&self, lane: LaneKind) -> Option<&Rc<RefCell<Recording>>> {
        self.recordings.iter().find(|recording| recording.borrow().kind() == lane)
    }

    /// Steps that `lane` took in operation `op`; 0 if it has not run.
    pub fn lane_steps(&self, lane: LaneKind, op: usize) -> usize {
        let recording = self.recording(lane).map(|recording| recording.borrow());
        recording.filter(|recording| op < recording.len()).map_or(0, |recording| recording.steps(op).len())
    }

    /// Operations that `lane` has done: all of them, unless the run was stopped.
    pub fn complete_up_to(&self, lane: LaneKind) -> usize {
        self.recording(lane).map_or(self.trace.ops.len(), |recording| recording.borrow().len())
    }

    /// The lane that is the least complete of these, if the run was stopped.
    pub fn stopped(&self, lanes: Lanes) -> Option<Progress> {
        let all = self.trace.ops.len();
        let (done, lane) =
            lanes.iter().map(|lane| (self.complete_up_to(lane), lane)).min_by_key(|lane| lane.0)?;
        (done < all).then(|| Progress { lane, done: self.count(done), all: self.count(all) })
    }

    /// The first operation whose request `lane` refused for lack of memory.
    pub fn first_refusal(&self, lane: LaneKind) -> Option<usize> {
        self.recording(lane)?.borrow().first_refusal()
    }

    /// The first operation in which `lane` visited a thousand free blocks or more.
    pub fn slow_from(&self, lane: LaneKind) -> Option<usize> {
        self.recording(lane)?.borrow().slow_from()
    }

    /// One past the last byte of the largest heap that any of `lanes` reaches in this run.
    pub fn reach(&self, lanes: Lanes) -> u32 {
        let reached = self.recordings.iter().map(|recording| recording.borrow());
        let reached = reached.filter(|recording| lanes.contains(recording.kind()));
        reached.map(|recording| recording.last_end()).max().unwrap_or(0)
    }

    /// What `lane` shows when the playhead is at `at`; `None` if it has not run.
    pub fn frame(&self, lane: LaneKind, at: Playhead) -> Option<Frame> {
        let recording = self.recording(lane)?.clone();
        Some(Frame::new(lane, recording, at.moment(|op| self.lane_steps(lane, op))))
    }

    /// The run as the playhead sees it in these lanes.
    pub fn timeline(&self, lanes: Lanes) -> impl Timeline {
        Seen { run: self, lanes }
    }
}

/// A run and the visible lanes.
struct Seen<'a> {
    run: &'a Run,
    lanes: Lanes,
}

impl Timeline for Seen<'_> {
    /// As far as all of these lanes are.
    fn len(&self) -> usize {
        let all = self.run.trace.ops.len();
        self.lanes.iter().map(|lane| self.run.complete_up_to(lane)).min().unwrap_or(all)
    }

    fn steps(&self, op: usize) -> usize {
        self.lanes.iter().map(|lane| self.run.lane_steps(lane, op)).max().unwrap_or(0)
    }

    fn is_stop(&self, op: usize) -> bool {
        !matches!(self.run.trace.ops[op], Op::Label { .. })
    }
}
