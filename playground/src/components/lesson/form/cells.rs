//! A drawing of the heap in cells.
//!
//! Rows of cells are a grid with one stop for Tab. The arrows move in it, and a digit sets the cell; Space sets it to the
//! chosen kind, as a click and dragging do.

use heap_lab::{
    question::{self, Kind, Paint},
    state::reading::Change,
    text::{Text, numbers::address},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, PointerEvent};
use yew::prelude::*;

use super::{FormProps, radios::radio};
use crate::{browser, components::text::use_text};

/// Cells in a row.
const ROW: usize = 8;
/// The kinds, in the order of their digits.
const PAINTS: [Paint; 4] = [Paint::Live, Paint::Padding, Paint::Free, Paint::Other];

/// The grid.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let text = use_text();
    let labels = text.lessons();
    let brush = use_state(|| Paint::Live);
    let stop = use_state(|| 0_usize);
    let Kind::Draw { unit } = props.question.kind else { return Html::default() };
    let cells = question::drawn(props.answer.as_ref(), props.cells);
    let set = {
        let props = props.clone();
        move |cell: usize, paint: Paint| props.change(Change::Paint { cell, paint })
    };
    let drag = {
        let (set, brush, stop) = (set.clone(), *brush, stop.clone());
        move |event: PointerEvent| {
            let pressed = event.buttons() & 1 == 1 || event.type_() == "pointerdown";
            let there = browser::element_at(event.client_x(), event.client_y());
            if let Some(index) = cell_of(event.current_target(), there).filter(|_| pressed) {
                stop.set(index);
                set(index, brush);
            }
        }
    };
    let key = {
        let (len, brush, stop) = (cells.len(), *brush, stop.clone());
        move |event: KeyboardEvent| {
            let there = event.target().and_then(|target| target.dyn_into().ok());
            let Some(at) = cell_of(event.current_target(), there) else { return };
            let to = match event.key().as_str() {
                "ArrowLeft" => at.checked_sub(1),
                "ArrowRight" => Some(at + 1),
                "ArrowUp" => at.checked_sub(ROW),
                "ArrowDown" => Some(at + ROW),
                "Home" => Some(0),
                "End" => len.checked_sub(1),
                " " => {
                    set(at, brush);
                    Some(at)
                }
                key => match key.parse().ok().and_then(|digit: usize| PAINTS.get(digit.checked_sub(1)?)) {
                    Some(&paint) => {
                        set(at, paint);
                        Some(at + 1)
                    }
                    None => return,
                },
            };
            event.prevent_default();
            event.stop_propagation();
            if let Some(to) = to.filter(|&to| to < len) {
                stop.set(to);
                browser::focus(&id(to));
            }
        }
    };
    let cell = |index: usize, paint: Paint| {
        let first = index as u32 * unit;
        let words = text.cell(&address(first), &address(first + unit - 1), text.paint(paint));
        html! {
            <span role="gridcell" id={id(index)} class={format!("cell cell-{}", key_of(paint))} data-cell={index.to_string()} data-paint={key_of(paint)}
                tabindex={if index == *stop { "0" } else { "-1" }} aria-label={words.clone()} title={words}>
                { sign(paint) }
            </span>
        }
    };
    let row = |(number, row): (usize, &[Paint])| {
        html! {
            <div role="row" class="cells-row">
                <span role="rowheader" class="cells-address">{ address((number * ROW) as u32 * unit) }</span>
                { for row.iter().enumerate().map(|(index, &paint)| cell(number * ROW + index, paint)) }
            </div>
        }
    };
    html! {
        <>
            <div class="answer-brush" role="radiogroup" aria-label={labels.brush}>
                { for PAINTS.into_iter().enumerate().map(|(index, paint)| kind(index, paint, &brush, text)) }
            </div>
            <div role="grid" class="cells" aria-label={labels.cells} onpointerdown={drag.clone()} onpointermove={drag} onkeydown={key}>
                { for cells.chunks(ROW).enumerate().map(row) }
            </div>
        </>
    }
}

fn kind(index: usize, paint: Paint, brush: &UseStateHandle<Paint>, text: &dyn Text) -> Html {
    let is_chosen = **brush == paint;
    let brush = brush.clone();
    let words = format!("{} {}", index + 1, text.paint(paint));
    html! {
        <span class={format!("brush cell-{}", key_of(paint))}>
            { radio("answer-brush", key_of(paint), &words, is_chosen, move |_| brush.set(paint)) }
        </span>
    }
}

/// The cell of a grid that an element is, or is in.
fn cell_of(grid: Option<EventTarget>, there: Option<Element>) -> Option<usize> {
    let grid = grid?.dyn_into::<Element>().ok()?;
    let cell = there?.closest("[data-cell]").ok()??;
    grid.contains(Some(&cell)).then(|| cell.get_attribute("data-cell")?.parse().ok())?
}

fn id(index: usize) -> String {
    format!("cell-{index}")
}

/// The name of a use in attributes.
pub fn key_of(paint: Paint) -> &'static str {
    match paint {
        Paint::Live => "live",
        Paint::Padding => "padding",
        Paint::Free => "free",
        Paint::Other => "other",
    }
}

/// What is written in a cell, so that it is not told by its colour alone.
fn sign(paint: Paint) -> &'static str {
    match paint {
        Paint::Live => "■",
        Paint::Padding => "░",
        Paint::Free => "·",
        Paint::Other => "×",
    }
}
