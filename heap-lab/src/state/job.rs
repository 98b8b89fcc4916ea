//! The work that the state waits for, done in slices, so that the page stays responsive.

use std::{collections::VecDeque, rc::Rc};

use super::{
    Action, AppState, Failure, Program, Run,
    growing::{Growing, Lent},
};
use crate::{
    arena::{ArenaError, Settings},
    lab::{LaneKind, Lanes, Recorder, peer::Engine},
    script::{
        self, Executed, ScriptError,
        by_hand::{self, Search},
        wire,
    },
};

/// A script to run in lanes, lanes to add to a run, or a line to add by hand.
pub struct Job {
    stage: Stage,
    terms: Terms,
}

/// What to run a trace in.
struct Terms {
    settings: Settings,
    /// The lanes to run.
    lanes: Lanes,
    /// An engine for each of them that does not run here.
    engines: Vec<Box<dyn Engine>>,
}

enum Stage {
    Search(Search),
    Script(Rc<str>),
    /// A script that is not short.
    LongScript(Rc<str>),
    Lanes(Box<Running>),
}

/// A run with some lanes under way. They take turns, so that each has run for the same time when the run is stopped.
struct Running {
    run: Run,
    under_way: VecDeque<Lent>,
    is_new: bool,
}

/// What remains of a job.
pub enum Work {
    /// There is more to do.
    Pending(Job),
    /// This script takes long: [`wire::run`] should run it in another thread, and the job is to be given what comes of
    /// it.
    Elsewhere(Job, Rc<str>),
    /// Everything is done: the action to dispatch.
    Done(Action),
}

/// How far the lanes of a run are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The slowest lane.
    pub lane: LaneKind,
    /// Operations that it has done, as readers count them: without labels.
    pub done: usize,
    /// All operations, counted alike.
    pub all: usize,
    /// Operations that each lane has done, in the order of [`LaneKind::ALL`]; none of lanes that do not run.
    pub each: [Option<usize>; LaneKind::ALL.len()],
}

/// The most memory that the lanes of a run may take, in bytes. While they run, those of the run before still exist, and all
/// that a program in wasm32 can address is twice as much.
pub const MOST_MEMORY: usize = 2_000_000_000;
/// Operations plus visited free blocks in one piece of the work: far less than a slice.
const PIECE: u32 = 1_000;

impl Job {
    /// The pending work, if any.
    pub fn due(state: &AppState) -> Option<Self> {
        let current = state.run.as_ref().filter(|_| !state.stale && state.error.is_none());
        let stage = if let Some(request) = state.by_hand {
            let run = current.and_then(|run| run.executed.clone());
            Stage::Search(Search::new(state.program.script(), run, state.playhead.next(), request))
        } else if state.stale {
            match (&state.executed, &state.program) {
                (Some(executed), _) => lanes_of(executed.clone(), state.settings),
                (None, Program::Recorded(recorded)) => {
                    let (trace, source) = (recorded.imported.trace.clone(), recorded.imported.source.clone());
                    lanes(Run::of_trace(trace, source, state.settings), true)
                }
                (None, program) => Stage::Script(program.script()),
            }
        } else {
            lanes(state.run_without_a_lane()?.clone(), false)
        };
        let terms = Terms { settings: state.settings, lanes: state.shown, engines: Vec::new() };
        Some(Self { stage, terms })
    }

    /// How many engines the job needs, for lanes that do not run here.
    pub fn engines(&self) -> usize {
        let run = match &self.stage {
            Stage::Lanes(running) => running.run.lanes(),
            _ => Lanes::default(),
        };
        self.terms.lanes.without(run).without(Lanes::ours()).iter().count()
    }

    /// The job with these engines. Without them it fails when the turn of such a lane comes.
    #[must_use]
    pub fn with(self, engines: Vec<Box<dyn Engine>>) -> Self {
        Self { terms: Terms { engines, ..self.terms }, ..self }
    }

    /// Works until everything is done or the slice of time is over, at least for one piece.
    pub fn advance(mut self, is_over: &dyn Fn() -> bool) -> Work {
        loop {
            match self.piece() {
                Work::Pending(job) if !is_over() => self = job,
                work => return work,
            }
        }
    }

    /// Goes on with what [`wire::run`] made of the script elsewhere. Without that, the script is run here, in one piece.
    pub fn answered(self, bytes: Option<&[u8]>) -> Work {
        let Self { stage: Stage::LongScript(text), terms } = self else { return Work::Pending(self) };
        match bytes.and_then(wire::read) {
            Some(result) => executed(result, terms),
            None => Work::Pending(Self { stage: Stage::LongScript(text), terms }),
        }
    }

    /// How far the lanes are, once they are running.
    pub fn progress(&self) -> Option<Progress> {
        let Stage::Lanes(running) = &self.stage else { return None };
        let run = &running.run;
        let slowest = running.under_way.iter().min_by_key(|lane| lane.done())?;
        let (done, all) = (run.count(slowest.done()), run.count(run.trace.ops.len()));
        let each = LaneKind::ALL.map(|lane| {
            let under_way = running.under_way.iter().find(|lent| lent.kind() == lane);
            let over = run.lanes().contains(lane).then(|| run.complete_up_to(lane));
            under_way.map(Lent::done).or(over).map(|done| run.count(done))
        });
        Some(Progress { lane: slowest.kind(), done, all, each })
    }

    /// How far the lanes are, and the lanes themselves, to be read between two slices: the action to dispatch now and then.
    pub fn report(&self) -> Option<Action> {
        let Stage::Lanes(running) = &self.stage else { return None };
        let mut lanes: Vec<_> = running.under_way.iter().cloned().collect();
        lanes.sort_by_key(|lane| lane.kind() as usize);
        Some(Action::Progress(self.progress()?, Growing { run: running.run.clone(), lanes }))
    }

    /// Gives up what is not done yet: each lane is shown as far as it is. Work without lanes has nothing to show, and
    /// goes on.
    pub fn stop(self) -> Work {
        let Self { stage: Stage::Lanes(mut running), mut terms } = self else {
            return Work::Pending(self);
        };
        loop {
            match running.start_one(&mut terms) {
                Ok(true) => {}
                Ok(false) => break,
                Err(failure) => return Work::Done(failed(failure)),
            }
        }
        let Running { mut run, under_way, is_new } = *running;
        under_way.iter().filter_map(Lent::finish).for_each(|recording| run.add(recording));
        Work::Done(done(run, is_new))
    }

    /// The script, an attempt to edit it, or a part of a lane.
    fn piece(self) -> Work {
        let Self { stage, mut terms } = self;
        match stage {
            Stage::Search(search) => match search.advance() {
                by_hand::Progress::Working(search) => {
                    Work::Pending(Self { stage: Stage::Search(search), terms })
                }
                by_hand::Progress::Done(result) => Work::Done(Action::Edited(result)),
            },
            Stage::Script(text) => match script::run_short(&text) {
                Some(result) => executed(result, terms),
                None => {
                    let stage = Stage::LongScript(text.clone());
                    Work::Elsewhere(Self { stage, terms }, text)
                }
            },
            Stage::LongScript(text) => executed(script::run(&text), terms),
            Stage::Lanes(mut running) => match running.piece(&mut terms) {
                Ok(true) => Work::Done(done(running.run, running.is_new)),
                Ok(false) => Work::Pending(Self { stage: Stage::Lanes(running), terms }),
                Err(failure) => Work::Done(failed(failure)),
            },
        }
    }
}

impl Running {
    /// Starts the next lane, if there is one.
    fn start_one(&mut self, terms: &mut Terms) -> Result<bool, Failure> {
        let under_way = self.under_way.iter().map(Lent::kind).collect();
        let Some(lane) = terms.lanes.without(self.run.lanes()).without(under_way).iter().next() else {
            return Ok(false);
        };
        let room = MOST_MEMORY / terms.lanes.with(self.run.lanes()).iter().count().max(1);
        let (trace, settings) = (self.run.trace.clone(), self.run.settings);
        let recorder = match lane.is_inspected() {
            true => Recorder::new(lane, trace, settings),
            false => {
                let engine = terms.engines.pop().ok_or(Failure::Arena(ArenaError::NoEngine))?;
                Recorder::on_engine(engine, lane, trace, settings)
            }
        };
        self.under_way.push_back(Lent::new(recorder.map_err(Failure::Arena)?.with_room(room)));
        Ok(true)
    }

    /// Starts a lane, or runs a part of the one whose turn it is. Returns whether all are done.
    fn piece(&mut self, terms: &mut Terms) -> Result<bool, Failure> {
        if self.start_one(terms)? {
            return Ok(false);
        }
        let Some(lane) = self.under_way.pop_front() else { return Ok(true) };
        match lane.advance(PIECE).map_err(Failure::Arena)? {
            Some(recording) => self.run.add(recording),
            None => self.under_way.push_back(lane),
        }
        Ok(self.under_way.is_empty())
    }
}

/// The lanes come after the script.
fn executed(result: Result<Executed, ScriptError>, terms: Terms) -> Work {
    match result {
        Ok(executed) => Work::Pending(Job { stage: lanes_of(executed, terms.settings), terms }),
        Err(mistake) => Work::Done(Action::Ran(Err(Failure::Script(mistake)))),
    }
}

fn lanes_of(executed: Executed, settings: Settings) -> Stage {
    lanes(Run::new(executed, settings), true)
}

fn lanes(run: Run, is_new: bool) -> Stage {
    Stage::Lanes(Box::new(Running { run, under_way: VecDeque::new(), is_new }))
}

/// Without the others, the lanes that run here go on.
fn failed(failure: Failure) -> Action {
    match failure {
        Failure::Arena(ArenaError::NoEngine) => Action::NoPeers,
        failure => Action::Ran(Err(failure)),
    }
}

fn done(run: Run, is_new: bool) -> Action {
    if is_new { Action::Ran(Ok(run)) } else { Action::Added(run) }
}
