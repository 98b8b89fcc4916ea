//! A trace on each allocator, one after the other, to a verdict.

use heap_lab::{
    lab::Recorder,
    verdict::{Fingerprint, LaneResult, Verdict},
};

use crate::{Problem, input::Program, options::Options};

/// Operations plus visits between two reports of how far a lane is.
const PIECE: u32 = 1 << 20;

/// Runs a program in the lanes that are wanted. Recordings are large, so each is dropped before the next is made.
/// `report` hears how far a lane is.
///
/// # Errors
/// The arena is impossible.
pub fn verdict(
    program: &Program,
    options: &Options,
    report: &mut dyn FnMut(&str, usize, usize),
) -> Result<Verdict, Problem> {
    let arena = options.arena(program.arena)?;
    let all = program.trace.ops.len();
    let mut lanes = Vec::new();
    for kind in options.lanes.iter() {
        let impossible = |error| Problem::file(options.language.text().arena_error(error));
        let mut recorder = Recorder::new(kind, program.trace.clone(), arena).map_err(impossible)?;
        while !recorder.advance(PIECE).map_err(impossible)? {
            report(kind.short_name(), recorder.done(), all);
        }
        lanes.push(LaneResult::of(&mut recorder.finish()));
    }
    report("", all, all);
    Ok(Verdict::new(program.context(arena), Fingerprint::of(&program.trace), lanes))
}
