//! The usual words of questions, in English.

use super::super::English;
use crate::{
    lab::LaneKind,
    question::{Happening, Kind, Measure, Question},
    text::{
        numbers::grouped,
        questions::{Span, block},
    },
    trace::Trace,
};

/// Things as a part of a sentence: `a`, `b` and `c`.
pub(super) fn joined(mut things: Vec<String>) -> String {
    match (things.pop(), things.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} and {last}", things.join(", ")),
    }
}

pub(super) fn sentence(question: &Question, trace: &Trace) -> String {
    let span = Span::of(question, trace, &English);
    let (ops, is_one) = match span {
        Span::Few(ops) if ops.is_empty() => ("the next operation".to_owned(), true),
        Span::Few(ops) => {
            let is_one = ops.len() == 1;
            (joined(ops), is_one)
        }
        Span::Many(count) => (format!("the next {} operations", grouped(count as u64)), false),
    };
    let lane = question.lane().map_or("", LaneKind::short_name);
    let next = Question { to: question.from + 1, ..*question };
    let first = match Span::of(&next, trace, &English) {
        Span::Few(ops) if !ops.is_empty() => joined(ops),
        _ => "the next operation".to_owned(),
    };
    match question.kind {
        Kind::Place => format!("Where will {lane} place the block of {first}?"),
        Kind::Probes => format!("Which free blocks will {lane} visit for {first}, in order?"),
        Kind::List { bin: None } => {
            format!("Which blocks will be in the free list of {lane} after {ops}, in order?")
        }
        Kind::List { bin: Some(size) } => {
            format!(
                "Which blocks will be in the bin of {} bytes in {lane} after {ops}, in order?",
                grouped(size)
            )
        }
        Kind::Draw { unit } => {
            format!(
                "What will the heap of {lane} look like after {ops}? Each cell is {} bytes.",
                grouped(unit)
            )
        }
        Kind::Number(measure) => {
            let block = block(question, trace).unwrap_or_else(|| "the block".to_owned());
            number(measure, lane, &ops, &first, &block)
        }
        Kind::YesNo(happening) => {
            let place =
                if question.lanes.iter().nth(1).is_none() { format!(" in {lane}") } else { String::new() };
            yes_no(happening, &ops, is_one, &place)
        }
        Kind::First(happening) => {
            format!("Which allocator will be the first to {}, if any?", to_do(happening))
        }
    }
}

/// What an allocator does, after “to”.
pub(super) fn to_do(happening: Happening) -> &'static str {
    match happening {
        Happening::Refused => "refuse a request",
        Happening::Grows => "grow its heap",
        Happening::Moves => "move a block",
        Happening::Reuses => "reuse freed memory",
        Happening::Merges => "merge a free block with a neighbour",
        Happening::Splits => "split a free block",
        Happening::Loses => "lose bytes",
    }
}

fn number(measure: Measure, lane: &str, ops: &str, first: &str, block: &str) -> String {
    match measure {
        Measure::Probes => format!("How many free blocks will {lane} visit for {ops}?"),
        Measure::Copied => format!("How many bytes will {lane} copy for {ops}?"),
        Measure::Used => format!("How many bytes will {block} occupy in {lane} after {ops}?"),
        Measure::Padding => format!("How many bytes of padding will {block} have in {lane} after {ops}?"),
        Measure::Address => format!("At which address will {block} be in {lane} after {ops}?"),
        Measure::Free => format!("How many bytes will be free in {lane} after {ops}?"),
        Measure::Largest => {
            format!("How many bytes will the largest piece of free memory have in {lane} after {ops}?")
        }
        Measure::Holes => format!("How many free blocks will {lane} have after {ops}?"),
        Measure::Lost => format!("How many bytes will {lane} have lost after {ops}?"),
        Measure::Live => format!("How many requested bytes will be live in {lane} after {ops}?"),
        Measure::Unused => {
            format!("How many bytes more than requested will live blocks occupy in {lane} after {ops}?")
        }
        Measure::Heap => format!("How many bytes will the heap of {lane} have after {ops}?"),
        Measure::Pages => format!("How many pages will the heap of {lane} have after {ops}?"),
        Measure::Failed => format!("How many requests will {lane} have refused after {ops}?"),
        Measure::FailsAt => {
            format!(
                "What is the number of the first operation that {lane} will refuse? Answer 0 if there is none."
            )
        }
        Measure::Frees => {
            format!("At least how many blocks must be freed first for {first} to succeed in {lane}?")
        }
        Measure::External => {
            format!("What will the external fragmentation of {lane} be after {ops}, in whole percent?")
        }
    }
}

fn yes_no(happening: Happening, ops: &str, is_one: bool, place: &str) -> String {
    match happening {
        Happening::Refused if is_one => format!("Will {ops} be refused{place}?"),
        Happening::Refused => format!("Will a request be refused{place} in {ops}?"),
        Happening::Grows => format!("Will the heap grow{place} for {ops}?"),
        Happening::Moves if is_one => format!("Will {ops} move the block{place}?"),
        Happening::Moves => format!("Will a block move{place} in {ops}?"),
        Happening::Reuses => format!("Will freed memory be reused{place} for {ops}?"),
        Happening::Merges => format!("Will free blocks be merged{place} for {ops}?"),
        Happening::Splits => format!("Will a free block be split{place} for {ops}?"),
        Happening::Loses => format!("Will bytes be lost{place} for {ops}?"),
    }
}
