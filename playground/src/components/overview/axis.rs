//! The time axis: operations at round numbers, and the labels of the trace.

use std::rc::Rc;

use heap_lab::{
    export::wrap,
    overview::window::Window,
    state::{Action, Move, Run},
    text::{Text, numbers::grouped},
};
use yew::prelude::*;

use crate::store::Dispatch;

/// The width that a number takes at least, with space around it, and that of each of its digits, in heights of a line.
const NUMBER: f64 = 4.5;
const DIGIT: f64 = 0.45;
/// The size of the letters of a label, and what is around it, in heights of a line.
const LETTERS: f64 = 11.0 / 16.0;
const AROUND: f64 = 0.75;
/// A label is written if before the next one there is room for all of it, or for this much of it, in sizes of its letters.
const ROOM: f64 = 10.0;
/// The most labels with a mark.
const MOST_MARKS: usize = 200;

/// A number on the axis: where, from 0 to 1, and the operation as readers count it.
#[derive(Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub at: f64,
    /// The operation.
    pub count: usize,
}

/// The numbers of an axis that is as wide as so many lines are high.
pub fn ticks(window: &Window, labels: &[(usize, Rc<str>)], width: f64) -> Vec<Tick> {
    let count = |op: u32| op as usize - labels.partition_point(|&(label, _)| label < op as usize);
    let (first, last) = (count(window.ops.start), count(window.ops.end));
    let number = NUMBER.max((grouped(last).len() + 2) as f64 * DIGIT);
    let room = (width / number).floor().max(1.0) as usize;
    let least = (last - first).div_ceil(room).max(1);
    let power = 10_usize.pow(least.ilog10());
    let step =
        [1, 2, 5, 10].map(|times| times * power).into_iter().find(|&step| step >= least).unwrap_or(least);
    let begin = (first / step + 1) * step;
    let tick = |count: usize| {
        // The operation of that number takes the time right before this many are done.
        let before = partition(labels, count);
        Tick { at: window.across((count + before) as f64 - 0.5), count }
    };
    (begin..=last).step_by(step).map(tick).filter(|tick| (0.0..=1.0).contains(&tick.at)).collect()
}

/// The number of labels before the operation that is the `count`th.
fn partition(labels: &[(usize, Rc<str>)], count: usize) -> usize {
    let (mut low, mut high) = (0, labels.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if labels[middle].0 - middle < count { low = middle + 1 } else { high = middle }
    }
    low
}

/// The axis, of this width; its lines have this height.
pub fn axis(window: &Window, run: &Run, (width, line): (f64, f64), unit: &'static str) -> Html {
    let tick = |tick: Tick| {
        let number = grouped(tick.count);
        let style = format!("--at:{};--digits:{}", tick.at, number.len());
        html! { <span class="overview-tick" {style}>{ number }</span> }
    };
    html! {
        <>
            <div class="overview-unit" aria-hidden="true">{ unit }</div>
            <div class="overview-axis" aria-hidden="true">{ for ticks(window, &run.labels, width / line).into_iter().map(tick) }</div>
        </>
    }
}

/// A label of the trace in view.
pub struct Mark<'a> {
    /// Its operation.
    op: usize,
    /// Where, from 0 to 1.
    pub at: f64,
    /// The space before the next one, in pixels.
    pub room: f64,
    /// Its text, if there is room for it.
    pub label: Option<&'a str>,
}

/// The labels in view on an axis of this width, with letters of this size, and so much around a text, in pixels.
pub fn labels<'a>(
    window: &Window,
    labels: &'a [(usize, Rc<str>)],
    width: f64,
    size: f64,
    around: f64,
) -> Vec<Mark<'a>> {
    let from = labels.partition_point(|&(op, _)| op < window.ops.start as usize);
    let to = labels.partition_point(|&(op, _)| op < window.ops.end as usize);
    let seen = &labels[from..to.min(from + MOST_MARKS)];
    let mark = |(index, (op, label)): (usize, &'a (usize, Rc<str>))| {
        let at = window.across(*op as f64);
        let next = seen.get(index + 1).map_or(1.0, |&(op, _)| window.across(op as f64));
        let room = (next - at) * width;
        let is_written = room >= wrap::width(label, size).min(ROOM * size) + around;
        Mark { op: *op, at, room, label: is_written.then_some(&**label) }
    };
    seen.iter().enumerate().map(mark).collect()
}

/// The labels in view: lines through everything, and their texts where there is room.
pub fn marks(
    window: &Window,
    run: &Run,
    (width, line): (f64, f64),
    text: &dyn Text,
    dispatch: &Dispatch,
) -> (Html, Html) {
    let marks = labels(window, &run.labels, width, LETTERS * line, AROUND * line);
    let mark = |mark: &Mark| {
        html! { <i class="overview-mark" style={format!("--at:{}", mark.at)}></i> }
    };
    let words = |&Mark { op, at, room, label }: &Mark| {
        let (dispatch, done) = (dispatch.clone(), op + 1);
        let go = move |_: MouseEvent| dispatch.dispatch(Action::Go(Move::To(done)));
        label.map(|label| {
            html! {
                <button type="button" class="overview-label" style={format!("--at:{at};--room:{}px", room as i32)}
                    title={text.go_to_label(label)} onclick={go}>{ label }</button>
            }
        })
    };
    (html! { <>{ for marks.iter().map(mark) }</> }, html! { <>{ for marks.iter().filter_map(words) }</> })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ops: std::ops::Range<u32>, labels: &[usize], width: f64) -> Vec<(usize, usize)> {
        let labels: Vec<_> = labels.iter().map(|&op| (op, Rc::from("x"))).collect();
        let window = Window { ops: ops.clone(), addresses: 0..64 };
        let len = f64::from(ops.end - ops.start);
        let op = |tick: &Tick| (tick.at * len + f64::from(ops.start)).floor() as usize;
        ticks(&window, &labels, width).iter().map(|tick| (op(tick), tick.count)).collect()
    }

    #[test]
    fn labels_are_written_where_there_is_room() {
        let window = Window { ops: 0..1000, addresses: 0..64 };
        let all =
            [(0, "day 10"), (100, "第 3 天"), (140, "day 11"), (200, "a text that is longer than its room")];
        let all = all.map(|(op, label)| (op, Rc::from(label)));
        let written = |width: f64, all: &[(usize, Rc<str>)]| {
            labels(&window, all, width, 11.0, 12.0)
                .into_iter()
                .map(|mark| mark.label.is_some())
                .collect::<Vec<_>>()
        };
        // On the page the texts are 38, 36, 38 and 190 pixels wide.
        assert_eq!(written(1300.0, &all), [true; 4]);
        assert_eq!(written(1200.0, &all), [true, false, true, true]);
        assert_eq!(written(600.0, &all), [true, false, false, true]);
        assert_eq!(written(100.0, &all), [false; 4]);
    }

    #[test]
    fn numbers_are_round_and_at_their_operations() {
        assert_eq!(at(0..10, &[], 50.0), (0..10).map(|op| (op, op + 1)).collect::<Vec<_>>());
        assert_eq!(at(0..1000, &[], 25.0), [(199, 200), (399, 400), (599, 600), (799, 800), (999, 1000)]);
        assert_eq!(at(0..4, &[1], 50.0), [(0, 1), (2, 2), (3, 3)], "labels are not counted");
        let numbers = at(0..1_020_549, &[], 55.0);
        assert_eq!(numbers.len(), 10, "long numbers have room, too: {numbers:?}");
        assert_eq!(at(0..1_020_549, &[], 51.0).len(), 5);
        assert_eq!(at(500..600, &[0, 2], 9.4), [(501, 500), (551, 550)]);
    }
}
