//! What is selected, as each lane has it, and what can be done with it.

use std::rc::Rc;

use heap_lab::{
    lab::{
        frame::Frame,
        narrate,
        view::{Tile, TileKind},
    },
    scene::{Pick, words},
    state::{Action, Move},
    trace::{BlockId, Source, Trace},
};
use yew::prelude::*;

use super::{
    field_table::FieldTable,
    icon::{Icon, Shape},
};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct InspectorProps {
    pub pick: Pick,
    pub trace: Rc<Trace>,
    pub source: Source,
    /// The lanes in sight, now.
    pub frames: Vec<Frame>,
    pub free: Callback<BlockId>,
    pub dispatch: Dispatch,
}

/// The panel. It stands where it moves no heap when it comes and goes.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let close = use_callback(props.dispatch.clone(), |_: MouseEvent, dispatch| {
        dispatch.dispatch(Action::Select(None));
    });
    let (title, actions, body) = match props.pick {
        Pick::Block(block) => block_parts(props, block),
        Pick::At(lane, address) => {
            let frame = props.frames.iter().find(|frame| frame.kind == lane);
            let tile = frame.and_then(|frame| Some((frame, tile_at(frame, address)?)));
            match tile {
                Some((frame, tile)) => place_parts(props, frame, &tile),
                None => {
                    (narrate::address(address), Html::default(), html! { <p>{ "Not in the heap now." }</p> })
                }
            }
        }
    };
    html! {
        <aside class="inspector" aria-label="Selection">
            <header>
                <h2>{ title }</h2>
                { actions }
                <button type="button" class="button-quiet" aria-label="Select nothing" title="Select nothing (Escape)"
                    onclick={close}>
                    <Icon shape={Shape::Close} />
                </button>
            </header>
            { body }
        </aside>
    }
}

/// The title, what can be done, and all the rest.
type Parts = (String, Html, Html);

/// A block of the program, which each lane has elsewhere.
fn block_parts(props: &InspectorProps, block: BlockId) -> Parts {
    let tiles: Vec<_> =
        props.frames.iter().map(|frame| (frame, frame.read(|recording| recording.block(block)))).collect();
    let asked = tiles.iter().find_map(|(_, tile)| match tile.as_ref()?.kind {
        TileKind::Live { asked, align, .. } => Some((asked, align)),
        _ => None,
    });
    let name = words::name(&props.trace, block);
    let body = html! {
        <>
            if let Some((asked, align)) = asked {
                <p>{ format!("{} asked, at a multiple of {align}", words::bytes(asked)) }</p>
            }
            if asked.is_some() { <table>
                <thead><tr>
                    <th scope="col">{ "in lane" }</th>
                    <th scope="col">{ "address" }</th>
                    <th scope="col">{ "used" }</th>
                    <th scope="col">{ "padding" }</th>
                    <th scope="col">{ "made by" }</th>
                </tr></thead>
                <tbody>{ for tiles.iter().map(|(frame, tile)| lane_row(props, frame, tile.as_ref())) }</tbody>
            </table> }
        </>
    };
    if asked.is_none() {
        return (format!("{name} · not live now"), Html::default(), body);
    }
    let free = props.free.reform(move |_: MouseEvent| block);
    let actions = html! {
        <button type="button" class="button button-small" data-free="" title="Free it (Delete): a line of the script"
            onclick={free}>{ "Free" }</button>
    };
    (format!("{name} · live block"), actions, body)
}

/// Where one lane has the block.
fn lane_row(props: &InspectorProps, frame: &Frame, tile: Option<&Tile>) -> Html {
    let lane = frame.kind;
    let cells = match tile {
        Some(tile @ Tile { start, size, kind: TileKind::Live { header, op, .. } }) => html! {
            <>
                <td><code>{ narrate::address(start + header) }</code></td>
                <td><code>{ *size }</code></td>
                <td><code>{ tile.padding() }</code></td>
                <td>{ jump(props, *op, format!("op {}", op + 1)) }</td>
            </>
        },
        _ => html! { <td colspan="4" class="hint">{ "not live here" }</td> },
    };
    html! { <tr data-in-lane={lane.slug()}><th scope="row">{ lane.short_name() }</th>{ cells }</tr> }
}

/// A stretch of one lane that is no block of the program.
fn place_parts(props: &InspectorProps, frame: &Frame, tile: &Tile) -> Parts {
    let facts = frame.read(|recording| {
        words::facts(&props.trace, &props.source, recording.bins(), &recording.fields(tile), tile)
    });
    let lost_by = match tile.kind {
        TileKind::Lost { op, .. } => Some(op),
        _ => None,
    };
    let row = |(term, value): &(&'static str, String)| {
        let value = match lost_by.filter(|_| term.ends_with(" by")) {
            Some(op) => jump(props, op, value.clone()),
            None => html! { <code>{ value }</code> },
        };
        html! { <><dt>{ *term }</dt><dd>{ value }</dd></> }
    };
    let body = html! {
        <>
            <dl data-kind={words::kind(tile)}>{ for facts.rows.iter().map(row) }</dl>
            <FieldTable fields={facts.fields} />
            if !facts.note.is_empty() { <p>{ facts.note }</p> }
        </>
    };
    (format!("{} · {}", facts.title, frame.kind.short_name()), Html::default(), body)
}

fn tile_at(frame: &Frame, address: u32) -> Option<Tile> {
    frame.read(|recording| recording.tiles(address..address.saturating_add(1)).first().copied())
}

/// A link to an operation.
fn jump(props: &InspectorProps, op: u32, words: String) -> Html {
    let dispatch = props.dispatch.clone();
    let go = move |_| dispatch.dispatch(Action::Go(Move::To(op as usize + 1)));
    html! { <button type="button" class="link" title="Go to this operation" onclick={go}>{ words }</button> }
}
