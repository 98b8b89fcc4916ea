//! Blocks in an order: those that are probed, or those of a list.

use heap_lab::question::{Answer, Kind};
use yew::prelude::*;

use super::{FormProps, Named};
use crate::components::{
    icon::{Shape, icon},
    lesson::focus::use_focus_later,
    text::use_text,
};

/// The blocks to choose from, and below them those that are chosen, which can be moved and removed.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let text = use_text();
    let labels = text.lessons();
    let focus = use_focus_later();
    let chosen = match &props.answer {
        Some(Answer::Probes(blocks) | Answer::List(blocks)) => blocks.clone(),
        _ => Vec::new(),
    };
    let draft = {
        let props = props.clone();
        move |blocks: Vec<u32>| {
            props.draft(Some(match props.question.kind {
                Kind::List { .. } => Answer::List(blocks),
                _ => Answer::Probes(blocks),
            }));
        }
    };
    let choice = |one: &Named| {
        let (draft, address) = (draft.clone(), one.address);
        let place = chosen.iter().position(|&block| block == address);
        let mut blocks = chosen.clone();
        match place {
            Some(place) => drop(blocks.remove(place)),
            None => blocks.push(address),
        }
        let words = place.map_or_else(|| one.words.clone(), |place| text.at_place(place + 1, &one.words));
        html! {
            <li>
                <button type="button" class="answer-block" aria-pressed={place.is_some().to_string()} data-choice={address.to_string()}
                    onclick={move |_: MouseEvent| draft(blocks.clone())}>{ words }</button>
            </li>
        }
    };
    let row = |(place, &address): (usize, &u32)| {
        let words = props.words(address);
        // The focus stays with the block that moves, and with its place when it is removed.
        let moved = |to: Option<usize>, way: &'static str| {
            let (draft, focus, mut blocks) = (draft.clone(), focus.clone(), chosen.clone());
            let off = to.is_none_or(|to| to >= blocks.len());
            if let Some(to) = to.filter(|_| !off) {
                blocks.swap(place, to);
            }
            let go = move |_: MouseEvent| {
                if !off {
                    focus.emit(format!("{way}-{address}"));
                    draft(blocks.clone());
                }
            };
            (off, go)
        };
        let (first, up) = moved(place.checked_sub(1), "up");
        let (last, down) = moved(Some(place + 1), "down");
        let remove = {
            let (draft, focus, mut blocks) = (draft.clone(), focus.clone(), chosen.clone());
            blocks.remove(place);
            let next = blocks
                .get(place)
                .or(blocks.last())
                .map_or("start-over".to_owned(), |next| format!("out-{next}"));
            move |_: MouseEvent| {
                focus.emit(next.clone());
                draft(blocks.clone());
            }
        };
        html! {
            <li key={address} data-chosen={address.to_string()}>
                <span>{ text.at_place(place + 1, &words) }</span>
                <button type="button" class="button-quiet" id={format!("up-{address}")} aria-disabled={first.to_string()}
                    aria-label={text.move_up(&words)} title={text.move_up(&words)} onclick={up}>{ icon(Shape::Up) }</button>
                <button type="button" class="button-quiet" id={format!("down-{address}")} aria-disabled={last.to_string()}
                    aria-label={text.move_down(&words)} title={text.move_down(&words)} onclick={down}>{ icon(Shape::Down) }</button>
                <button type="button" class="button-quiet" id={format!("out-{address}")}
                    aria-label={text.take_out(&words)} title={text.take_out(&words)} onclick={remove}>{ icon(Shape::Close) }</button>
            </li>
        }
    };
    let empty = {
        let draft = draft.clone();
        move |_: MouseEvent| draft(Vec::new())
    };
    html! {
        <>
            <ul class="answer-blocks" aria-label={labels.blocks}>{ for props.choices.iter().map(choice) }</ul>
            <p class="answer-caption">
                <span id="answer-order">{ labels.chosen }</span>
                <button type="button" class="link" id="start-over" onclick={empty}>{ labels.start_over }</button>
            </p>
            if chosen.is_empty() {
                <p class="hint">{ labels.none_chosen }</p>
            } else {
                <ol class="answer-order" aria-labelledby="answer-order">{ for chosen.iter().enumerate().map(row) }</ol>
            }
        </>
    }
}
