//! A trace on each allocator, one after the other, to a verdict.

use std::{env, path::Path};

use heap_lab::{
    lab::{LaneKind, Recorder},
    verdict::{Fingerprint, LaneResult, Verdict},
};

use crate::{Problem, engine::Module, input::Program, options::Options};

/// The variable that says where the module of dlmalloc and talc is: `cargo xtask replay` sets it.
pub const MODULE: &str = "LITE_ALLOC_PEERS";

/// Operations plus visits between two reports of how far a lane is.
const PIECE: u32 = 1 << 20;

/// Runs a program in the lanes that are wanted. Recordings are large, so each is dropped before the next is made.
/// `report` hears how far a lane is.
///
/// # Errors
/// The arena is impossible, or there is no module of dlmalloc and talc, and one of them is wanted.
pub fn verdict(
    program: &Program,
    options: &Options,
    report: &mut dyn FnMut(&str, usize, usize),
) -> Result<Verdict, Problem> {
    let arena = options.arena(program.arena)?;
    let all = program.trace.ops.len();
    let module = module(options)?;
    let mut lanes = Vec::new();
    for kind in options.lanes.iter() {
        let impossible = |error| Problem::file(options.language.text().arena_error(error));
        let trace = program.trace.clone();
        let mut recorder = match module.as_ref().filter(|_| !kind.is_inspected()) {
            None => Recorder::new(kind, trace, arena),
            Some(module) => {
                let engine = module.instance().map_err(|problem| Problem::file(problem.to_string()))?;
                Recorder::on_engine(Box::new(engine), kind, trace, arena)
            }
        }
        .map_err(impossible)?;
        while !recorder.advance(PIECE).map_err(impossible)? {
            report(kind.short_name(), recorder.done(), all);
        }
        lanes.push(LaneResult::of(&mut recorder.finish()));
    }
    report("", all, all);
    Ok(Verdict::new(program.context(arena), Fingerprint::of(&program.trace), lanes))
}

/// The module of the lanes of others, if one of them is wanted.
fn module(options: &Options) -> Result<Option<Module>, Problem> {
    if options.lanes.iter().all(LaneKind::is_inspected) {
        return Ok(None);
    }
    let file = env::var_os(MODULE).ok_or_else(|| {
        Problem::usage(format!(
            "dlmalloc and talc need their module: use cargo xtask replay, which sets {MODULE}."
        ))
    })?;
    Module::read(Path::new(&file)).map(Some).map_err(|problem| Problem::file(problem.to_string()))
}
