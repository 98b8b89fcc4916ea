//! A run that worked: its trace and what each allocator made of it, and the job that makes it piece by piece.

use std::{cell::RefCell, rc::Rc};

use super::Lanes;
use crate::{
    arena::Settings,
    lab::{LaneKind, Recording, frame::Frame},
    playhead::{Playhead, Timeline},
    script::{self, ScriptError},
    trace::{OpKind, Trace},
};

/// Why there is no run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There is a mistake in the script.
    Script(ScriptError),
    /// There can be no such arena: the reason, in a sentence.
    Arena(String),
}

/// A whole run in all lanes. Cheap to clone; equal only to itself.
#[derive(Clone)]
pub struct Run {
    /// What was asked.
    pub trace: Rc<Trace>,
    /// The arena that each lane has.
    pub settings: Settings,
    /// The labels of the trace: the operation and its text.
    pub labels: Rc<[(usize, Rc<str>)]>,
    recordings: [Rc<RefCell<Recording>>; LaneKind::ALL.len()],
}

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace)
    }
}

impl Run {
    /// Runs a script to the end, in one go.
    ///
    /// # Errors
    /// Why it can't be.
    pub fn new(text: &str, settings: Settings) -> Result<Self, Failure> {
        let mut job = Job::new(text.into(), settings);
        loop {
            match job.advance() {
                Progress::Working(next) => job = next,
                Progress::Done(result) => return result,
            }
        }
    }

    fn recording(&self, lane: LaneKind) -> &Rc<RefCell<Recording>> {
        &self.recordings[lane as usize]
    }

    /// Steps that `lane` took in operation `op`.
    pub fn lane_steps(&self, lane: LaneKind, op: usize) -> usize {
        self.recording(lane).borrow().steps(op).len()
    }

    /// What `lane` shows when the playhead is at `at`.
    pub fn frame(&self, lane: LaneKind, at: Playhead) -> Frame {
        Frame::new(lane, self.recording(lane).clone(), at.moment(|op| self.lane_steps(lane, op)))
    }

    /// The run as the playhead sees it, with `hidden` lanes left out.
    pub fn timeline(&self, hidden: Lanes) -> impl Timeline {
        Seen { run: self, lanes: hidden.others() }
    }
}

/// A run and the lanes that are looked at.
struct Seen<'a> {
    run: &'a Run,
    lanes: Lanes,
}

impl Timeline for Seen<'_> {
    fn len(&self) -> usize {
        self.run.trace.ops.len()
    }

    fn steps(&self, op: usize) -> usize {
        self.lanes.iter().map(|lane| self.run.lane_steps(lane, op)).max().unwrap_or(0)
    }
}

/// A run in the making. Each [`advance`](Job::advance) is one piece of the work, so that a page can breathe between.
pub struct Job {
    settings: Settings,
    stage: Stage,
}

enum Stage {
    Script(Rc<str>),
    Lanes(Rc<Trace>, Vec<Rc<RefCell<Recording>>>),
}

/// How far a job is.
pub enum Progress {
    /// There is more to do.
    Working(Job),
    /// The run, or why there is none.
    Done(Result<Run, Failure>),
}

impl Job {
    /// A job that will run the script `text`.
    pub fn new(text: Rc<str>, settings: Settings) -> Self {
        Self { settings, stage: Stage::Script(text) }
    }

    /// Does the next piece: the script, or one lane.
    pub fn advance(self) -> Progress {
        let Self { settings, stage } = self;
        match stage {
            Stage::Script(text) => match script::run(&text) {
                Ok(trace) => {
                    Progress::Working(Self { settings, stage: Stage::Lanes(Rc::new(trace), Vec::new()) })
                }
                Err(error) => Progress::Done(Err(Failure::Script(error))),
            },
            Stage::Lanes(trace, mut recordings) => {
                let kind = LaneKind::ALL[recordings.len()];
                match Recording::run(kind, trace.clone(), settings) {
                    Ok(recording) => recordings.push(Rc::new(RefCell::new(recording))),
                    Err(reason) => return Progress::Done(Err(Failure::Arena(reason))),
                }
                match <[_; LaneKind::ALL.len()]>::try_from(recordings) {
                    Ok(recordings) => {
                        let labels = labels(&trace);
                        Progress::Done(Ok(Run { trace, settings, labels, recordings }))
                    }
                    Err(recordings) => {
                        Progress::Working(Self { settings, stage: Stage::Lanes(trace, recordings) })
                    }
                }
            }
        }
    }
}

fn labels(trace: &Trace) -> Rc<[(usize, Rc<str>)]> {
    let label = |(op, text): (usize, &OpKind)| match text {
        OpKind::Label { text } => Some((op, text.clone())),
        _ => None,
    };
    trace.ops.iter().map(|op| &op.kind).enumerate().filter_map(label).collect()
}
