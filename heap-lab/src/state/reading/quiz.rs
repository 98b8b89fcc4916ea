//! Questions about the reader's own script, as a lesson made on the fly.

use std::rc::Rc;

use super::{Origin, Reading};
use crate::{
    lab::Lanes,
    lesson::{Ask, Content, Lesson, Place, Scene, Step},
    question::{Question, quiz},
    state::{AppState, Notice, Run, layout::Panel},
};

/// The most questions of a quiz.
const MOST: usize = 8;

impl AppState {
    /// Asks about the script that is open, which stays as it is.
    pub(super) fn quiz(&mut self, seed: u32) {
        let Some(run) = self.run.clone() else { return };
        let questions = quiz::questions(run.recordings(), self.shown, MOST, seed);
        if questions.is_empty() {
            self.notice = Some(Notice::NothingToAsk);
            return;
        }
        // A lesson that was read is work that is left.
        if self.bookmark().is_some() {
            self.opened = self.opened.wrapping_add(1);
        }
        let scene = Scene {
            script: self.program.script(),
            fresh: None,
            settings: self.settings,
            // Nothing is asked about the others.
            lanes: self.shown.without(Lanes::peers()),
            line: 0,
            fresh_line: 0,
        };
        let lesson = Lesson {
            title: String::new(),
            intro: Vec::new(),
            scenes: vec![scene],
            steps: (1..).zip(&questions).map(|(number, question)| step(&run, number, question)).collect(),
        };
        self.reading = Some(Reading {
            lesson: Rc::new(lesson),
            origin: Origin::Quiz,
            step: 0,
            answered: vec![None; questions.len()].into(),
            asking: None,
            homework: None,
            answers: vec![None; questions.len()].into(),
            number: 0,
            marks: Rc::default(),
        });
        self.layout.panel = Some(Panel::Example);
        self.show_step(0);
    }
}

fn step(run: &Run, number: usize, question: &Question) -> Step {
    let ask = Ask {
        id: format!("q{number}").into(),
        kind: question.kind,
        lanes: question.lanes,
        op: run.trace.count(question.from),
        until: run.trace.count(question.to),
        text: Vec::new(),
        after: Vec::new(),
    };
    let place = Place { op: Some(ask.op), ..Place::default() };
    Step { heading: None, scene: 0, place, content: Content::Ask(ask), line: 0 }
}
