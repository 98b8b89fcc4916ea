//! What happens over time: the script is run after a pause in typing, and the playhead plays.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use heap_lab::state::{Action, AppState, Job, Resume, Work};
use yew::prelude::*;

use crate::{
    browser::{
        frames::Frames,
        turns::{Turns, now},
    },
    store::Dispatch,
};

/// The length of a pause in typing, in milliseconds.
const PAUSE: u32 = 150;
/// The length of a slice of work, in milliseconds: half of a frame.
const SLICE: f64 = 8.0;
/// The time between two reports of progress, in milliseconds, and before the first.
const REPORT: f64 = 100.0;
/// The longest time between two frames that counts, in milliseconds: a page that was hidden does not catch up.
const LONGEST_FRAME: f64 = 250.0;

/// Does the pending work, such as running a changed script, in slices, so that the page stays responsive. Work that is
/// no longer needed is dropped.
#[hook]
pub fn use_running(state: &AppState, dispatch: &Dispatch) {
    let held = use_mut_ref(|| None::<Job>);
    let job = Job::due(state);
    let is_typing = state.stale && state.resume == Resume::Keep;
    let pause = if is_typing { PAUSE } else { 0 };
    {
        let (held, dispatch) = (held.clone(), dispatch.clone());
        use_effect_with(state.revision, move |_| {
            let turns = Rc::new(RefCell::new(None));
            let is_due = job.is_some();
            held.replace(job);
            let timer = is_due.then(|| {
                let turns = turns.clone();
                Timeout::new(pause, move || {
                    let mut last_report = now();
                    turns.replace(Some(Turns::start(move || slice(&held, &mut last_report, &dispatch))));
                })
            });
            move || drop((timer, turns.take()))
        });
    }
    let dispatch = dispatch.clone();
    use_effect_with(state.stopping, move |&stopping| {
        let job = if stopping { held.take() } else { None };
        if let Some(job) = job {
            match job.stop() {
                Work::Pending(job) => drop(held.replace(Some(job))),
                Work::Done(action) => dispatch.dispatch(action),
            }
        }
    });
}

/// Does a slice of the work. Returns whether there is more to do.
fn slice(held: &RefCell<Option<Job>>, last_report: &mut f64, dispatch: &Dispatch) -> bool {
    let Some(job) = held.take() else { return false };
    let end = now() + SLICE;
    match job.advance(&|| now() >= end) {
        Work::Done(action) => {
            dispatch.dispatch(action);
            false
        }
        Work::Pending(job) => {
            let progress = job.progress().filter(|_| now() - *last_report >= REPORT);
            held.replace(Some(job));
            if let Some(progress) = progress {
                *last_report = now();
                dispatch.dispatch(Action::Progress(progress));
            }
            true
        }
    }
}

/// Moves the playhead while the state is playing.
#[hook]
pub fn use_playing(state: &AppState, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((state.playing, state.speed), move |&(playing, speed)| {
        let frames = playing.then(|| {
            let mut last = None;
            // The first step comes at once, as feedback.
            let mut owed = 1.0;
            Frames::start(move |now| {
                let passed = (now - last.replace(now).unwrap_or(now)).clamp(0.0, LONGEST_FRAME);
                owed += passed * f64::from(speed.per_second) / 1000.0;
                let steps = owed as u32;
                owed -= f64::from(steps);
                dispatch.dispatch(Action::Advance(steps));
            })
        });
        move || drop(frames)
    });
}
