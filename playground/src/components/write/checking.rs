//! A text that is checked while it is typed, in turns, so that no key waits.

use std::{cell::RefCell, ops::ControlFlow, rc::Rc};

use gloo_timers::callback::Timeout;
use heap_lab::{
    lesson::{Lesson, check::Check, mistakes::LessonError, read},
    state::rehearsal::Rehearsal,
    text::Language,
};
use yew::prelude::*;

use crate::browser::turns::{Turns, now};

/// The length of a pause in typing, in milliseconds.
const PAUSE: u32 = 250;
/// The length of a turn, in milliseconds: half of a frame.
const SLICE: f64 = 8.0;

/// A text that was checked.
pub struct Checked {
    /// The text.
    pub text: Rc<str>,
    /// The lesson, as far as the text makes sense.
    pub lesson: Rc<Lesson>,
    /// Everything that is wrong with it, in the order of lines.
    pub mistakes: Vec<LessonError>,
    /// Its scenes, run.
    pub rehearsal: Rehearsal,
}

/// The text that was checked last, and whether that is the present one.
#[hook]
pub fn use_checked(text: &Rc<str>, language: Language) -> (Option<Rc<Checked>>, bool) {
    let last = use_state(|| None::<Rc<Checked>>);
    {
        let last = last.clone();
        use_effect_with((text.clone(), language), move |(text, _)| {
            let turns = Rc::new(RefCell::new(None));
            let pause = if last.is_some() { PAUSE } else { 0 };
            let timer = {
                let (turns, text) = (turns.clone(), text.clone());
                Timeout::new(pause, move || {
                    let mut work = Some(Work::new(text, language));
                    turns.replace(Some(Turns::start(move || {
                        work = work.take().and_then(|work| match work.turn() {
                            ControlFlow::Break(checked) => {
                                last.set(Some(Rc::new(checked)));
                                None
                            }
                            ControlFlow::Continue(work) => Some(work),
                        });
                        work.is_some()
                    })));
                })
            };
            move || drop((timer, turns.take()))
        });
    }
    let is_present = last.as_ref().is_some_and(|checked| checked.text == *text);
    ((*last).clone(), is_present)
}

/// A check under way.
struct Work {
    text: Rc<str>,
    check: Check,
    mistakes: Vec<LessonError>,
    /// All mistakes, once they are known.
    all: Option<Vec<LessonError>>,
    rehearsal: Rehearsal,
}

impl Work {
    fn new(text: Rc<str>, language: Language) -> Self {
        let (lesson, mistakes) = read(&text);
        let lesson = Rc::new(lesson);
        let rehearsal = Rehearsal::new(lesson.clone(), language);
        Self { text, check: Check::new(lesson), mistakes, all: None, rehearsal }
    }

    /// Works until the turn or everything is over.
    fn turn(mut self) -> ControlFlow<Checked, Self> {
        let end = now() + SLICE;
        while now() < end {
            if self.all.is_none() {
                self.all = self.check.advance();
            } else if self.rehearsal.advance(&|| now() >= end) {
                let mut mistakes = self.mistakes;
                mistakes.extend(self.all.into_iter().flatten());
                mistakes.sort_by_key(|mistake| mistake.line);
                let lesson = self.rehearsal.lesson().clone();
                return ControlFlow::Break(Checked {
                    text: self.text,
                    lesson,
                    mistakes,
                    rehearsal: self.rehearsal,
                });
            }
        }
        ControlFlow::Continue(self)
    }
}
