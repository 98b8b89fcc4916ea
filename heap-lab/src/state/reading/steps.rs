//! Opening a lesson, going from step to step, and following the links in its prose.

use std::rc::Rc;

use super::{Asking, Bookmark, Origin, Read, Reading};
use crate::{
    homework::Task,
    lesson::{Place, course::COURSE},
    state::{Action, AppState, Document, Program, layout::Panel},
};

impl AppState {
    /// What the reader of a lesson does.
    pub(in crate::state) fn read(&mut self, read: Read) {
        match read {
            Read::Open { lesson, origin, step, answered, homework } => {
                let answers = Rc::default();
                let bookmark = Bookmark { lesson, origin, step, homework, answered, answers };
                let view = self.view();
                self.change(Action::Open(Document { view, ..Document::of_lesson(bookmark) }));
                self.edits += 1;
            }
            Read::Close => (self.reading, self.place) = (None, None),
            Read::Step(target) => {
                self.leave();
                self.show_step(self.gate(target));
            }
            Read::Follow { step, place } => self.follow(step, place),
            Read::Draft(answer) => self.draft(answer),
            Read::Change(change) => {
                if let Some(answer) = self.changed(change) {
                    self.draft(Some(answer));
                }
            }
            Read::Commit => self.commit(),
            Read::Watch => self.watch(),
            Read::Again(seed) => self.again(seed),
            Read::Quiz(seed) => self.quiz(seed),
            Read::Restore(answers) => self.restore(&answers),
        }
    }

    /// Whether that does anything now.
    pub(in crate::state) fn can_read(&self, read: &Read) -> bool {
        match read {
            Read::Open { .. } => true,
            Read::Close | Read::Step(_) | Read::Follow { .. } | Read::Restore(_) => self.reading.is_some(),
            Read::Draft(answer) => self.open_question().is_some_and(|asking| asking.answer != *answer),
            Read::Change(change) => self.changed(*change).is_some_and(|answer| {
                self.open_question().is_some_and(|asking| asking.answer.as_ref() != Some(&answer))
            }),
            Read::Commit => self.open_question().is_some_and(|asking| asking.answer.is_some()),
            Read::Watch => self.graded_question().is_some(),
            Read::Again(_) => self.can_ask_again(),
            Read::Quiz(_) => {
                let is_there = self.run.is_some() && !self.is_busy() && self.error.is_none();
                is_there && self.program.is_script() && !self.is_asked()
            }
        }
    }

    /// Whether a step, or in homework a question, may be read yet.
    pub fn may_read(&self, index: usize) -> bool {
        self.gate(index) == index
    }

    fn gate(&self, target: usize) -> usize {
        let Some(reading) = &self.reading else { return 0 };
        // Without a run there is no question.
        let cannot = self.error.is_some() && !self.stale && !self.reading_edited();
        reading.gate(reading.passed().max(reading.index() + usize::from(cannot)), target)
    }

    /// The lesson at a bookmark takes the place of the work.
    pub(in crate::state) fn open_lesson(&mut self, bookmark: Bookmark) {
        let Bookmark { lesson, origin, step, homework, answered, answers } = bookmark;
        let lesson = match origin {
            Origin::Course(index) => COURSE.get(index).map_or(lesson, |entry| entry.lesson(self.language)),
            _ => lesson,
        };
        let asks = lesson.asks().count();
        let count = homework.map_or(asks, |homework| homework.count(&lesson));
        let reading = Reading {
            origin,
            step: 0,
            number: 0,
            answered: (0..asks).map(|index| answered.get(index).copied().flatten()).collect(),
            answers: (0..count).map(|index| answers.get(index).cloned().flatten()).collect(),
            marks: if homework.is_some() { vec![None; count].into() } else { Rc::default() },
            asking: None,
            homework,
            lesson,
        };
        let first = reading.gate(0, step);
        self.example = None;
        self.layout.panel = Some(Panel::Example);
        self.reading = Some(reading);
        self.show_step(first);
    }

    /// Where the reader is in the lesson, unless the work is the reader's own.
    pub(in crate::state) fn bookmark(&self) -> Option<Bookmark> {
        let reading = self.reading.as_ref()?;
        if reading.origin == Origin::Quiz || self.reading_edited() {
            return None;
        }
        Some(Bookmark {
            lesson: reading.lesson.clone(),
            origin: reading.origin.clone(),
            step: reading.index(),
            homework: reading.homework,
            answered: reading.answered.clone(),
            answers: reading.answers.clone(),
        })
    }

    /// What the reader made of the script is left: the history of the page keeps it, as other work.
    fn leave(&mut self) {
        if self.reading_edited() {
            self.opened = self.opened.wrapping_add(1);
        }
    }

    /// Shows a step, or in homework a question, with its own data and place.
    pub(super) fn show_step(&mut self, index: usize) {
        let Some(reading) = &mut self.reading else { return };
        let Some(Task { step, seed }) = reading.task(index) else { return };
        let ask = reading.ask_at(step);
        reading.step = step;
        reading.number = if reading.homework.is_some() { index } else { 0 };
        let slot = if reading.homework.is_some() { Some(index) } else { ask };
        let given = slot.and_then(|slot| reading.answers.get(slot).cloned().flatten());
        reading.asking = ask.map(|ask| Asking { seed, answer: given, ..Asking::new(ask) });
        let place = reading.place();
        (self.led, self.tries) = (0, 0);
        self.show_place(place);
    }

    /// A link in the prose of a step is followed. That is a way back to the step, too.
    fn follow(&mut self, step: usize, place: Place) {
        self.leave();
        let homework = self.reading.as_ref().is_some_and(|reading| reading.homework.is_some());
        let is_here = self.reading.as_ref().is_some_and(|reading| reading.step == step);
        if !homework && (!is_here || self.reading_edited()) {
            self.show_step(self.gate(step));
            if self.reading.as_ref().is_none_or(|reading| reading.step != step) {
                return;
            }
        }
        self.show_place(place);
    }

    /// Shows a place of the step, whose script is opened unless it is open.
    pub(super) fn show_place(&mut self, place: Place) {
        let Some(reading) = &self.reading else { return };
        let (Some(script), Some(scene), Some(step)) = (reading.script(), reading.scene(), reading.current())
        else {
            return;
        };
        let settings = scene.settings;
        let asked = reading.asking.as_ref().and_then(|asking| reading.ask(asking.ask));
        let lanes = place.lanes.or(step.place.lanes).unwrap_or(scene.lanes);
        let lanes = lanes.with(asked.map(|ask| ask.lanes).unwrap_or_default());
        (self.playing, self.show) = (false, None);
        self.place = Some(place);
        let program = Program::Script(script);
        if program != self.program || settings != self.settings {
            (self.program, self.settings, self.executed) = (program, settings, None);
            self.mark_stale();
        }
        if lanes != self.shown && !lanes.is_empty() {
            self.shown = lanes;
            self.work_changed();
        }
        self.by_hand = None;
        self.arrive();
    }

    /// The lesson in the language of the page, at the same step, with the same question and data.
    pub(in crate::state) fn translate_lesson(&mut self) {
        let edited = self.reading_edited();
        let Some(reading) = &mut self.reading else { return };
        if let Origin::Course(index) = reading.origin
            && let Some(entry) = COURSE.get(index)
        {
            reading.lesson = entry.lesson(self.language);
        }
        let same = self.program.script();
        let Some(script) = reading.script().filter(|script| *script != same && !edited) else { return };
        if let Some(asking) = &mut reading.asking {
            asking.question = None;
        }
        (self.program, self.executed) = (Program::Script(script), None);
        self.mark_stale();
    }
}
