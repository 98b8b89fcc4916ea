//! A run that worked: its trace and what each allocator made of it, and the job that makes it piece by piece.

use std::{cell::RefCell, rc::Rc};

use crate::{
    arena::Settings,
    lab::{LaneKind, Recording, frame::Frame},
    playhead::{Playhead, Timeline},
    script::{self, ScriptError},
    trace::{OpKind, Trace},
};

/// A set of lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lanes([bool; LaneKind::ALL.len()]);

impl Lanes {
    /// The lanes for which `keep` holds.
    pub fn of(keep: impl Fn(LaneKind) -> bool) -> Self {
        Self(LaneKind::ALL.map(keep))
    }

    /// Whether `lane` is in the set.
    pub fn contains(self, lane: LaneKind) -> bool {
        self.0[lane as usize]
    }

    /// The set with `lane` put in, or taken out.
    #[must_use]
    pub fn toggled(mut self, lane: LaneKind) -> Self {
        self.0[lane as usize] ^= true;
        self
    }

    /// Its lanes, in the order of the page.
    pub fn iter(self) -> impl Iterator<Item = LaneKind> {
        LaneKind::ALL.into_iter().filter(move |&lane| self.contains(lane))
    }
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
    /// The first mistake in the script.
    pub fn new(text: &str, settings: Settings) -> Result<Self, ScriptError> {
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
        Seen { run: self, lanes: Lanes::of(|lane| !hidden.contains(lane)) }
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
    /// The run, or the mistake in the script.
    Done(Result<Run, ScriptError>),
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
                Err(error) => Progress::Done(Err(error)),
            },
            Stage::Lanes(trace, mut recordings) => {
                let kind = LaneKind::ALL[recordings.len()];
                recordings.push(Rc::new(RefCell::new(Recording::run(kind, trace.clone(), settings))));
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
