//! The time per operation, measured on this machine once the reader asks for it: all lanes of the run take turns in the
//! module of dlmalloc and talc, without any recording.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    lab::peer::timing::{FEWEST, Timed, Timing},
    state::Run,
    verdict::{Verdict, advice::Doubt},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{
    peers,
    turns::{Turns, now},
};

/// How far the measurement is.
#[derive(Clone, PartialEq)]
pub enum Stage {
    /// Nobody has asked for it.
    Idle,
    /// It is being made.
    Busy,
    /// The times are known.
    Done(Rc<[Timed]>),
    /// The module can't be loaded, or does not work.
    Failed,
}

impl Stage {
    /// A verdict with these times.
    pub fn add_to(&self, verdict: Rc<Verdict>) -> Rc<Verdict> {
        let Self::Done(times) = self else { return verdict };
        let mut timed = (*verdict).clone();
        for lane in &mut timed.lanes {
            lane.time = times.iter().find(|time| time.lane == lane.kind).and_then(Timed::picoseconds);
        }
        for doubt in timed.advice.doubts.iter_mut().filter(|doubt| **doubt == Doubt::Estimated) {
            *doubt = Doubt::Measured;
        }
        Rc::new(timed)
    }
}

/// Whether the time of an operation of this run can be measured.
pub fn is_long_enough(run: &Run) -> bool {
    run.trace.ops.len() >= FEWEST
}

/// The measurement of a run, and what starts it. It ends with the run, or once there is none.
#[hook]
pub fn use_timing(run: Option<&Run>) -> (Stage, Callback<MouseEvent>) {
    let stage = use_state(|| Stage::Idle);
    let turns = use_mut_ref(|| None::<Turns>);
    // The module may arrive after the page or its run is gone.
    let current = use_mut_ref(|| 0_u32);
    {
        let (stage, turns, current) = (stage.setter(), turns.clone(), current.clone());
        use_effect_with(run.cloned(), move |_| {
            stage.set(Stage::Idle);
            move || {
                turns.take();
                *current.borrow_mut() += 1;
            }
        });
    }
    let start = {
        let stage = stage.setter();
        use_callback(run.cloned(), move |_: MouseEvent, run| {
            let Some(run) = run.clone() else { return };
            stage.set(Stage::Busy);
            let stage = stage.clone();
            let (turns, current): (_, Rc<RefCell<u32>>) = (turns.clone(), current.clone());
            let started = *current.borrow();
            spawn_local(async move {
                let engine = peers::engines(1).await.and_then(|mut engines| engines.pop());
                if *current.borrow() != started {
                    return;
                }
                let timing =
                    engine.and_then(|engine| Timing::new(engine, &run.trace, run.settings, run.lanes()));
                let Some(mut timing) = timing else { return stage.set(Stage::Failed) };
                turns.replace(Some(Turns::start(move || match timing.advance(&now) {
                    Ok(None) => true,
                    Ok(Some(times)) => {
                        stage.set(Stage::Done(times.into()));
                        false
                    }
                    Err(_) => {
                        stage.set(Stage::Failed);
                        false
                    }
                })));
            });
        })
    };
    ((*stage).clone(), start)
}
