//! A run that worked: its trace and its recording in each lane.

use std::{cell::RefCell, rc::Rc};

use super::{Progress, program::labels};
use crate::{
    arena::Settings,
    lab::{Cut, LaneKind, Lanes, Recording, frame::Frame},
    playhead::{Playhead, Timeline},
    question::Recordings,
    script::Executed,
    trace::{Op, Source, Trace},
};

/// A trace that was run in some lanes, or its beginning. Cheap to clone; two are equal if they share every recording and
/// end at the same operation.
#[derive(Clone)]
pub struct Run {
    /// The trace, as far as it may be seen.
    pub trace: Rc<Trace>,
    /// The source of the trace.
    pub source: Source,
    /// The arena of each lane.
    pub settings: Settings,
    /// The labels of the trace: the operation and its text.
    pub labels: Rc<[(usize, Rc<str>)]>,
    /// The whole trace, and its source.
    whole: (Rc<Trace>, Source),
    /// The script that was executed, unless the program was recorded.
    pub(super) executed: Option<Executed>,
    recordings: Vec<Rc<RefCell<Recording>>>,
}

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        self.is_begun(other, other.trace.ops.len())
    }
}

impl Run {
    /// A run of a script without recordings yet.
    pub(super) fn new(executed: Executed, settings: Settings) -> Self {
        let (trace, source) = (executed.trace.clone(), Source::script(executed.lines.clone()));
        Self { executed: Some(executed), ..Self::of_trace(trace, source, settings) }
    }

    /// A run of a recorded program without recordings yet.
    pub(super) fn of_trace(trace: Rc<Trace>, source: Source, settings: Settings) -> Self {
        Self {
            labels: labels(&trace).collect(),
            whole: (trace.clone(), source.clone()),
            source,
            trace,
            settings,
            executed: None,
            recordings: Vec::new(),
        }
    }

    /// The run as if it had ended after `done` operations: nothing of it depends on those that follow. O(done).
    #[must_use]
    pub fn until(&self, done: usize) -> Self {
        let (whole, source) = &self.whole;
        let ops = whole.ops[..done.min(whole.ops.len())].to_vec();
        let blocks = ops.iter().filter_map(Op::block).max().map_or(0, |block| block as usize + 1);
        let trace = Trace { blocks: whole.blocks.first(blocks), ops };
        let source = source.first(trace.ops.len());
        Self { labels: labels(&trace).collect(), source, trace: Rc::new(trace), ..self.clone() }
    }

    /// Whether the program was recorded, so that there is no script.
    pub fn is_recorded(&self) -> bool {
        self.executed.is_none()
    }

    /// Whether the program requests nothing, also behind what may be seen.
    pub fn is_empty(&self) -> bool {
        self.whole.0.ops.is_empty()
    }

    /// Whether it is `whole` up to there, as [`until`](Self::until) makes it.
    pub(super) fn is_begun(&self, whole: &Self, done: usize) -> bool {
        let mut pairs = self.recordings.iter().zip(&whole.recordings);
        Rc::ptr_eq(&self.whole.0, &whole.whole.0)
            && self.trace.ops.len() == done
            && self.settings == whole.settings
            && self.recordings.len() == whole.recordings.len()
            && pairs.all(|(a, b)| Rc::ptr_eq(a, b))
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
        recording
            .filter(|recording| op < recording.len().min(self.trace.ops.len()))
            .map_or(0, |recording| recording.step_count(op))
    }

    /// Operations that `lane` has done: all of them, unless the run was stopped.
    pub fn complete_up_to(&self, lane: LaneKind) -> usize {
        let all = self.trace.ops.len();
        self.recording(lane).map_or(all, |recording| recording.borrow().len().min(all))
    }

    /// The lane that is the least complete of these, if the run was stopped.
    pub fn stopped(&self, lanes: Lanes) -> Option<Progress> {
        let all = self.trace.ops.len();
        let (done, lane) =
            lanes.iter().map(|lane| (self.complete_up_to(lane), lane)).min_by_key(|lane| lane.0)?;
        let each = LaneKind::ALL.map(|lane| {
            (self.lanes().contains(lane) && lanes.contains(lane))
                .then(|| self.count(self.complete_up_to(lane)))
        });
        (done < all).then(|| Progress { lane, done: self.count(done), all: self.count(all), each })
    }

    /// Why `lane` ended before the trace did, if it did.
    pub fn cut(&self, lane: LaneKind) -> Option<Cut> {
        self.recording(lane)?.borrow().cut()
    }

    /// Whether `lane` ended before this position: then it shows its last state.
    pub fn ended_before(&self, lane: LaneKind, at: Playhead) -> bool {
        at > Playhead::after(self.complete_up_to(lane))
    }

    /// The first operation whose request `lane` refused for lack of memory.
    pub fn first_refusal(&self, lane: LaneKind) -> Option<usize> {
        self.recording(lane)?.borrow().first_refusal().filter(|&op| op < self.trace.ops.len())
    }

    /// The first operation in which `lane` visited a thousand free blocks or more.
    pub fn slow_from(&self, lane: LaneKind) -> Option<usize> {
        self.recording(lane)?.borrow().slow_from().filter(|&op| op < self.trace.ops.len())
    }

    /// One past the last byte of the largest heap that any of `lanes` reaches in this run.
    pub fn reach(&self, lanes: Lanes) -> u32 {
        let reached = self.recordings.iter().map(|recording| recording.borrow());
        let reached = reached.filter(|recording| lanes.contains(recording.kind()));
        reached.map(|recording| recording.end_after(self.trace.ops.len())).max().unwrap_or(0)
    }

    /// What `lane` shows when the playhead is at `at`: where it ended, if it ended before that. `None` if it has not run.
    pub fn frame(&self, lane: LaneKind, at: Playhead) -> Option<Frame> {
        let recording = self.recording(lane)?.clone();
        let len = self.complete_up_to(lane);
        let at = if at.done < len { at } else { Playhead::after(len) };
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
    /// As far as any of these lanes is: one that ended before does not hold up the others.
    fn len(&self) -> usize {
        let all = self.run.trace.ops.len();
        self.lanes.iter().map(|lane| self.run.complete_up_to(lane)).max().unwrap_or(all)
    }

    fn steps(&self, op: usize) -> usize {
        self.lanes.iter().map(|lane| self.run.lane_steps(lane, op)).max().unwrap_or(0)
    }

    fn is_stop(&self, op: usize) -> bool {
        !matches!(self.run.trace.ops[op], Op::Label { .. })
    }
}
