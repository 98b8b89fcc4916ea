//! What a scene holds that can be wrong.

use std::collections::VecDeque;

use super::{answer, claims, places};
use crate::{
    lab::Lanes,
    lesson::{
        Ask, Block, Content, Inline, Lesson, Place, Step,
        claim::{Claim, Side},
        mistakes::Mistake,
        run::Runner,
    },
};

/// Something to check, at a line of the file.
pub struct Item {
    pub line: u32,
    what: What,
}

enum What {
    /// A place, and the lanes that are shown there.
    Place(Place, Lanes),
    /// A claim in a step, and the lanes that are shown there.
    Claim(Claim, Place, Lanes),
    /// A question.
    Ask(Ask),
}

impl Item {
    /// What is wrong with it in this run.
    pub fn mistake(&self, runner: &Runner) -> Option<Mistake> {
        match &self.what {
            What::Place(place, lanes) => places::check(place, *lanes, runner).err().map(Mistake::from),
            What::Claim(claim, place, lanes) => claims::check(claim, place, *lanes, runner).err(),
            What::Ask(ask) => answer(ask, runner).err().map(Mistake::from),
        }
    }
}

/// All lanes that a scene needs.
pub fn lanes(lesson: &Lesson, scene: usize) -> Lanes {
    let mut lanes = lesson.scenes[scene].lanes;
    for item in items(lesson, scene) {
        let more: Lanes = match &item.what {
            What::Place(_, lanes) => *lanes,
            What::Ask(ask) => ask.lanes,
            What::Claim(claim, _, _) => {
                let other = match &claim.other {
                    Side::Term(term) => term.lane,
                    Side::Value(_) => None,
                };
                claim.term.lane.into_iter().chain(other).collect()
            }
        };
        lanes = Lanes::of(|lane| lanes.contains(lane) || more.contains(lane));
    }
    lanes
}

/// Everything to check in a scene.
pub fn items(lesson: &Lesson, scene: usize) -> VecDeque<Item> {
    let mut items = VecDeque::new();
    for step in lesson.steps.iter().filter(|step| step.scene == scene) {
        let shown = step.place.lanes.unwrap_or(lesson.scenes[scene].lanes);
        match &step.content {
            Content::Ask(ask) => items.push_back(Item { line: step.line, what: What::Ask(ask.clone()) }),
            Content::Prose(blocks) => {
                items.push_back(Item { line: step.line, what: What::Place(step.place.clone(), shown) });
                for block in blocks {
                    match block {
                        Block::Paragraph(words) => add(words, step, shown, &mut items),
                        Block::List { items: entries, .. } => {
                            entries.iter().for_each(|words| add(words, step, shown, &mut items));
                        }
                    }
                }
            }
        }
    }
    items
}

fn add(words: &[Inline], step: &Step, shown: Lanes, items: &mut VecDeque<Item>) {
    for word in words {
        match word {
            Inline::Text(_) | Inline::Code(_) | Inline::Url { .. } => {}
            Inline::Strong(inner) | Inline::Emphasis(inner) => add(inner, step, shown, items),
            Inline::Go { place, line, .. } => {
                let shown = place.lanes.unwrap_or(shown);
                // Without a position it is wherever the step is.
                let op = place.op.or(step.place.op);
                let place = Place { op, ..place.clone() };
                items.push_back(Item { line: *line, what: What::Place(place, shown) });
            }
            Inline::Fact { claim, line, .. } => {
                let what = What::Claim(claim.clone(), step.place.clone(), shown);
                items.push_back(Item { line: *line, what });
            }
        }
    }
}
