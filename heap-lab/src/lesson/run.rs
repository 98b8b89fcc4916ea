//! A script of a lesson, run in pieces.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use super::mistakes::RunMistake;
use crate::{
    arena::Settings,
    lab::{LaneKind, Lanes, Recorder, Recording},
    script::{self, ScriptError},
    trace::Trace,
};

/// The most operations of a script in a lesson.
pub const MAX_OPS: usize = 2_000;
/// Operations plus visited free blocks in one piece.
const PIECE: u32 = 1_000;

/// A trace that is run in some lanes.
pub struct Runner {
    pub trace: Rc<Trace>,
    settings: Settings,
    lanes: VecDeque<LaneKind>,
    recorder: Option<Recorder>,
    pub recordings: Vec<Rc<RefCell<Recording>>>,
}

impl Runner {
    /// Runs the script, whose first line is line `line` of a file, but no lane yet.
    pub fn new(script: &str, line: u32, settings: Settings, lanes: Lanes) -> Result<Self, RunMistake> {
        let trace = match script::run_short(script) {
            None => return Err(RunMistake::LongScript),
            Some(Err(error)) => return Err(RunMistake::Script(in_file(script, line, error))),
            Some(Ok(executed)) => executed.trace,
        };
        let ops = trace.ops.len();
        if ops > MAX_OPS {
            return Err(RunMistake::ManyOps { ops, most: MAX_OPS });
        }
        let lanes = lanes.iter().collect();
        Ok(Self { trace, settings, lanes, recorder: None, recordings: Vec::new() })
    }

    /// Runs a part of a lane. Returns whether all are done.
    pub fn advance(&mut self) -> Result<bool, RunMistake> {
        let mut recorder = match (self.recorder.take(), self.lanes.pop_front()) {
            (None, None) => return Ok(true),
            (None, Some(lane)) => {
                Recorder::new(lane, self.trace.clone(), self.settings).map_err(RunMistake::Arena)?
            }
            (Some(recorder), next) => {
                self.lanes.extend(next);
                self.lanes.rotate_right(usize::from(next.is_some()));
                recorder
            }
        };
        match recorder.advance(PIECE).map_err(RunMistake::Arena)? {
            true => self.recordings.push(Rc::new(RefCell::new(recorder.finish()))),
            false => self.recorder = Some(recorder),
        }
        Ok(self.recorder.is_none() && self.lanes.is_empty())
    }
}

/// The mistake with the lines of the file: it may name several, so the script is run again where it stands.
fn in_file(script: &str, line: u32, error: ScriptError) -> ScriptError {
    let lines_above = line.saturating_sub(1);
    let in_place = "\n".repeat(lines_above as usize) + script;
    match script::run_short(&in_place) {
        Some(Err(in_place)) => in_place,
        _ => ScriptError { line: error.line + lines_above, called: None, ..error },
    }
}
