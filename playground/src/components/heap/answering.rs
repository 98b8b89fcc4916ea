//! An open question in the heap of its lane: where a click or Enter answers.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{LaneKind, Lanes, Recording, frame::Frame},
    question::{Answer, Choice, Kind, Question, choices},
    scene::{
        aim,
        grid::Grid,
        spots::{self, Spot, SpotKind},
    },
    state::{Run, reading::Asking},
};

use super::picture::tile_at;

/// How close to the start of a choice a click means it, in pixels.
const NEAR: f64 = 10.0;

/// A question that is answered in the heap of a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Answering {
    /// The question.
    pub question: Question,
    /// The answer so far.
    pub draft: Option<Answer>,
    /// What can be chosen.
    pub choices: Rc<[Choice]>,
}

/// The question that is asked, if it is about this lane and answered in its heap.
fn here(asking: Option<&Asking>, lane: LaneKind) -> Option<(&Asking, Question)> {
    let asking = asking?;
    let question = asking.question?;
    let is_here = aim::is_answered_here(question.kind) && question.lanes.contains(lane);
    is_here.then_some((asking, question))
}

/// The marks of the answer to the question that is asked, in this lane.
pub fn spots(asking: Option<&Asking>, lane: LaneKind) -> Rc<[Spot]> {
    let answer =
        here(asking, lane).map(|(asking, _)| spots::of_answer(asking.answer.as_ref(), asking.grade.as_ref()));
    answer.unwrap_or_default()
}

/// The largest heap that the maps have room for. The block of an open question may be placed in pages that the heap has not
/// grown yet: there is room for one more, whether it will grow or not.
pub fn reach(run: &Run, shown: Lanes, asking: Option<&Asking>) -> u32 {
    let reach = run.reach(shown);
    let asks_for_place =
        asking.and_then(|asking| asking.question).is_some_and(|question| question.kind == Kind::Place);
    let Settings { page_size, .. } = run.settings;
    if asks_for_place { reach.saturating_add(page_size).min(run.settings.bytes()) } else { reach }
}

impl Answering {
    /// The question that is open, if it is answered in the heap of this lane.
    pub fn of(asking: Option<&Asking>, lane: LaneKind, run: &Run) -> Option<Self> {
        let (asking, question) = here(asking, lane)?;
        let draft = asking.answer.clone();
        let choices = || choices(&question, run.recordings()).into();
        asking.grade.is_none().then(|| Self { question, draft, choices: choices() })
    }

    /// What a click or Enter at an address means, if anything.
    pub fn meant(&self, frame: &Frame, grid: &Grid, address: u32) -> Option<u32> {
        match self.question.kind {
            Kind::Place => {
                let heap_end = frame.read(Recording::heap_end);
                let near = (NEAR / grid.scale) as u32;
                Some(aim::start(address, tile_at(frame, address).as_ref(), heap_end, &self.choices, near))
            }
            _ => aim::choice(address, &tile_at(frame, address)?, &self.choices),
        }
    }

    /// The mark where a click would answer; none where that would take the answer back.
    pub fn aimed(&self, at: u32) -> Option<Spot> {
        let number = match &self.draft {
            Some(Answer::Probes(blocks) | Answer::List(blocks)) if blocks.contains(&at) => return None,
            Some(Answer::Place(Some(place))) if *place == at => return None,
            Some(Answer::Probes(blocks) | Answer::List(blocks)) => Some(blocks.len() as u32 + 1),
            _ if self.question.kind == Kind::Place => None,
            _ => Some(1),
        };
        Some(Spot { kind: SpotKind::Aimed, address: at, size: 0, number })
    }
}
