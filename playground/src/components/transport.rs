//! The bottom of the page: the position in the run, and the controls that change it.

use heap_lab::{
    lab::report::{self, Asked},
    playhead::Playhead,
    share::Note,
    state::{Action, Move, Run, Speed},
    text::{Text, numbers::grouped, page},
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
    /// Number of operations that all visible lanes have done.
    pub len: usize,
    pub playhead: Playhead,
    /// The most steps that a visible lane takes in the operation shown.
    pub steps: usize,
    pub playing: bool,
    pub speed: Speed,
    /// The notes in the run.
    pub notes: Vec<Note>,
    pub dispatch: Dispatch,
}

/// The transport. Play comes first, so that few presses of Tab lead to it.
#[component]
pub fn Transport(props: &TransportProps) -> Html {
    let TransportProps { run, playhead, playing, speed, dispatch, .. } = props;
    let text = use_text();
    let labels = &text.page().transport;
    let len = props.len;
    let at_start = *playhead == Playhead::START;
    let at_end = playhead.done >= len;
    let go = |way, face, label, off| way_button(way, face, label, off, dispatch);
    // The position needs room beside the slider on a phone.
    let digits = props.run.count(len).to_string().len();
    let word = |word: &'static str| html! { <span class="button-word">{ word }</span> };
    html! {
        <footer class="transport" aria-label={labels.steps} style={format!("--digits:{digits}")}>
            <div class="controls">
                { play_button(*playing, len == 0, labels, dispatch) }
                <div class="buttons" role="group" aria-label={labels.navigate}>
                    { go(Move::Start, icon(Shape::Start), labels.start, at_start) }
                    { go(Move::OperationBack, html! { <>{ icon(Shape::OperationBack) }{ word(labels.operation) }</> },
                        labels.operation_back, at_start) }
                    { go(Move::OperationForward, html! { <>{ word(labels.operation) }{ icon(Shape::OperationForward) }</> },
                        labels.operation_forward, at_end) }
                    { go(Move::End, icon(Shape::End), labels.end, at_end) }
                </div>
                <div class="buttons">
                    { go(Move::EventBack, html! { <>{ icon(Shape::EventBack) }{ word(labels.event) }</> },
                        labels.event_back, at_start) }
                    { go(Move::EventForward, html! { <>{ word(labels.event) }{ icon(Shape::EventForward) }</> },
                        labels.event_forward, at_end) }
                </div>
                { speed_choice(*speed, text, dispatch) }
                { chapter_choice(props, text) }
                <p class="position" data-done={playhead.done.to_string()} data-event={playhead.event.to_string()}
                    data-len={len.to_string()}>{ position(props, text) }</p>
            </div>
            <Timeline {len} done={playhead.done} inside={playhead.event > 0} labels={run.labels.clone()} notes={props.notes.clone()}
                words={words(props, text)} dispatch={dispatch.clone()} />
        </footer>
    }
}

/// The position in numbers.
fn position(props: &TransportProps, text: &dyn Text) -> Html {
    let Playhead { done, event } = props.playhead;
    // A run that was stopped is shorter than its trace.
    let (count, len) = (props.run.count(done), props.run.count(props.run.trace.ops.len()));
    if event == 0 {
        return html! { <><b>{ grouped(count) }</b>{ text.out_of(len) }</> };
    }
    html! { <><span>{ text.event(event, props.steps) }</span><b>{ grouped(count + 1) }</b>{ text.out_of(len) }</> }
}

/// The position in words, for screen readers.
fn words(props: &TransportProps, text: &dyn Text) -> AttrValue {
    let trace = &props.run.trace;
    let len = props.run.count(trace.ops.len());
    let at = match props.playhead.current() {
        Some(op) => match report::asked(trace, op) {
            Asked::Label { text: label } => text.chapter(label),
            asked => text.at_operation(props.run.count(op) + 1, len, &text.operation(&asked)),
        },
        None => text.before_all(len),
    };
    at.into()
}

fn way_button(way: Move, face: Html, label: &'static str, off: bool, dispatch: &Dispatch) -> Html {
    let go = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Go(way))
    };
    // A disabled button would lose the focus, so it is only marked as disabled.
    html! {
        <button type="button" class="button" aria-label={label} title={label}
            aria-disabled={off.to_string()} data-go={format!("{way:?}")} onclick={go}>
            { face }
        </button>
    }
}

fn play_button(playing: bool, off: bool, labels: &page::Transport, dispatch: &Dispatch) -> Html {
    let toggle = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::TogglePlay)
    };
    let (shape, word, hint) = match playing {
        true => (Shape::Pause, labels.pause, labels.pause_hint),
        false => (Shape::Play, labels.play, labels.play_hint),
    };
    html! {
        <button type="button" class="button button-primary" id="play" aria-label={hint} title={hint}
            aria-disabled={off.to_string()} onclick={toggle}>
            { icon(shape) }<span class="button-word">{ word }</span>
        </button>
    }
}

fn speed_choice(now: Speed, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = &text.page().transport;
    let dispatch = dispatch.clone();
    let choose = move |index: usize| {
        if let Some(&speed) = Speed::ALL.get(index) {
            dispatch.dispatch(Action::Speed(speed));
        }
    };
    let choice = |(index, speed): (usize, Speed)| {
        html! {
            <option value={index.to_string()} selected={speed == now}>
                { text.speed(speed.per_second, speed.events) }
            </option>
        }
    };
    html! {
        <select class="speed" id="speed" aria-label={labels.speed} title={labels.speed} onchange={chosen(choose)}>
            { for Speed::ALL.into_iter().enumerate().map(choice) }
        </select>
    }
}

/// The most chapters to choose from: in a recorded program with more, they are found in the list of operations.
const MOST_CHAPTERS: usize = 500;

/// All chapters, also those whose names have no room on the slider.
fn chapter_choice(props: &TransportProps, text: &dyn Text) -> Html {
    let labels = &props.run.labels;
    if labels.is_empty() || labels.len() > MOST_CHAPTERS {
        return Html::default();
    }
    let here = labels.iter().rposition(|&(op, _)| props.playhead.current().is_some_and(|now| op <= now));
    let dispatch = props.dispatch.clone();
    let starts = labels.clone();
    let choose = move |index: usize| {
        if let Some(&(op, _)) = starts.get(index) {
            dispatch.dispatch(Action::Go(Move::To(op + 1)));
        }
    };
    let title = text.page().transport.chapter;
    html! {
        <select class="chapter" id="chapter" aria-label={title} title={title} onchange={chosen(choose)}>
            <option value="" selected={here.is_none()} disabled=true>{ title }</option>
            { for labels.iter().enumerate().map(|(index, (_, label))| html! {
                <option value={index.to_string()} selected={here == Some(index)}>{ &**label }</option>
            }) }
        </select>
    }
}

/// Calls `choose` with the number that is the value of the option chosen.
fn chosen(choose: impl Fn(usize) + 'static) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        if let Ok(index) = field.value().parse() {
            choose(index);
        }
    })
}
