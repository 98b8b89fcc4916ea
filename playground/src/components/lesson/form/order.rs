//! Blocks in an order: those that are probed, or those of a list.

use heap_lab::{
    question::{Answer, Kind},
    state::reading::Change,
};
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
    let choice = |one: &Named| {
        let (props, address) = (props.clone(), one.address);
        let place = chosen.iter().position(|&block| block == address);
        let words = place.map_or_else(|| one.words.clone(), |place| text.at_place(place + 1, &one.words));
        html! {
            <li>
                <button type="button" class="answer-block" aria-pressed={place.is_some().to_string()} data-choice={address.to_string()}
                    onclick={move |_: MouseEvent| props.change(Change::Click(address))}>{ words }</button>
            </li>
        }
    };
    let row = |(place, &address): (usize, &u32)| {
        let words = props.words(address);
        // The focus stays with the block that moves, and with its place when it is removed.
        let moved = |up: bool| {
            let (props, focus) = (props.clone(), focus.clone());
            move |_: MouseEvent| {
                focus.emit(format!("{}-{address}", if up { "up" } else { "down" }));
                props.change(Change::Move { block: address, up });
            }
        };
        let (first, last) = (place == 0, place + 1 == chosen.len());
        let remove = {
            let (props, focus, mut blocks) = (props.clone(), focus.clone(), chosen.clone());
            blocks.remove(place);
            let next = blocks
                .get(place)
                .or(blocks.last())
                .map_or("start-over".to_owned(), |next| format!("out-{next}"));
            move |_: MouseEvent| {
                focus.emit(next.clone());
                props.change(Change::Click(address));
            }
        };
        html! {
            <li key={address} data-chosen={address.to_string()}>
                <span>{ text.at_place(place + 1, &words) }</span>
                <button type="button" class="button-quiet" id={format!("up-{address}")} aria-disabled={first.to_string()}
                    aria-label={text.move_up(&words)} title={text.move_up(&words)} onclick={moved(true)}>{ icon(Shape::Up) }</button>
                <button type="button" class="button-quiet" id={format!("down-{address}")} aria-disabled={last.to_string()}
                    aria-label={text.move_down(&words)} title={text.move_down(&words)} onclick={moved(false)}>{ icon(Shape::Down) }</button>
                <button type="button" class="button-quiet" id={format!("out-{address}")}
                    aria-label={text.take_out(&words)} title={text.take_out(&words)} onclick={remove}>{ icon(Shape::Close) }</button>
            </li>
        }
    };
    let empty = {
        let props = props.clone();
        move |_: MouseEvent| {
            props.draft(Some(match props.question.kind {
                Kind::List { .. } => Answer::List(Vec::new()),
                _ => Answer::Probes(Vec::new()),
            }));
        }
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
