//! The first operation in which two lanes differ, one click away.

use std::rc::Rc;

use heap_lab::{
    lab::LaneKind,
    overview::divergence::{Aspect, Comparison, Divergence},
    state::{Action, Move, Run},
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{super::text::use_text, find::SharedWorks};
use crate::{
    browser::turns::{Turns, now},
    store::Dispatch,
};

/// The length of a slice, in milliseconds.
const SLICE: f64 = 8.0;

#[derive(PartialEq, Properties)]
pub struct DifferProps {
    pub run: Run,
    pub works: SharedWorks,
    /// Operations done.
    pub done: usize,
    /// Whether the lanes have been read.
    pub ready: bool,
    pub dispatch: Dispatch,
}

/// What is compared.
#[derive(Clone, Copy, Default, PartialEq)]
struct Choice {
    lanes: [Option<LaneKind>; 2],
    aspect: Aspect,
}

/// What a comparison came to.
#[derive(Clone, Copy, PartialEq)]
struct Found {
    of: Choice,
    /// It began with this operation.
    from: usize,
    divergence: Option<Divergence>,
}

/// The comparison.
#[component]
pub fn Differ(props: &DifferProps) -> Html {
    let text = use_text();
    let labels = text.overview();
    let choice = use_state_eq(Choice::default);
    let found = use_state_eq(|| None::<Found>);
    let turns = use_mut_ref(|| None::<Turns>);
    let lanes: Vec<LaneKind> = props.works.0.borrow().lanes().iter().map(|lane| lane.kind).collect();
    if lanes.len() < 2 {
        return Html::default();
    }
    // What was chosen may be hidden by now.
    let lane = |index: usize| choice.lanes[index].filter(|lane| lanes.contains(lane)).unwrap_or(lanes[index]);
    let chosen = Choice { lanes: [Some(lane(0)), Some(lane(1))], ..*choice };
    let pick = |index: usize| {
        let (choice, lanes) = (choice.clone(), lanes.clone());
        Callback::from(move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            if let Some(&lane) = lanes.get(field.selected_index().max(0) as usize) {
                let mut next = chosen;
                next.lanes[index] = Some(lane);
                choice.set(next);
            }
        })
    };
    let pick_aspect = {
        let choice = choice.clone();
        move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            if let Some(&aspect) = Aspect::ALL.get(field.selected_index().max(0) as usize) {
                choice.set(Choice { aspect, ..chosen });
            }
        }
    };
    let look = |from: usize| {
        let (works, found, turns) = (props.works.clone(), found.clone(), turns.clone());
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| {
            let search = compare(&works, chosen, from, found.clone(), dispatch.clone());
            *turns.borrow_mut() = search;
        }
    };
    let options = |index: usize| {
        html! {
            <select id={format!("differ-{index}")} aria-label={if index == 0 { labels.differ_one } else { labels.differ_other }}
                onchange={pick(index)}>
                { for lanes.iter().map(|&one| html! {
                    <option selected={lane(index) == one}>{ one.short_name() }</option>
                }) }
            </select>
        }
    };
    let hidden: Vec<_> =
        [lane(0), lane(1)].into_iter().filter(|&lane| !choice.aspect.is_known_of(lane)).collect();
    let ready = props.ready && hidden.is_empty();
    let result = found.filter(|found| found.of == chosen).map(|found| match &found.divergence {
        Some(divergence) => {
            let number = props.run.count(divergence.op as usize + 1);
            text.divergence([lane(0), lane(1)], number, divergence)
        }
        None if found.from == 0 => labels.never_differ.to_owned(),
        None => labels.no_difference.to_owned(),
    });
    let result = if hidden.is_empty() { result } else { Some(text.hidden_curve(&hidden)) };
    html! {
        <div class="overview-differ">
            <h3>{ labels.differ }</h3>
            <div class="overview-fields">
                { options(0) }{ options(1) }
                <select id="differ-in" aria-label={labels.differ_in} onchange={pick_aspect}>
                    { for Aspect::ALL.into_iter().map(|aspect| html! {
                        <option selected={choice.aspect == aspect}>{ text.aspect(aspect) }</option>
                    }) }
                </select>
                <button type="button" class="button" id="differ-first" disabled={!ready} onclick={look(0)}>{ labels.differ_first }</button>
                <button type="button" class="button" id="differ-next" disabled={!ready} onclick={look(props.done)}>{ labels.differ_next }</button>
            </div>
            <p role="status" id="differ-found">{ result }</p>
        </div>
    }
}

/// Looks for the difference, and moves the playhead there.
fn compare(
    works: &SharedWorks,
    choice: Choice,
    from: usize,
    found: UseStateHandle<Option<Found>>,
    dispatch: Dispatch,
) -> Option<Turns> {
    let lanes = {
        let works = works.0.borrow();
        let lane = |kind: Option<LaneKind>| {
            let lane = works.lanes().iter().find(|lane| Some(lane.kind) == kind)?;
            Some((lane.recording()?.clone(), lane.survey()?.len()))
        };
        [lane(choice.lanes[0])?, lane(choice.lanes[1])?]
    };
    let [(one, len), (other, other_len)] = lanes;
    let mut comparison = Comparison::new(choice.aspect, from, len.min(other_len));
    Some(Turns::start(move || {
        let end = now() + SLICE;
        let first = one.borrow();
        // A lane can be compared with itself, too.
        let second = if Rc::ptr_eq(&one, &other) { None } else { Some(other.borrow()) };
        let pair = [&*first, second.as_deref().unwrap_or(&first)];
        let Some(result) = comparison.advance(pair, &|| now() >= end) else { return true };
        found.set(Some(Found { of: choice, from, divergence: result }));
        if let Some(divergence) = result {
            dispatch.dispatch(Action::Go(Move::To(divergence.op as usize + 1)));
        }
        false
    }))
}
