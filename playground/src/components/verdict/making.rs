//! The verdict on the run of the page, made in turns while it is wanted: its page shows it, and the menu of files saves it.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use heap_lab::{
    state::{Program, Run},
    verdict::{Survey, Verdict, advice::Context},
};
use yew::prelude::*;

use super::timing::{Stage, use_timing};
use crate::browser::turns::{Turns, now};

/// The length of a turn, in milliseconds.
const SLICE: f64 = 8.0;
/// The time before the work begins, in milliseconds: what is shown comes first.
const REST: u32 = 50;

/// The verdict, as far as it is made.
#[derive(Clone, PartialEq)]
pub struct Judged {
    /// The verdict, with the times that were measured.
    pub verdict: Option<Rc<Verdict>>,
    /// How far the measurement of the times is.
    pub stage: Stage,
    /// Begins it.
    pub measure: Callback<MouseEvent>,
}

/// The verdict on a run; without one, none is wanted.
#[hook]
pub fn use_verdict(run: Option<&Run>, program: &Program) -> Judged {
    let found = use_state(|| None::<(Run, Rc<Verdict>)>);
    {
        let found = found.setter();
        use_effect_with(run.map(|run| (run.clone(), program.clone())), move |wanted| {
            let work = wanted.clone().map(|(run, program)| begin(run, &program, found));
            move || drop(work)
        });
    }
    let (stage, measure) = use_timing(run);
    // That of another run is of no use.
    let made = found.as_ref().filter(|(of, _)| run == Some(of)).map(|(_, verdict)| verdict.clone());
    let verdict =
        use_memo((made, stage.clone()), |(made, stage)| made.clone().map(|verdict| stage.add_to(verdict)));
    Judged { verdict: (*verdict).clone(), stage, measure }
}

/// Begins to make a verdict, which goes on until it is found or what this returns is dropped.
fn begin(
    run: Run,
    program: &Program,
    found: UseStateSetter<Option<(Run, Rc<Verdict>)>>,
) -> (Timeout, Rc<RefCell<Option<Turns>>>) {
    let context = match program.recorded() {
        Some(recorded) => Context::recorded(run.settings, &recorded.imported.notes),
        None => Context { arena: run.settings, ..Context::default() },
    };
    let mut survey = Survey::new(context, run.trace.clone());
    let turns = Rc::new(RefCell::new(None));
    let held = turns.clone();
    let timer = Timeout::new(REST, move || {
        held.replace(Some(Turns::start(move || {
            let end = now() + SLICE;
            while now() < end {
                if let Some(verdict) = survey.advance(run.recordings()) {
                    found.set(Some((run.clone(), Rc::new(verdict))));
                    return false;
                }
            }
            true
        })));
    });
    (timer, turns)
}
