//! The bottom of the page: the position in the run, and the controls that change it.

use heap_lab::{
    lab::report,
    playhead::Playhead,
    state::{Action, Move, Run, Speed},
    text::{Text, page},
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{
    icon::{Shape, icon},
    text::use_text,
    timeline::Timeline,
};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct TransportProps {
    pub run: Run,
    pub playhead: Playhead,
    /// The most steps that a visible lane takes in the operation shown.
    pub steps: usize,
    pub playing: bool,
    pub speed: Speed,
    pub dispatch: Dispatch,
}

/// The transport.
#[component]
pub fn Transport(props: &TransportProps) -> Html {
    let TransportProps { run, playhead, playing, speed, dispatch, .. } = props;
    let text = use_text();
    let labels = &text.page().transport;
    let len = run.trace.ops.len();
    let at_start = *playhead == Playhead::START;
    let at_end = playhead.done >= len;
    let go = |way, shape, label, off| way_button(way, shape, label, off, dispatch);
    html! {
        <footer class="transport" aria-label={labels.steps}>
            <Timeline {len} done={playhead.done} inside={playhead.event > 0} labels={run.labels.clone()}
                words={words(props, text)} dispatch={dispatch.clone()} />
            <div class="controls">
                <div class="buttons" role="group" aria-label={labels.navigate}>
                    { go(Move::Start, Shape::Start, labels.start, at_start) }
                    { go(Move::OperationBack, Shape::OperationBack, labels.operation_back, at_start) }
                    { go(Move::EventBack, Shape::EventBack, labels.event_back, at_start) }
                    { play_button(*playing, len == 0, labels, dispatch) }
                    { go(Move::EventForward, Shape::EventForward, labels.event_forward, at_end) }
                    { go(Move::OperationForward, Shape::OperationForward, labels.operation_forward, at_end) }
                    { go(Move::End, Shape::End, labels.end, at_end) }
                </div>
                { speed_choice(*speed, text, dispatch) }
                { operations(props, text) }
                <p class="position" data-done={playhead.done.to_string()} data-event={playhead.event.to_string()}
                    data-len={len.to_string()}>{ position(props, text) }</p>
            </div>
        </footer>
    }
}

/// The position in numbers.
fn position(props: &TransportProps, text: &dyn Text) -> Html {
    let Playhead { done, event } = props.playhead;
    let (count, len) = (props.run.count(done), props.run.count(props.run.trace.ops.len()));
    if event == 0 {
        return html! { <><b>{ count }</b>{ text.out_of(len) }</> };
    }
    html! { <><b>{ count + 1 }</b>{ text.out_of(len) }<span>{ text.event(event, props.steps) }</span></> }
}

/// The position in words, for screen readers.
fn words(props: &TransportProps, text: &dyn Text) -> AttrValue {
    let trace = &props.run.trace;
    let len = props.run.count(trace.ops.len());
    let at = match props.playhead.current() {
        Some(op) => {
            text.at_operation(props.run.count(op) + 1, len, &text.operation(&report::asked(trace, op)))
        }
        None => text.before_all(len),
    };
    at.into()
}

/// The operation shown, the one before and the one after.
fn operations(props: &TransportProps, text: &dyn Text) -> Html {
    let labels = &text.page().transport;
    let trace = &props.run.trace;
    let (current, next) = (props.playhead.current(), props.playhead.next());
    let operation = |op: usize| text.operation(&report::asked(trace, op));
    let before = current.and_then(|op| op.checked_sub(1)).map(operation);
    let after = (next < trace.ops.len()).then(|| operation(next));
    let now = match current {
        Some(op) => operation(op),
        None if trace.ops.is_empty() => labels.nothing.to_owned(),
        None => labels.before_first.to_owned(),
    };
    html! {
        <ol class="operations">
            <li class="operation-before" title={labels.previous}>{ before.unwrap_or_default() }</li>
            <li class="operation-now" aria-current="step" title={labels.current}>{ now }</li>
            <li class="operation-after" title={labels.next}>{ after.unwrap_or_default() }</li>
        </ol>
    }
}

fn way_button(way: Move, shape: Shape, label: &'static str, off: bool, dispatch: &Dispatch) -> Html {
    let go = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Go(way))
    };
    // A disabled button would lose the focus, so it is only marked as disabled.
    html! {
        <button type="button" class="button button-square" aria-label={label} title={label}
            aria-disabled={off.to_string()} data-go={format!("{way:?}")} onclick={go}>
            { icon(shape) }
        </button>
    }
}

fn play_button(playing: bool, off: bool, labels: &page::Transport, dispatch: &Dispatch) -> Html {
    let toggle = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::TogglePlay)
    };
    let (shape, label) = if playing { (Shape::Pause, labels.pause) } else { (Shape::Play, labels.play) };
    html! {
        <button type="button" class="button button-square button-primary" id="play" aria-label={label} title={label}
            aria-disabled={off.to_string()} onclick={toggle}>
            { icon(shape) }
        </button>
    }
}

fn speed_choice(now: Speed, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = &text.page().transport;
    let choose = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            let chosen = field.value().parse::<usize>().ok().and_then(|index| Speed::ALL.get(index));
            if let Some(&speed) = chosen {
                dispatch.dispatch(Action::Speed(speed));
            }
        })
    };
    let choice = |(index, speed): (usize, Speed)| {
        html! {
            <option value={index.to_string()} selected={speed == now}>
                { text.speed(speed.per_second, speed.events) }
            </option>
        }
    };
    let choices = |events: bool| {
        let of_kind = Speed::ALL.into_iter().enumerate().filter(move |(_, speed)| speed.events == events);
        of_kind.map(choice).collect::<Html>()
    };
    html! {
        <select class="speed" id="speed" aria-label={labels.speed} title={labels.speed} onchange={choose}>
            <optgroup label={labels.by_events}>{ choices(true) }</optgroup>
            <optgroup label={labels.by_operations}>{ choices(false) }</optgroup>
        </select>
    }
}
