//! The work that the state waits for, done piece by piece, so that the page stays responsive.

use std::rc::Rc;

use super::{Action, AppState, Failure, Run};
use crate::{
    arena::Settings,
    lab::{LaneKind, Lanes, Recorder},
    script::{
        self, Executed,
        by_hand::{self, Search},
    },
};

/// A script to run in lanes, lanes to add to a run, or a line to add by hand. Each [`advance`](Job::advance) does one
/// piece of the work.
pub struct Job {
    stage: Stage,
    settings: Settings,
    /// The lanes to run.
    lanes: Lanes,
}

enum Stage {
    Search(Search),
    Script(Rc<str>),
    Lanes { run: Run, under_way: Option<Box<Recorder>>, is_new: bool },
}

/// The progress of a job.
pub enum Progress {
    /// There is more to do.
    Working(Job),
    /// Everything is done: the action to dispatch.
    Done(Action),
}

/// Operations plus visited free blocks in one piece of the work: it takes some ten milliseconds.
const PIECE: u32 = 250_000;

impl Job {
    /// The pending work, if any.
    pub fn due(state: &AppState) -> Option<Self> {
        let current = state.run.as_ref().filter(|_| !state.stale && state.error.is_none());
        let stage = if let Some(request) = state.by_hand {
            let run = current.map(|run| run.executed.clone());
            Stage::Search(Search::new(state.text.clone(), run, state.playhead.next(), request))
        } else if state.stale {
            match &state.executed {
                Some(executed) => lanes_of(executed.clone(), state.settings),
                None => Stage::Script(state.text.clone()),
            }
        } else {
            Stage::Lanes { run: state.run_without_a_lane()?.clone(), under_way: None, is_new: false }
        };
        Some(Self { stage, settings: state.settings, lanes: state.shown })
    }

    /// Does the next piece: the script, an attempt to edit it, or a part of a lane.
    pub fn advance(self) -> Progress {
        let Self { stage, settings, lanes } = self;
        let working = |stage| Progress::Working(Self { stage, settings, lanes });
        match stage {
            Stage::Search(search) => match search.advance() {
                by_hand::Progress::Working(search) => working(Stage::Search(search)),
                by_hand::Progress::Done(result) => Progress::Done(Action::Edited(result)),
            },
            Stage::Script(text) => match script::run(&text) {
                Ok(executed) => working(lanes_of(executed, settings)),
                Err(mistake) => Progress::Done(Action::Ran(Err(Failure::Script(mistake)))),
            },
            Stage::Lanes { mut run, under_way, is_new } => {
                let under_way = match under_way {
                    Some(lane) => Ok(lane),
                    None => match lanes.without(run.lanes()).iter().next() {
                        Some(lane) => start(lane, &run),
                        None if is_new => return Progress::Done(Action::Ran(Ok(run))),
                        None => return Progress::Done(Action::Added(run)),
                    },
                };
                match under_way {
                    Ok(mut lane) => {
                        let under_way = if lane.advance(PIECE) {
                            run.add(lane.finish());
                            None
                        } else {
                            Some(lane)
                        };
                        working(Stage::Lanes { run, under_way, is_new })
                    }
                    Err(failure) => Progress::Done(Action::Ran(Err(failure))),
                }
            }
        }
    }
}

fn lanes_of(executed: Executed, settings: Settings) -> Stage {
    Stage::Lanes { run: Run::new(executed, settings), under_way: None, is_new: true }
}

fn start(lane: LaneKind, run: &Run) -> Result<Box<Recorder>, Failure> {
    Recorder::new(lane, run.trace.clone(), run.settings).map(Box::new).map_err(Failure::Arena)
}
