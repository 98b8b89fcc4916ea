//! Makes a verdict in pieces, so that the page stays responsive: [`Survey`].

use std::rc::Rc;

use super::{
    Advice, Fingerprint, LaneResult,
    advice::{Choice, Context, advise},
    fingerprint, lane,
};
use crate::{lab::LaneKind, question::Recordings, trace::Trace};

/// Operations that are read in one piece: about a millisecond.
const PIECE: usize = 4_000;

/// A verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Where it comes from.
    pub context: Context,
    /// What kind of program it is.
    pub program: Fingerprint,
    /// What each lane made of it, in the order of the lanes.
    pub lanes: Vec<LaneResult>,
    /// Which allocator fits.
    pub advice: Advice,
}

impl Verdict {
    /// The verdict on these results.
    pub fn new(context: Context, program: Fingerprint, mut lanes: Vec<LaneResult>) -> Self {
        // Recordings are in the order in which they were done.
        lanes.sort_by_key(|lane| lane.kind as usize);
        Self { advice: advise(&program, &lanes, &context), context, program, lanes }
    }

    /// The allocators of lite-alloc that were not run, and so are not judged.
    pub fn missing(&self) -> Vec<LaneKind> {
        let has_run = |lane: &LaneKind| self.lanes.iter().any(|result| result.kind == *lane);
        LaneKind::OURS.into_iter().filter(|lane| !has_run(lane)).collect()
    }

    /// If no lane runs the program: how many more come as close as the one that is named.
    pub fn as_close(&self) -> usize {
        let Choice::Closest(closest) = self.advice.choice else { return 0 };
        let reached = |lane: &LaneResult| (lane.done, lane.refused);
        let named = self.lanes.iter().find(|lane| lane.kind == closest).map(reached);
        self.lanes.iter().filter(|lane| lane.kind != closest && Some(reached(lane)) == named).count()
    }
}

/// A verdict in the making.
pub struct Survey {
    context: Context,
    trace: Rc<Trace>,
    /// Operations that count.
    len: usize,
    stage: Stage,
    lanes: Vec<LaneResult>,
}

enum Stage {
    Program(Box<fingerprint::Reader>),
    Lanes { program: Box<Fingerprint>, reader: Option<Box<lane::Reader>> },
}

impl Survey {
    /// A survey of a trace, as far as it may be seen.
    pub fn new(context: Context, trace: Rc<Trace>) -> Self {
        let len = trace.ops.len();
        let stage = Stage::Program(Box::new(fingerprint::Reader::new(&trace, len)));
        Self { context, trace, len, stage, lanes: Vec::new() }
    }

    /// Does a piece of the work. Returns the verdict when it is done. The recordings must be the same each time; they are
    /// moved.
    pub fn advance(&mut self, recordings: &Recordings) -> Option<Verdict> {
        match &mut self.stage {
            Stage::Program(reader) => {
                if reader.advance(&self.trace, PIECE) {
                    let empty = Box::new(fingerprint::Reader::new(&Trace::default(), 0));
                    let program = Box::new(std::mem::replace(reader, empty).finish());
                    self.stage = Stage::Lanes { program, reader: None };
                }
                None
            }
            Stage::Lanes { program, reader } => {
                let Some(recording) = recordings.get(self.lanes.len()) else {
                    let (program, lanes) = (std::mem::take(&mut **program), std::mem::take(&mut self.lanes));
                    return Some(Verdict::new(self.context, program, lanes));
                };
                let mut recording = recording.borrow_mut();
                let mut current =
                    reader.take().unwrap_or_else(|| Box::new(lane::Reader::new(&recording, self.len)));
                if current.advance(&mut recording, PIECE) {
                    self.lanes.push(current.finish());
                } else {
                    *reader = Some(current);
                }
                None
            }
        }
    }
}
