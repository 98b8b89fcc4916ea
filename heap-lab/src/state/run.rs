//! A run that worked: its trace and what each allocator made of it, and the job that makes it piece by piece.

use std::{cell::RefCell, rc::Rc};

use super::Lanes;
use crate::{
    arena::{ArenaError, Settings},
    lab::{self, LaneKind, Recording, frame::Frame},
    playhead::{Playhead, Timeline},
    script::{self, Executed, ScriptError},
    trace::{Op, Source, Trace},
};

/// Why there is no run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There is a mistake in the script.
    Script(ScriptError),
    /// There can be no such arena.
    Arena(ArenaError),
}

/// A whole run in all lanes. Cheap to clone; equal only to itself.
#[derive(Clone)]
pub struct Run {
    /// What was asked.
    pub trace: Rc<Trace>,
    /// Where that came from.
    pub source: Source,
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

    /// The run as the playhead sees it in these lanes.
    pub fn timeline(&self, lanes: Lanes) -> impl Timeline {
        Seen { run: self, lanes }
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
    Lanes { trace: Rc<Trace>, source: Source, recordings: Vec<Rc<RefCell<Recording>>>, run: Box<lab::Run> },
}

/// How far a job is.
pub enum Progress {
    /// There is more to do.
    Working(Job),
    /// The run, or why there is none.
    Done(Result<Run, Failure>),
}

/// Operations, and free blocks looked at, in a piece of the work: it takes some ten milliseconds.
const PIECE: u32 = 250_000;

impl Job {
    /// A job that will run the script `text`.
    pub fn new(text: Rc<str>, settings: Settings) -> Self {
        Self { settings, stage: Stage::Script(text) }
    }

    /// Does the next piece: the script, or a part of a lane.
    pub fn advance(self) -> Progress {
        let settings = self.settings;
        let next = match self.stage {
            Stage::Script(text) => script(&text, settings),
            Stage::Lanes { trace, source, recordings, run } => {
                lanes(trace, source, recordings, run, settings)
            }
        };
        match next {
            Ok(Next::Stage(stage)) => Progress::Working(Self { settings, stage }),
            Ok(Next::Run(run)) => Progress::Done(Ok(run)),
            Err(failure) => Progress::Done(Err(failure)),
        }
    }
}

enum Next {
    Stage(Stage),
    Run(Run),
}

fn script(text: &str, settings: Settings) -> Result<Next, Failure> {
    let Executed { trace, lines, .. } = script::run(text).map_err(Failure::Script)?;
    let (trace, source) = (Rc::new(trace), Source::script(lines));
    let run = lane(0, &trace, settings)?;
    Ok(Next::Stage(Stage::Lanes { trace, source, recordings: Vec::new(), run }))
}

fn lane(number: usize, trace: &Rc<Trace>, settings: Settings) -> Result<Box<lab::Run>, Failure> {
    lab::Run::new(LaneKind::ALL[number], trace.clone(), settings).map(Box::new).map_err(Failure::Arena)
}

fn lanes(
    trace: Rc<Trace>,
    source: Source,
    mut recordings: Vec<Rc<RefCell<Recording>>>,
    mut run: Box<lab::Run>,
    settings: Settings,
) -> Result<Next, Failure> {
    if !run.advance(PIECE) {
        return Ok(Next::Stage(Stage::Lanes { trace, source, recordings, run }));
    }
    recordings.push(Rc::new(RefCell::new(run.finish())));
    Ok(match recordings.try_into() {
        Ok(recordings) => Next::Run(Run { labels: labels(&trace), trace, source, settings, recordings }),
        Err(recordings) => {
            let recordings: Vec<_> = recordings;
            let run = lane(recordings.len(), &trace, settings)?;
            Next::Stage(Stage::Lanes { trace, source, recordings, run })
        }
    })
}

fn labels(trace: &Trace) -> Rc<[(usize, Rc<str>)]> {
    let label = |(op, text): (usize, &Op)| match text {
        Op::Label { text } => Some((op, text.clone())),
        _ => None,
    };
    trace.ops.iter().enumerate().filter_map(label).collect()
}
