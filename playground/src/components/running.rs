//! What happens over time: the script is run after a pause in typing, and the playhead plays.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::callback::Timeout;
use heap_lab::state::{Action, AppState, Job, Resume, Work};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{
        frames::Frames,
        peers,
        turns::{Turns, now},
        worker::ScriptWorker,
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
    let runner = {
        let dispatch = dispatch.clone();
        use_memo((), move |_| Runner::new(dispatch))
    };
    let job = Job::due(state);
    let is_typing = state.stale && state.resume == Resume::Keep;
    let pause = if is_typing { PAUSE } else { 0 };
    {
        let runner = runner.clone();
        use_effect_with(state.revision, move |_| {
            let timer = job.map(|job| {
                let runner = runner.clone();
                Timeout::new(pause, move || runner.start(job))
            });
            move || {
                drop(timer);
                runner.drop_work();
            }
        });
    }
    use_effect_with(state.stopping, move |&stopping| {
        if stopping {
            runner.stop();
        }
    });
}

/// The work under way: one job, here or in a worker.
struct Runner {
    job: RefCell<Option<Job>>,
    turns: RefCell<Option<Turns>>,
    worker: RefCell<Option<ScriptWorker>>,
    /// How often work was begun or dropped: what was loaded for other work is of no use.
    number: Cell<u32>,
    last_report: Cell<f64>,
    dispatch: Dispatch,
}

impl Runner {
    fn new(dispatch: Dispatch) -> Self {
        Self {
            job: RefCell::default(),
            turns: RefCell::default(),
            worker: RefCell::default(),
            number: Cell::default(),
            last_report: Cell::default(),
            dispatch,
        }
    }

    fn start(self: &Rc<Self>, job: Job) {
        let number = self.next();
        let count = job.engines();
        if count == 0 {
            return self.begin(job);
        }
        let this = self.clone();
        spawn_local(async move {
            let engines = peers::engines(count).await;
            if this.number.get() == number {
                match engines {
                    Some(engines) => this.begin(job.with(engines)),
                    None => this.dispatch.dispatch(Action::NoPeers),
                }
            }
        });
    }

    fn begin(self: &Rc<Self>, job: Job) {
        self.last_report.set(now());
        self.go_on(Work::Pending(job));
    }

    fn next(&self) -> u32 {
        let next = self.number.get().wrapping_add(1);
        self.number.set(next);
        next
    }

    /// Goes on with what remains.
    fn go_on(self: &Rc<Self>, work: Work) {
        match work {
            Work::Pending(job) => {
                self.job.replace(Some(job));
                let this = self.clone();
                self.turns.replace(Some(Turns::start(move || this.slice())));
            }
            Work::Elsewhere(job, script) => {
                self.job.replace(Some(job));
                let this = self.clone();
                let worker = ScriptWorker::start(&script, move |answer| this.answered(answer));
                let is_here = worker.is_none();
                self.worker.replace(worker);
                if is_here {
                    self.answered(None);
                }
            }
            Work::Done(action) => self.dispatch.dispatch(action),
        }
    }

    /// Does a slice of the work. Returns whether there is more to do here.
    fn slice(self: &Rc<Self>) -> bool {
        let Some(job) = self.job.take() else { return false };
        let end = now() + SLICE;
        match job.advance(&|| now() >= end) {
            Work::Pending(job) => {
                let is_time = now() - self.last_report.get() >= REPORT;
                let report = if is_time { job.report() } else { None };
                self.job.replace(Some(job));
                if let Some(report) = report {
                    self.last_report.set(now());
                    self.dispatch.dispatch(report);
                }
                true
            }
            work @ (Work::Elsewhere(..) | Work::Done(_)) => {
                self.go_on(work);
                false
            }
        }
    }

    /// Takes what came of a script elsewhere.
    fn answered(self: &Rc<Self>, answer: Option<Vec<u8>>) {
        // The next one may come much later, and a worker has a memory of its own.
        drop(self.worker.take());
        if let Some(job) = self.job.take() {
            self.go_on(job.answered(answer.as_deref()));
        }
    }

    /// Ends with what is done, if that can be shown.
    fn stop(&self) {
        if let Some(job) = self.job.take() {
            match job.stop() {
                Work::Done(action) => self.dispatch.dispatch(action),
                Work::Pending(job) | Work::Elsewhere(job, _) => drop(self.job.replace(Some(job))),
            }
        }
    }

    /// Drops the work, wherever it is done.
    fn drop_work(&self) {
        self.next();
        drop((self.job.take(), self.turns.take(), self.worker.take()));
    }
}

/// Moves the playhead while the state is playing.
#[hook]
pub fn use_playing(state: &AppState, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((state.playing, state.pace()), move |&(playing, speed)| {
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
