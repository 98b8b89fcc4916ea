//! Finding operations: by what the reader types, or where two lanes first differ.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    lab::report,
    overview::{
        find::{Hit, Query, Search, What},
        survey::NEVER,
    },
    state::{Action, Move, Run},
    text::{Text, numbers::grouped},
    trace::Op,
};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::{super::text::use_text, differ::Differ, work::Works};
use crate::{
    browser::turns::{Turns, now},
    store::Dispatch,
};

/// The length of a slice, in milliseconds.
const SLICE: f64 = 8.0;
/// Hits in the list at first, and how many each further page adds.
const PAGE: usize = 100;

/// The works, which are the same as long as the component is mounted.
#[derive(Clone)]
pub struct SharedWorks(pub Rc<RefCell<Works>>);

impl PartialEq for SharedWorks {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(PartialEq, Properties)]
pub struct FindProps {
    pub run: Run,
    pub works: SharedWorks,
    /// Whether the lanes have been read.
    pub ready: bool,
    /// Operations done.
    pub done: usize,
    pub dispatch: Dispatch,
}

/// What was found.
#[derive(Clone, Default, PartialEq)]
struct Results {
    /// What was looked for.
    of: Option<Query>,
    hits: Rc<[Hit]>,
    count: usize,
    is_done: bool,
}

/// The field, the list, and the comparison.
#[component]
pub fn Find(props: &FindProps) -> Html {
    let text = use_text();
    let labels = text.overview();
    let query = use_state_eq(|| None::<Query>);
    let results = use_state_eq(Results::default);
    let pages = use_state_eq(|| 1_usize);
    {
        let (results, works) = (results.clone(), props.works.0.clone());
        use_effect_with((props.run.clone(), (*query).clone(), props.ready), move |(run, query, ready)| {
            let turns = query.clone().filter(|_| *ready).map(|query| search(query, run, works, results));
            move || drop(turns)
        });
    }
    let type_in = {
        let (query, pages) = (query.clone(), pages.clone());
        move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            pages.set(1);
            query.set(Query::read(&field.value()));
        }
    };
    let go = {
        let dispatch = props.dispatch.clone();
        move |op: u32| dispatch.dispatch(Action::Go(Move::To(op as usize + 1)))
    };
    // Enter goes to the next hit after the position, and to the first one after the last.
    let enter = {
        let (results, go, done) = (results.clone(), go.clone(), props.done);
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                let field: HtmlInputElement = event.target_unchecked_into();
                // The field may already say something else than was found.
                let is_found = results.of.is_some() && results.of == Query::read(&field.value());
                let hits = &results.hits;
                let next =
                    hits.iter().find(|hit| hit.op as usize >= done).or(hits.first()).filter(|_| is_found);
                if let Some(hit) = next {
                    go(hit.op);
                }
            }
            "ArrowDown" => {
                let field: HtmlElement = event.target_unchecked_into();
                let list = field.closest(".overview-find").ok().flatten();
                let first = list.and_then(|list| list.query_selector(".overview-hits button").ok().flatten());
                if let Some(first) =
                    first.and_then(|first| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(first).ok())
                {
                    event.prevent_default();
                    // It does no harm if it cannot take the focus.
                    let _ = first.focus();
                }
            }
            _ => {}
        }
    };
    let listed = results.hits.len().min(*pages * PAGE);
    let more = {
        let pages = pages.clone();
        move |_: MouseEvent| pages.set(*pages + 1)
    };
    let is_known = query.is_some() && props.ready;
    let understood = |query: &Query| match results.count {
        _ if !is_known || !results.is_done => format!("{} · {}", text.query(query), labels.searching),
        0 => text.nothing_found(query),
        count => format!("{} · {}", text.query(query), text.hits(count, results.hits.len())),
    };
    html! {
        <section class="overview-find" aria-label={labels.find}>
            <input type="search" id="find" placeholder={labels.find_examples} aria-label={labels.find_field}
                title={labels.find_hint} oninput={type_in} onkeydown={enter} autocomplete="off" spellcheck="false" />
            if let Some(query) = &*query {
                <p class="overview-understood" role="status">
                    { understood(query) }
                </p>
                if is_known {
                    <ol class="overview-hits" onkeydown={walk}>
                        { for results.hits.iter().take(listed).map(|hit| row(hit, props, &go, text)) }
                        if listed < results.hits.len() {
                            <li><button type="button" class="link" onclick={more}>{ format!("+ {}", grouped((results.hits.len() - listed).min(PAGE))) }</button></li>
                        }
                    </ol>
                }
            } else {
                <Differ run={props.run.clone()} works={props.works.clone()} done={props.done} ready={props.ready}
                    dispatch={props.dispatch.clone()} />
            }
        </section>
    }
}

/// The arrows move through the list.
fn walk(event: KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let here: HtmlElement = event.target_unchecked_into();
    let item = here.parent_element();
    let next =
        item.and_then(
            |item| {
                if step > 0 { item.next_element_sibling() } else { item.previous_element_sibling() }
            },
        );
    let button = match next {
        Some(next) => next.query_selector("button").ok().flatten(),
        None if step < 0 => web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id("find")),
        None => None,
    };
    if let Some(button) = button.and_then(|button| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(button).ok())
    {
        event.prevent_default();
        event.stop_propagation();
        // It does no harm if it cannot take the focus.
        let _ = button.focus();
    }
}

fn search(query: Query, run: &Run, works: Rc<RefCell<Works>>, results: UseStateHandle<Results>) -> Turns {
    let run = run.clone();
    let of = Some(query.clone());
    let mut search = Search::new(query, run.trace.ops.len());
    results.set(Results::default());
    Turns::start(move || {
        let end = now() + SLICE;
        let works = works.borrow();
        let recordings: Vec<_> =
            works.lanes().iter().filter_map(|lane| Some(lane.recording()?.borrow())).collect();
        let surveys = works.lanes().iter().filter_map(|lane| lane.survey());
        let lanes: Vec<_> = recordings.iter().map(|recording| &**recording).zip(surveys).collect();
        let is_done = search.advance(&run.trace, &run.source, &lanes, &|| now() >= end);
        if is_done {
            results.set(Results {
                of: of.clone(),
                hits: search.hits().into(),
                count: search.count(),
                is_done,
            });
        }
        !is_done
    })
}

fn row(hit: &Hit, props: &FindProps, go: &(impl Fn(u32) + Clone + 'static), text: &dyn Text) -> Html {
    let run = &props.run;
    let count = |op: u32| run.count(op as usize + 1);
    let words = match hit.what {
        What::Operation => text.operation(&report::asked(&run.trace, hit.op as usize)),
        What::Life { life, .. } => {
            let op = &run.trace.ops[life.from as usize];
            // Of some allocators only the size of the request is known.
            let size = match *op {
                Op::Alloc { size, .. } | Op::Realloc { size, .. } => size,
                _ => life.tile.size,
            };
            let to = (life.to != NEVER).then(|| count(life.to));
            text.life(run.trace.name(op.block().unwrap_or_default()), size, count(life.from), to)
        }
    };
    let lane = match hit.what {
        What::Life { lane, .. } => {
            props.works.0.borrow().lanes().get(lane).map(|lane| lane.kind.short_name())
        }
        What::Operation => None,
    };
    let (go, op) = (go.clone(), hit.op);
    let here = props.done == op as usize + 1;
    html! {
        <li>
            <button type="button" data-hit={op.to_string()} aria-current={here.then_some("true")}
                onclick={move |_: MouseEvent| go(op)}>
                <b>{ grouped(count(op)) }</b>
                <span>{ words }</span>
                if let Some(lane) = lane { <small>{ lane }</small> }
            </button>
        </li>
    }
}
