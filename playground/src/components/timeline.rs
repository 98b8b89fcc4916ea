//! The slider over all operations, with the labels of the script above it, and marks where there are notes.

use std::rc::Rc;

use heap_lab::{
    scene::labels::columns,
    share::Note,
    state::{Action, Move},
    text::Text,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{heap::use_size, text::use_text};
use crate::store::Dispatch;

/// The width of a column of letters, and of the space around a label, in sizes of the letters.
const COLUMN: f64 = 0.55;
const AROUND: f64 = 1.0;
/// The largest part of the slider that a label takes.
const MOST_ROOM: f64 = 0.2;
/// Height of the labels, in sizes of their letters.
const LEADING: f64 = 1.5;
/// The maximum number of marks; any beyond it are left out.
const MOST_MARKS: usize = 400;

#[derive(PartialEq, Properties)]
pub struct TimelineProps {
    /// Number of operations.
    pub len: usize,
    /// Operations done.
    pub done: usize,
    /// Whether the next one is in progress.
    pub inside: bool,
    pub labels: Rc<[(usize, Rc<str>)]>,
    pub notes: Vec<Note>,
    /// The position in words.
    pub words: AttrValue,
    pub dispatch: Dispatch,
}

/// The slider.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let TimelineProps { len, done, labels, words, dispatch, .. } = props;
    let text = use_text();
    let input = use_callback(dispatch.clone(), |event: InputEvent, dispatch| {
        let field: HtmlInputElement = event.target_unchecked_into();
        if let Ok(done) = field.value().parse() {
            dispatch.dispatch(Action::Go(Move::To(done)));
        }
    });
    // The browser moves the slider by whole operations whether or not Shift is held.
    let key = use_callback(dispatch.clone(), |event: KeyboardEvent, dispatch| {
        let way = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" if event.shift_key() => Move::EventBack,
            "ArrowRight" | "ArrowUp" if event.shift_key() => Move::EventForward,
            "ArrowLeft" | "ArrowDown" => Move::OperationBack,
            "ArrowRight" | "ArrowUp" => Move::OperationForward,
            _ => return,
        };
        event.prevent_default();
        dispatch.dispatch(Action::Go(way));
    });
    let above = use_node_ref();
    let (width, height) = use_size(&above);
    let ticks = ticks(labels, *len, width / height.max(1.0) * LEADING);
    let here = ticks.iter().rposition(|tick| tick.shown && tick.done <= *done);
    let tick = |(index, tick)| tick_view(tick, *done, here == Some(index), text, dispatch);
    html! {
        <div class="timeline">
            <div class="ticks" ref={above}>{ for ticks.into_iter().enumerate().map(tick) }</div>
            if !props.notes.is_empty() {
                <div class="pins">{ for props.notes.iter().map(|note| pin(note, *len, text, dispatch)) }</div>
            }
            <input type="range" id="playhead" min="0" max={len.to_string()} step="1" value={done.to_string()}
                aria-label={text.page().transport.slider} aria-valuetext={words.clone()} disabled={*len == 0}
                oninput={input} onkeydown={key} />
        </div>
    }
}

/// A label on the slider.
#[derive(Debug, PartialEq)]
struct Tick {
    /// Operations done once the playhead has passed it.
    done: usize,
    /// Its position, from 0 to 1.
    position: f64,
    text: Rc<str>,
    /// Whether there is room for its text.
    shown: bool,
    /// Whether that is before the mark, because it would reach beyond the slider.
    before: bool,
}

/// The labels above a slider that is as wide as so many letters are high.
fn ticks(labels: &[(usize, Rc<str>)], len: usize, width: f64) -> Vec<Tick> {
    let mut free_from = 0.0;
    let tick = |(op, text): &(usize, Rc<str>)| {
        let position = (op + 1) as f64 / len.max(1) as f64;
        let room = (columns(text) as f64 * COLUMN + AROUND).min(width * MOST_ROOM);
        let place = position * width;
        let before = place + room > width;
        let start = if before { place - room } else { place };
        let shown = start >= free_from && width > 0.0;
        if shown {
            free_from = start + room;
        }
        Tick { done: op + 1, position, text: text.clone(), shown, before }
    };
    labels.iter().take(MOST_MARKS).map(tick).collect()
}

fn tick_view(tick: Tick, done: usize, last_passed: bool, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let Tick { done: here, position, text: label, shown, before } = tick;
    let style = format!("--place:{position}");
    let passed = (done >= here).then_some("tick-passed");
    if !shown {
        return html! { <span class={classes!("tick", passed)} {style} title={label.to_string()} /> };
    }
    let jump = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Go(Move::To(here)))
    };
    let end = before.then_some("tick-end");
    html! {
        <button type="button" class={classes!("tick", "tick-label", passed, end, last_passed.then_some("tick-here"))} {style}
            title={text.go_to_label(&label)} onclick={jump}>{ &*label }</button>
    }
}

/// The mark of a note, which leads there.
fn pin(note: &Note, len: usize, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let at = note.at;
    let jump = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Go(Move::ToEvent(at)))
    };
    // An operation in progress is between two positions of the slider.
    let place = at.done as f64 + if at.event > 0 { 0.5 } else { 0.0 };
    let style = format!("--place:{}", place / len.max(1) as f64);
    let hint = text.go_to_label(note.text.lines().next().unwrap_or_default());
    html! {
        <button type="button" class="pin" {style} data-pin={format!("{}.{}", at.done, at.event)} aria-label={hint.clone()}
            title={hint} onclick={jump} />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(labels: &[(usize, &str)], width: f64) -> Vec<bool> {
        let labels: Vec<_> = labels.iter().map(|&(done, text)| (done - 1, Rc::from(text))).collect();
        ticks(&labels, 100, width).into_iter().map(|tick| tick.shown).collect()
    }

    #[test]
    fn a_label_without_room_is_a_mark() {
        let labels = [(10, "a"), (11, "b"), (50, "c")];
        assert_eq!(shown(&labels, 100.0), [true, false, true]);
        assert_eq!(shown(&labels, 300.0), [true, true, true], "short labels need little room");
        assert_eq!(shown(&[(10, "a long label"), (13, "b")], 100.0), [true, false]);
        assert_eq!(shown(&[(10, "空闲"), (13, "b")], 100.0), [true, false], "wide letters need more");
        assert_eq!(shown(&labels, 0.0), [false; 3]);
    }

    #[test]
    fn a_label_at_the_end_is_before_its_mark_if_there_is_room() {
        let ends = ticks(&[(97, Rc::from("the end"))], 100, 100.0);
        assert!(ends[0].shown && ends[0].before && ends[0].position == 0.98);
        assert_eq!(shown(&[(90, "larger"), (98, "the end")], 100.0), [true, false]);
        assert_eq!(shown(&[(80, "larger"), (98, "the end")], 100.0), [true, true]);
    }

    #[test]
    fn there_are_never_too_many() {
        let labels: Vec<_> = (0..10_000).map(|op| (op, Rc::from("x"))).collect();
        assert_eq!(ticks(&labels, 10_000, 100.0).len(), MOST_MARKS);
    }
}
