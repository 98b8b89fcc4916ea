//! Marks of answers over the heap: what the reader answered, what is right, and blocks that are worth pointing out.
//!
//! Each kind has its own shape: an answer is round, the right answer has corners and a tick, a block to free has a dashed
//! outline.

use std::rc::Rc;

use super::{
    Rect,
    grid::{Grid, Span},
    legend::Sign,
};
use crate::{
    question::{Answer, Grade},
    text::{Text, numbers},
};

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpotKind {
    /// Where a click would answer.
    Aimed,
    /// The answer of the reader.
    Given,
    /// The right answer.
    Right,
    /// A block that the program would have had to free.
    ToFree,
}

/// Something to mark in a heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// What it is.
    pub kind: SpotKind,
    /// Its address.
    pub address: u32,
    /// Its size; 0 if only the start is marked.
    pub size: u32,
    /// Its place in a sequence, from 1; `None` for the start of a block.
    pub number: Option<u32>,
}

/// The mark of a spot.
#[derive(Clone, Debug, PartialEq)]
pub struct SpotMark {
    /// What it is.
    pub kind: SpotKind,
    /// What is written in its badge; empty if there is no room.
    pub label: String,
    /// Its badge.
    pub badge: Rect,
    /// The start of a block: its x, and the top of its row.
    pub pole: Option<(f64, f64)>,
    /// What it outlines.
    pub outline: Vec<Span>,
}

/// Width of a badge without room for its label.
const TICK: f64 = 3.0;
/// Space between two badges.
const BESIDE: f64 = 2.0;

impl SpotKind {
    /// The sign that it is drawn as.
    pub fn sign(self) -> Sign {
        match self {
            Self::Aimed | Self::Given => Sign::Given,
            Self::Right => Sign::Right,
            Self::ToFree => Sign::ToFree,
        }
    }
}

/// The spots of an answer, and of the right one once there is a grade.
pub fn of_answer(answer: Option<&Answer>, grade: Option<&Grade>) -> Rc<[Spot]> {
    let mut spots = Vec::new();
    let truth = grade.map(|grade| &grade.truth);
    // The right answer needs no second mark.
    add(&mut spots, SpotKind::Given, answer.filter(|&answer| truth != Some(answer)));
    add(&mut spots, SpotKind::Right, truth);
    spots.into()
}

fn add(spots: &mut Vec<Spot>, kind: SpotKind, answer: Option<&Answer>) {
    match answer {
        Some(&Answer::Place(Some(address))) => spots.push(Spot { kind, address, size: 0, number: None }),
        Some(Answer::Probes(blocks) | Answer::List(blocks)) => {
            let spot = |(number, &address)| Spot { kind, address, size: 0, number: Some(number) };
            spots.extend((1..).zip(blocks).map(spot));
        }
        Some(
            Answer::Place(None) | Answer::Draw(_) | Answer::Number(_) | Answer::YesNo(_) | Answer::First(_),
        )
        | None => {}
    }
}

/// The visible marks of these spots. Of several that have no room for a label, one per place is kept.
pub fn of(grid: &Grid, spots: &[Spot], room: impl Fn(u32) -> f64, text: &dyn Text) -> Vec<SpotMark> {
    // The width that the badges of an address take, by address.
    let mut taken: Vec<(u32, f64)> = Vec::new();
    let mut marks: Vec<SpotMark> = Vec::new();
    for spot in spots.iter().filter(|spot| is_visible(grid, spot)) {
        let (x, y) = grid.point(spot.address);
        let badge = grid.badge();
        let written = label(spot, text);
        let columns = super::labels::columns(&written) as u32 + 2 * u32::from(spot.kind == SpotKind::Right);
        let width = badge.width(columns).max(badge.height);
        let place =
            taken.binary_search_by_key(&spot.address, |&(address, _)| address).unwrap_or_else(|place| {
                taken.insert(place, (spot.address, 0.0));
                place
            });
        let shift = &mut taken[place].1;
        // The start of a block is marked wherever it is; other marks stay inside their blocks.
        let fits = spot.number.is_none() && spot.size == 0 || *shift + width <= room(spot.address);
        let width = if fits { width } else { TICK };
        let end = grid.left + grid.width;
        let left = (x + *shift).min(end - width).max(grid.left);
        let rect = Rect { x: left, y: y + grid.row - badge.height + 3.0, w: width, h: badge.height };
        *shift += width + BESIDE;
        let is_repeated = || {
            marks
                .iter()
                .rev()
                .any(|mark| mark.badge == rect && mark.kind == spot.kind && mark.label.is_empty())
        };
        if !fits && spot.size == 0 && is_repeated() {
            continue;
        }
        marks.push(SpotMark {
            kind: spot.kind,
            label: if fits { written } else { String::new() },
            badge: rect,
            pole: (spot.number.is_none() && spot.size == 0).then_some((x, y)),
            outline: grid.spans(spot.address..spot.address.saturating_add(spot.size)).collect(),
        });
    }
    marks
}

fn is_visible(grid: &Grid, spot: &Spot) -> bool {
    let visible = grid.visible_bytes();
    let end = spot.address.saturating_add(spot.size.max(1));
    spot.address < visible.end && end > visible.start && spot.address >= visible.start
}

fn label(spot: &Spot, text: &dyn Text) -> String {
    match (spot.number, spot.kind) {
        (Some(number), _) => number.to_string(),
        (None, SpotKind::Aimed) => numbers::address(spot.address),
        (None, kind) => text.spot_label(kind).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Fault;

    fn kinds(answer: Option<Answer>, truth: Option<Answer>) -> Vec<(SpotKind, u32, Option<u32>)> {
        let grade = truth.map(|truth| Grade { truth, fault: Some(Fault::Kind) });
        let spots = of_answer(answer.as_ref(), grade.as_ref());
        spots.iter().map(|spot| (spot.kind, spot.address, spot.number)).collect()
    }

    #[test]
    fn before_the_grade_only_the_answer_is_marked() {
        let draft = Answer::Probes(vec![64, 0]);
        assert_eq!(kinds(Some(draft), None), [(SpotKind::Given, 64, Some(1)), (SpotKind::Given, 0, Some(2))]);
        assert_eq!(kinds(None, None), []);
    }

    #[test]
    fn a_wrong_answer_stays_beside_the_right_one() {
        let place = |at| Some(Answer::Place(Some(at)));
        assert_eq!(kinds(place(16), place(48)), [(SpotKind::Given, 16, None), (SpotKind::Right, 48, None)]);
        assert_eq!(kinds(place(48), place(48)), [(SpotKind::Right, 48, None)], "one mark is enough");
        assert_eq!(kinds(Some(Answer::Place(None)), place(48)), [(SpotKind::Right, 48, None)]);
        assert_eq!(kinds(place(16), Some(Answer::Place(None))), [(SpotKind::Given, 16, None)]);
    }
}
