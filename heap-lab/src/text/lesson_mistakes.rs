//! Texts of what is wrong with a lesson.
//!
//! A sentence says what is wrong, then what to do. Code is in backticks; the line is shown separately.

use crate::{
    lab::LaneKind,
    lesson::{END, claim::Orders, mistakes::Mistake},
    question::{Happening, Measure, Value},
    text::{mistakes::code, numbers::grouped},
};

/// Sentences of this subject.
pub trait LessonMistakes {
    /// A mistake in a lesson.
    fn lesson_mistake(&self, mistake: &Mistake) -> String;
}

/// `words` as code, one after the other.
pub(super) fn codes<'a>(words: impl IntoIterator<Item = &'a str>, comma: &str) -> String {
    words.into_iter().map(code).collect::<Vec<_>>().join(comma)
}

pub(super) fn lanes() -> impl Iterator<Item = &'static str> {
    LaneKind::OURS.into_iter().map(LaneKind::slug)
}

pub(super) fn measures() -> impl Iterator<Item = &'static str> {
    Measure::ALL.into_iter().map(Measure::key)
}

pub(super) fn happenings() -> impl Iterator<Item = &'static str> {
    Happening::ALL.into_iter().map(Happening::key)
}

/// A number of operations as it is written.
pub(super) fn operations(op: usize) -> String {
    if op == END { "end".to_owned() } else { grouped(op as u64) }
}

/// A value as a claim has it.
pub(super) fn value(value: Value) -> String {
    match value {
        Value::Number(number) => grouped(number),
        Value::Yes(true) => code("yes"),
        Value::Yes(false) => code("no"),
    }
}

/// A comparison as a claim has it.
pub(super) fn comparison(orders: Orders) -> &'static str {
    match (orders.less, orders.equal, orders.greater) {
        (true, true, _) => "<=",
        (true, false, true) => "!=",
        (true, false, false) => "<",
        (false, true, true) => ">=",
        (false, false, true) => ">",
        (false, _, false) => "=",
    }
}
