//! The slider over all operations, with the labels of the script above it.

use std::rc::Rc;

use heap_lab::{
    state::{Action, Move},
    text::Text,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::text::use_text;
use crate::store::Dispatch;

/// The width of a label, in percent of the slider.
const LABEL_ROOM: f64 = 12.0;
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
    let ticks = ticks(labels, *len);
    let here = ticks.iter().rposition(|tick| tick.shown && tick.done <= *done);
    let tick = |(index, tick)| tick_view(tick, *done, here == Some(index), text, dispatch);
    html! {
        <div class="timeline">
            <div class="ticks">{ for ticks.into_iter().enumerate().map(tick) }</div>
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
}

fn ticks(labels: &[(usize, Rc<str>)], len: usize) -> Vec<Tick> {
    let mut free_from = 0.0;
    let tick = |(op, text): &(usize, Rc<str>)| {
        let position = (op + 1) as f64 / len.max(1) as f64;
        let shown = position * 100.0 >= free_from;
        if shown {
            free_from = position * 100.0 + LABEL_ROOM;
        }
        Tick { done: op + 1, position, text: text.clone(), shown }
    };
    labels.iter().take(MOST_MARKS).map(tick).collect()
}

fn tick_view(tick: Tick, done: usize, last_passed: bool, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let Tick { done: here, position, text: label, shown } = tick;
    let style = format!("--place:{position}");
    let passed = (done >= here).then_some("tick-passed");
    if !shown {
        return html! { <span class={classes!("tick", passed)} {style} title={label.to_string()} /> };
    }
    let jump = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Go(Move::To(here)))
    };
    let end = (position > 1.0 - LABEL_ROOM / 100.0).then_some("tick-end");
    html! {
        <button type="button" class={classes!("tick", "tick-label", passed, end, last_passed.then_some("tick-here"))} {style}
            title={text.go_to_label(&label)} onclick={jump}>{ &*label }</button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_too_close_to_the_one_before_are_marks() {
        let labels = [(9, "a"), (10, "b"), (49, "c")].map(|(op, text)| (op, Rc::from(text)));
        let ticks = ticks(&labels, 100);
        let shown: Vec<_> = ticks.iter().map(|tick| (tick.done, tick.shown)).collect();
        assert_eq!(shown, [(10, true), (11, false), (50, true)]);
        assert_eq!(ticks[2].position, 0.5);
    }

    #[test]
    fn there_are_never_too_many() {
        let labels: Vec<_> = (0..10_000).map(|op| (op, Rc::from("x"))).collect();
        assert_eq!(ticks(&labels, 10_000).len(), MOST_MARKS);
    }
}
