//! The forms of answers, one per kind of question. Every question can be answered with them alone, by keyboard too; a
//! click on the heap does the same to the same answer.

use std::rc::Rc;

use heap_lab::{
    question::{self, Answer, Kind, Question},
    scene::facts,
    state::{
        Action, Run,
        reading::{Change, Read},
    },
    text::{Text, numbers::address},
};
use yew::prelude::*;

use crate::store::Dispatch;

mod cells;
mod number;
mod order;
mod place;
mod radios;

pub use cells::key_of;

/// The most choices in a list; any other can be entered, or clicked on the heap.
const MOST_CHOICES: usize = 200;

/// What every form is given.
#[derive(Clone, PartialEq, Properties)]
pub struct FormProps {
    pub question: Question,
    /// The blocks that can be chosen, in address order.
    pub choices: Rc<[Named]>,
    /// The number of cells of a drawing.
    pub cells: u32,
    /// The answer so far.
    pub answer: Option<Answer>,
    pub dispatch: Dispatch,
}

/// A choice, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub address: u32,
    pub words: String,
}

impl FormProps {
    /// Changes the answer.
    fn draft(&self, answer: Option<Answer>) {
        self.dispatch.dispatch(Action::Read(Read::Draft(answer)));
    }

    /// Changes a part of the answer.
    fn change(&self, change: Change) {
        self.dispatch.dispatch(Action::Read(Read::Change(change)));
    }

    /// The words of a choice.
    fn words(&self, block: u32) -> String {
        let named = self.choices.iter().find(|choice| choice.address == block);
        named.map_or_else(|| address(block), |choice| choice.words.clone())
    }
}

/// The form of a question.
pub fn form(props: FormProps) -> Html {
    match props.question.kind {
        Kind::Place => html! { <place::Form ..props /> },
        Kind::Probes | Kind::List { .. } => html! { <order::Form ..props /> },
        Kind::Draw { .. } => html! { <cells::Form ..props /> },
        Kind::Number(_) => html! { <number::Form ..props /> },
        Kind::YesNo(_) => html! { <radios::PerLane ..props /> },
        Kind::First(_) => html! { <radios::FirstLane ..props /> },
    }
}

/// Whether the answer can be given.
pub fn is_complete(answer: Option<&Answer>) -> bool {
    match answer {
        Some(Answer::Probes(blocks) | Answer::List(blocks)) => !blocks.is_empty(),
        Some(_) => true,
        None => false,
    }
}

/// The choices of a question in words.
pub fn choices(question: &Question, run: &Run, text: &dyn Text) -> Rc<[Named]> {
    let named = |choice: question::Choice| {
        let name = choice.tile.as_ref().map_or("", |tile| facts::tile_name(&run.trace, tile));
        Named { address: choice.address, words: text.choice(&choice, name) }
    };
    question::choices(question, run.recordings()).into_iter().take(MOST_CHOICES).map(named).collect()
}
