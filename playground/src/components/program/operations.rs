//! All operations of a recorded program as a list: its current row is where the playhead is, and choosing one moves it.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    overview::{
        find::Query,
        scan::{Scan, Scanned},
    },
    playhead::Playhead,
    state::{Action, Move, Run},
    text::{Text, numbers::grouped},
    trace::{Op, Trace},
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::rows::{Follow, Rows};
use crate::{
    browser::{
        self,
        turns::{Turns, now},
    },
    components::text::use_text,
    store::Dispatch,
};

/// The ids of the list and of the field.
const LIST: &str = "operations";
const FIND: &str = "find-operation";
/// The length of a slice of a search, in milliseconds.
const SLICE: f64 = 8.0;

#[derive(Properties, PartialEq)]
pub struct OperationListProps {
    pub run: Run,
    pub playhead: Playhead,
    pub dispatch: Dispatch,
}

/// The list, with a field that finds operations.
#[component]
pub fn OperationList(props: &OperationListProps) -> Html {
    let OperationListProps { run, playhead, dispatch } = props;
    let text = use_text();
    let labels = text.program();
    let typed = use_state_eq(String::new);
    let missed = use_state_eq(|| false);
    let turns = use_memo((), |_| RefCell::new(None::<Turns>));
    let here = playhead.current();
    // While another trace runs, the panel changes, and with it the height of the list.
    let again = Rc::as_ptr(&run.trace).addr();
    let choose = use_callback(dispatch.clone(), |op: usize, dispatch| {
        dispatch.dispatch(Action::Go(Move::To(op + 1)));
    });
    let row = {
        let run = run.clone();
        use_callback(run, move |op: usize, run| row(run, op, text))
    };
    // The list takes letters as the beginning of a search.
    let on_key = {
        let typed = typed.setter();
        use_callback((), move |event: KeyboardEvent, ()| {
            let key = event.key();
            let is_letter = key.chars().count() == 1 && key != " " && key != "?";
            if is_letter && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
                event.prevent_default();
                event.stop_propagation();
                typed.set(key);
                browser::focus(FIND);
            }
        })
    };
    let find = {
        let (run, dispatch, typed) = (run.clone(), dispatch.clone(), typed.clone());
        let (missed, turns) = (missed.setter(), turns.clone());
        Callback::from(move |forward: bool| {
            let Some(query) = Query::read(&typed) else { return };
            let (trace, source) = (run.trace.clone(), run.source.clone());
            let len = trace.ops.len();
            let from = match (here, forward) {
                (Some(op), true) => op + 1,
                (Some(op), false) => (op + len).saturating_sub(1),
                (None, _) => 0,
            };
            let mut scan = Scan::new(query, from, forward, len);
            let (dispatch, missed) = (dispatch.clone(), missed.clone());
            turns.replace(Some(Turns::start(move || {
                let end = now() + SLICE;
                match scan.advance(&trace, &source, &|| now() >= end) {
                    Scanned::More => return true,
                    Scanned::Found(op) => {
                        missed.set(false);
                        dispatch.dispatch(Action::Go(Move::To(op + 1)));
                    }
                    Scanned::None => missed.set(true),
                }
                false
            })));
        })
    };
    let input = {
        let (typed, missed) = (typed.setter(), missed.setter());
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            typed.set(field.value());
            missed.set(false);
        })
    };
    let key = {
        let find = find.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => find.emit(!event.shift_key()),
            "Escape" | "ArrowDown" => {
                event.prevent_default();
                event.stop_propagation();
                browser::focus(LIST);
            }
            _ => {}
        })
    };
    let go = |forward: bool| find.reform(move |_: MouseEvent| forward);
    html! {
        <>
            <div class="finder" role="search">
                <input type="search" id={FIND} value={(*typed).clone()} placeholder={labels.find} aria-label={labels.find}
                    title={labels.find_hint} spellcheck="false" autocomplete="off" oninput={input} onkeydown={key} />
                <button type="button" class="button" id="find-previous" title={labels.previous} aria-label={labels.previous}
                    onclick={go(false)}>{ "↑" }</button>
                <button type="button" class="button" id="find-next" title={labels.next} aria-label={labels.next}
                    onclick={go(true)}>{ "↓" }</button>
            </div>
            <p class="hint finder-hint" role="status">{ if *missed { labels.not_found } else { labels.find_hint } }</p>
            <Rows id={LIST} label={labels.operations} len={run.trace.ops.len()} follow={Follow { row: here, again }}
                {row} {choose} {on_key} />
        </>
    }
}

/// The number, the request, and its line in the file.
fn row(run: &Run, op: usize, text: &dyn Text) -> Html {
    let Some(what) = run.trace.ops.get(op) else { return Html::default() };
    let line = run.source.line(op).map(|line| text.line(line));
    if let Op::Label { text } = what {
        return html! { <><span class="row-number" /><strong>{ &**text }</strong><small>{ line }</small></> };
    }
    html! {
        <>
            <span class="row-number">{ grouped((run.count(op) + 1) as u64) }</span>
            { request(&run.trace, what) }
            <small>{ line }</small>
        </>
    }
}

/// The request, its block and its size. What is requested is called as in scripts, in every language.
fn request(trace: &Trace, op: &Op) -> Html {
    let name = op.block().map(|block| trace.name(block)).unwrap_or_default();
    let (word, size) = match *op {
        Op::Alloc { size, zeroed, .. } => (if zeroed { "alloc_zeroed" } else { "alloc" }, Some(size)),
        Op::Realloc { size, .. } => ("realloc", Some(size)),
        Op::Free { .. } => ("free", None),
        Op::TakePages { pages } => ("take_pages", Some(pages)),
        Op::Label { .. } => ("label", None),
    };
    let align = match *op {
        Op::Alloc { align, .. } if align as usize > lite_alloc::GRANULE => format!(" ({})", grouped(align)),
        _ => String::new(),
    };
    html! {
        <>
            <code title={name.to_owned()}>{ word }{ " " }<b>{ name }</b></code>
            <span class="row-size">{ size.map(grouped) }{ align }</span>
        </>
    }
}
