//! Positions, events and blocks that must exist.

use crate::{
    lab::Lanes,
    lesson::{END, Place, mistakes::RunMistake, run::Runner},
    trace::{BlockId, Op, Trace},
};

/// Checks that there is such a place in the run.
pub fn check(place: &Place, lanes: Lanes, runner: &Runner) -> Result<(), RunMistake> {
    let trace = &runner.trace;
    let Some(op) = place.op else { return Ok(()) };
    op_exists(op, trace)?;
    if place.event > 0 {
        next_exists(op, trace)?;
        event_exists(op, place.event, lanes, runner)?;
    }
    let Some(name) = &place.select else { return Ok(()) };
    let block = block_named(name, trace).ok_or_else(|| RunMistake::NoBlock { name: name.clone() })?;
    let is_request = |op: &Op| matches!(*op, Op::Alloc { block: it, .. } if it == block);
    let requested = trace.ops.iter().position(is_request).map_or(0, |at| trace.count(at));
    let begun = op.saturating_add(usize::from(place.event > 0));
    match requested < begun {
        true => Ok(()),
        false => Err(RunMistake::BlockLater { name: name.clone(), op: requested + 1 }),
    }
}

/// Checks that a run has as many operations.
pub fn op_exists(op: usize, trace: &Trace) -> Result<(), RunMistake> {
    let ops = trace.count(trace.ops.len());
    match op == END || op <= ops {
        true => Ok(()),
        false => Err(RunMistake::NoOp { op, ops }),
    }
}

/// Checks that an operation comes after `op` of them.
pub fn next_exists(op: usize, trace: &Trace) -> Result<(), RunMistake> {
    op_exists(op, trace)?;
    let ops = trace.count(trace.ops.len());
    if op < ops { Ok(()) } else { Err(RunMistake::NoNext { ops }) }
}

/// The block of that name.
pub fn block_named(name: &str, trace: &Trace) -> Option<BlockId> {
    let block = trace.blocks.iter().position(|block| block == name)?;
    BlockId::try_from(block).ok()
}

/// Checks that the next operation is not over after as many events.
fn event_exists(op: usize, event: usize, lanes: Lanes, runner: &Runner) -> Result<(), RunMistake> {
    let next = runner.trace.next_op(runner.trace.done(op));
    let recordings = runner.recordings.iter().map(|recording| recording.borrow());
    let shown = recordings.filter(|recording| lanes.contains(recording.kind()) && next < recording.len());
    let events = shown.map(|recording| recording.step_count(next)).max().unwrap_or(0);
    match event < events {
        true => Ok(()),
        false => Err(RunMistake::NoEvent { op: op.saturating_add(1), event, events }),
    }
}
