//! What is selected, or else pointed at, as one lane has it: a line of facts, and what can be done with it.

use std::rc::Rc;

use yew::prelude::*;

use super::Dispatch;
use crate::{
    lab::{
        frame::Frame,
        view::{Tile, TileKind},
    },
    scene::{Pick, words},
    state::{Action, Move},
    trace::{BlockId, Trace},
};

/// Bytes of the header of a free block that are shown.
const HEADER: usize = 8;

#[derive(PartialEq, Properties)]
pub struct InspectorProps {
    pub frame: Frame,
    pub trace: Rc<Trace>,
    pub pick: Option<Pick>,
    pub free: Callback<BlockId>,
    pub dispatch: Dispatch,
}

/// The line. It is there even with nothing in it, so that nothing below it moves.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let Some(pick) = props.pick else {
        return html! { <div class="inspector inspector-empty">{ "Point at the heap, or select a block." }</div> };
    };
    match tile(&props.frame, pick) {
        Some(tile) => facts(props, &tile),
        None => html! { <div class="inspector inspector-empty">{ absent(props, pick) }</div> },
    }
}

/// The tile that the pick means in this lane.
fn tile(frame: &Frame, pick: Pick) -> Option<Tile> {
    frame.read(|recording| match pick {
        Pick::Block(block) => recording.block(block),
        Pick::At(lane, address) if lane == frame.kind => {
            recording.tiles(address..address.saturating_add(1)).first().copied()
        }
        Pick::At(..) => None,
    })
}

fn absent(props: &InspectorProps, pick: Pick) -> String {
    match pick {
        Pick::Block(block) => format!("{} is not live here now.", words::name(&props.trace, block)),
        Pick::At(lane, _) if lane == props.frame.kind => "The heap does not reach this far now.".to_owned(),
        Pick::At(..) => String::new(),
    }
}

fn facts(props: &InspectorProps, tile: &Tile) -> Html {
    let facts = props.frame.read(|recording| {
        let header = match tile.kind {
            TileKind::Free { .. } => recording.bytes(tile.start, HEADER),
            _ => Vec::new(),
        };
        words::facts(&props.trace, recording.bins(), &header, tile)
    });
    let made_by = match tile.kind {
        TileKind::Live { op, .. } | TileKind::Lost { op, .. } => Some(op as usize),
        _ => None,
    };
    let row = |(term, value): &(&'static str, String)| {
        let jump = made_by.filter(|_| term.ends_with(" by"));
        html! {
            <div>
                <dt>{ *term }</dt>
                if let Some(op) = jump {
                    <dd><button type="button" class="link" onclick={jump_to(props, op)}>{ value }</button></dd>
                } else {
                    <dd>{ value }</dd>
                }
            </div>
        }
    };
    html! {
        <div class="inspector" data-kind={words::kind(tile)} data-start={tile.start.to_string()}>
            <strong>{ &facts.title }</strong>
            <dl>{ for facts.rows.iter().map(row) }</dl>
            if let TileKind::Live { block, .. } = tile.kind {
                <button type="button" class="button button-small" data-free="" onclick={free(props, block)}>
                    { "Free" }
                </button>
            }
            if !facts.note.is_empty() { <span class="inspector-note">{ facts.note }</span> }
        </div>
    }
}

fn jump_to(props: &InspectorProps, op: usize) -> Callback<MouseEvent> {
    let dispatch = props.dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(Action::Go(Move::To(op + 1))))
}

fn free(props: &InspectorProps, block: BlockId) -> Callback<MouseEvent> {
    props.free.reform(move |_| block)
}
