//! The question that is asked: found in the run, answered, graded, and asked again with other data.

use std::rc::Rc;

use super::{Asking, Change};
use crate::{
    lesson::{MOST_SEEDS, Place, Scene, next_seed, reach},
    playhead::Playhead,
    question::{self, Ambiguous, Answer, Kind, Question},
    scene::{Pick, aim},
    state::{AppState, Run},
    trace::Trace,
};

impl Asking {
    /// A question of the lesson, with its data, before its script has run.
    pub(super) fn new(ask: usize) -> Self {
        Self { ask, seed: None, question: None, answer: None, grade: None, ambiguous: None }
    }
}

impl AppState {
    /// The question that waits for an answer, once its script has run.
    pub(super) fn open_question(&self) -> Option<&Asking> {
        let asking = self.reading.as_ref()?.asking.as_ref()?;
        (self.is_asked() && asking.question.is_some()).then_some(asking)
    }

    /// Whether there is other data for the question of this step.
    pub(super) fn can_ask_again(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| {
            let has_more = |scene: &Scene| scene.fresh.is_some();
            reading.asking.is_some() && reading.homework.is_none() && reading.scene().is_some_and(has_more)
        })
    }

    /// The script of the lesson has run: the question and the place are found in it.
    pub(in crate::state) fn arrive(&mut self) {
        if self.is_busy() || self.error.is_some() || self.reading_edited() {
            return;
        }
        let (Some(run), true) = (self.run.clone(), self.reading.is_some()) else { return };
        if self.find_question(&run) {
            self.cut_run();
            self.find_place(&run);
        }
    }

    /// The script that made the data of a question has a mistake: other data may do.
    pub(in crate::state) fn arrive_nowhere(&mut self) {
        let asking = self.reading.as_ref().and_then(|reading| reading.asking.as_ref());
        if let Some(seed) = asking.and_then(|asking| asking.seed)
            && !self.reading_edited()
        {
            self.try_next(seed);
        }
    }

    /// Finds the question in its run. Data for which it has no single right answer is replaced: then there is none yet.
    fn find_question(&mut self, run: &Run) -> bool {
        let Some(reading) = &mut self.reading else { return true };
        let index = reading.index();
        let Some(asking) = &mut reading.asking else { return true };
        if asking.question.is_some() {
            return true;
        }
        let Some(ask) = reading.lesson.asks().nth(asking.ask).map(|(_, ask)| ask) else { return true };
        let question = ask.question(&run.trace);
        // An answer from before is graded at once.
        let slots = match reading.homework {
            Some(_) => reading.answers.get(index),
            None => reading.answers.get(asking.ask).filter(|_| asking.seed.is_none()),
        };
        let given =
            slots.and_then(Option::as_ref).or(asking.answer.as_ref().filter(|_| asking.grade.is_some()));
        let found = match given {
            Some(answer) => question::grade(&question, answer, run.recordings()).map(Some),
            None => question::truth(&question, run.recordings()).map(|_| None),
        };
        let found = reach(ask, &run.trace).map_err(|_| Ambiguous::NoOperation).and(found);
        match found {
            Ok(grade) => {
                asking.question = Some(question);
                if let Some(grade) = grade {
                    if reading.homework.is_some() {
                        set(&mut reading.marks, index, grade.fault.is_none());
                    }
                    asking.grade = Some(grade);
                }
                true
            }
            Err(ambiguous) => match asking.seed.filter(|_| self.tries < MOST_SEEDS) {
                Some(seed) => {
                    self.try_next(seed);
                    false
                }
                None => {
                    asking.ambiguous = Some(ambiguous);
                    true
                }
            },
        }
    }

    fn try_next(&mut self, seed: u32) {
        if self.tries < MOST_SEEDS
            && let Some(reading) = &mut self.reading
            && let Some(asking) = &mut reading.asking
        {
            self.tries += 1;
            asking.seed = Some(next_seed(seed));
            let place = reading.place();
            self.show_place(place);
        }
    }

    /// Goes where the step or the link leads.
    fn find_place(&mut self, run: &Run) {
        let Some(place) = self.place.take() else { return };
        let trace = run.trace.clone();
        let at = place.playhead(&trace).unwrap_or(self.playhead);
        self.led = self.led.max(at.next());
        self.cut_run();
        self.move_playhead(|_, _| at);
        (self.selected, self.pointed) = (place.select.and_then(|name| named(&trace, &name, at)), true);
    }

    /// The block that a place selects.
    pub fn place_of(&self, place: &Place) -> Option<Pick> {
        let run = self.visible().filter(|_| !self.reading_edited())?;
        let at = place.playhead(&run.trace).unwrap_or(self.playhead);
        named(&run.trace, place.select.as_ref()?, at)
    }

    pub(super) fn draft(&mut self, answer: Option<Answer>) {
        if let Some(asking) = self.reading.as_mut().and_then(|reading| reading.asking.as_mut()) {
            asking.answer = answer;
        }
    }

    /// The answer so far after a change, if it can be changed so.
    pub(super) fn changed(&self, change: Change) -> Option<Answer> {
        let asking = self.open_question()?;
        let (question, run) = (asking.question?, self.run.as_ref()?);
        match (change, question.kind, &asking.answer) {
            (Change::Click(at), ..) => aim::clicked(&question, asking.answer.as_ref(), at),
            (Change::Move { block, up }, _, Some(answer)) => {
                let mut answer = answer.clone();
                let (Answer::Probes(blocks) | Answer::List(blocks)) = &mut answer else { return None };
                let at = blocks.iter().position(|&one| one == block)?;
                let to = if up { at.checked_sub(1)? } else { at + 1 };
                (to < blocks.len()).then(|| blocks.swap(at, to))?;
                Some(answer)
            }
            (Change::Paint { cell, paint }, Kind::Draw { .. }, answer) => {
                let mut cells =
                    question::drawn(answer.as_ref(), question::cells(&question, run.recordings()));
                *cells.get_mut(cell)? = paint;
                Some(Answer::Draw(cells))
            }
            _ => None,
        }
    }

    /// The answer is given: what happens is played.
    pub(super) fn commit(&mut self) {
        let Some(run) = self.run.clone() else { return };
        let Some(reading) = &mut self.reading else { return };
        let (index, homework) = (reading.index(), reading.homework.is_some());
        let Some(asking) = &mut reading.asking else { return };
        let (Some(question), Some(answer)) = (asking.question, asking.answer.clone()) else { return };
        let grade = match question::grade(&question, &answer, run.recordings()) {
            Ok(grade) => grade,
            Err(ambiguous) => {
                asking.ambiguous = Some(ambiguous);
                return;
            }
        };
        let right = grade.fault.is_none();
        asking.grade = Some(grade);
        let ask = asking.ask;
        set(&mut reading.answered, ask, right);
        if homework {
            set(&mut reading.answers, index, answer);
            set(&mut reading.marks, index, right);
        } else if asking.seed.is_none() {
            set(&mut reading.answers, ask, answer);
        }
        self.cut_run();
        self.play_until(question.from, question.to);
    }

    /// The question that was answered.
    pub(super) fn graded_question(&self) -> Option<Question> {
        let asking = self.reading.as_ref()?.asking.as_ref().filter(|asking| asking.grade.is_some())?;
        asking.question.filter(|_| !self.is_busy() && self.error.is_none() && !self.reading_edited())
    }

    /// Plays again what happens from the question to its answer.
    pub(super) fn watch(&mut self) {
        if let Some(question) = self.graded_question() {
            self.play_until(question.from, question.to);
        }
    }

    /// Asks the same question about other data.
    pub(super) fn again(&mut self, seed: u32) {
        let Some(reading) = &mut self.reading else { return };
        let Some(asking) = &mut reading.asking else { return };
        *asking = Asking { seed: Some(seed), ..Asking::new(asking.ask) };
        let place = reading.place();
        (self.led, self.tries) = (0, 0);
        self.show_place(place);
    }

    /// Takes answers from before a reload, where there are none, and goes on behind them.
    pub(super) fn restore(&mut self, answers: &[Option<Answer>]) {
        let Some(reading) = &mut self.reading else { return };
        for (index, answer) in answers.iter().enumerate() {
            if let Some(answer) = answer {
                set(&mut reading.answers, index, answer.clone());
            }
        }
        if reading.homework.is_some() {
            let next = reading.last_readable();
            self.show_step(next);
        }
    }
}

/// The block of that name at a position.
fn named(trace: &Trace, name: &str, at: Playhead) -> Option<Pick> {
    question::named(trace, name, at.next()).map(Pick::Block)
}

/// Sets an element that has no value yet.
fn set<T: Clone>(slots: &mut Rc<[Option<T>]>, index: usize, value: T) {
    if slots.get(index).is_some_and(Option::is_none) {
        let mut all = slots.to_vec();
        all[index] = Some(value);
        *slots = all.into();
    }
}
