//! What happens over time: the script is run after a pause in typing, and the playhead plays.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use heap_lab::state::{Action, AppState, Job, Progress, Resume};
use yew::prelude::*;

use crate::{browser::frames::Frames, store::Dispatch};

/// The length of a pause in typing, in milliseconds.
const PAUSE: u32 = 150;
/// The longest time between two frames that counts, in milliseconds: a page that was hidden does not catch up.
const LONGEST_FRAME: f64 = 250.0;

/// Does the pending work, such as running a changed script, piece by piece, so that the page stays responsive. Work
/// that is no longer needed is dropped.
#[hook]
pub fn use_running(state: &AppState, dispatch: &Dispatch) {
    let job = Job::due(state);
    let is_typing = state.stale && state.resume == Resume::Keep;
    let pause = if is_typing { PAUSE } else { 0 };
    let dispatch = dispatch.clone();
    use_effect_with(state.revision, move |_| {
        let timer = Rc::default();
        if let Some(job) = job {
            work(job, pause, &timer, dispatch);
        }
        move || drop(timer.take())
    });
}

/// The scheduled piece of work.
type Timer = Rc<RefCell<Option<Timeout>>>;

fn work(job: Job, wait: u32, timer: &Timer, dispatch: Dispatch) {
    let next = timer.clone();
    let timeout = Timeout::new(wait, move || match job.advance() {
        Progress::Working(job) => work(job, 0, &next, dispatch),
        Progress::Done(action) => dispatch.dispatch(action),
    });
    timer.replace(Some(timeout));
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
