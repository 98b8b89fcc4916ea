//! Motion: when the run goes a step forward, the map shows for a moment how it changed. It never waits: the next step
//! begins from where this one ends.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{lab::frame::Frame, scene::Scene};

use crate::browser::{frames::Frames, media};

/// How long it takes, in milliseconds.
const LENGTH: f64 = 200.0;
/// Steps that follow each other faster are shown without motion.
const LEAST_PAUSE: f64 = 180.0;

/// A change on its way.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    /// The picture before it.
    pub before: &'a Scene,
    /// How far it is, from 0 to 1.
    pub progress: f64,
}

impl Change<'_> {
    /// A number on its way from one value to another.
    pub fn between(&self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.progress
    }

    /// An address on its way.
    pub fn address(&self, from: u32, to: u32) -> u32 {
        self.between(f64::from(from), f64::from(to)) as u32
    }
}

/// What a map shows, and its motion.
#[derive(Default)]
pub struct Motion {
    shown: Option<(Frame, Rc<Scene>)>,
    /// When the last step was shown.
    since: f64,
    running: Rc<RefCell<Option<Frames>>>,
}

impl Motion {
    /// Shows a scene: calls `paint` now, and if it is a step forward from the last one, before each repaint until the
    /// change is complete. Whatever was moving has arrived.
    pub fn show(&mut self, frame: &Frame, scene: &Rc<Scene>, paint: impl Fn(Option<Change>) + 'static) {
        self.running.borrow_mut().take();
        let Some(before) = self.step(frame, scene) else { return paint(None) };
        paint(Some(Change { before: &before, progress: 0.0 }));
        let mut start = None;
        let running = Rc::downgrade(&self.running);
        *self.running.borrow_mut() = Some(Frames::start(move |now| {
            let passed = (now - *start.get_or_insert(now)) / LENGTH;
            if passed < 1.0 {
                // Fast at first, so that a step never feels late.
                let progress = 1.0 - (1.0 - passed) * (1.0 - passed);
                return paint(Some(Change { before: &before, progress }));
            }
            paint(None);
            if let Some(running) = running.upgrade() {
                running.borrow_mut().take();
            }
        }));
    }

    /// The scene before this one, if the change is to be seen.
    fn step(&mut self, frame: &Frame, scene: &Rc<Scene>) -> Option<Rc<Scene>> {
        let (old, before) = self.shown.replace((frame.clone(), scene.clone()))?;
        let at = |frame: &Frame| (frame.moment.done, frame.moment.inside());
        if at(&old) == at(frame) {
            return None;
        }
        let now = js_sys::Date::now();
        let pause = now - std::mem::replace(&mut self.since, now);
        let is_step = at(frame) > at(&old) && frame.moment.done <= old.moment.done + 1;
        let is_same_view = before.grid.view == scene.grid.view && before.grid.scale == scene.grid.scale;
        let is_wanted = pause >= LEAST_PAUSE && !media::matches(media::STILL);
        (is_step && is_same_view && is_wanted).then_some(before)
    }
}
