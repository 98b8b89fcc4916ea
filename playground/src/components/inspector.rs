//! The selected block or stretch of memory, as each lane has it, and the actions on it.

use std::rc::Rc;

use heap_lab::{
    lab::{
        frame::Frame,
        view::{Tile, TileKind},
    },
    scene::{
        Pick,
        facts::{self, Fact, facts},
    },
    state::{Action, Move},
    text::{Text, numbers},
    trace::{BlockId, Source, Trace},
};
use yew::prelude::*;

use super::{
    field_table::field_table,
    heap::tile_at,
    icon::{Shape, icon},
    text::use_text,
};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct InspectorProps {
    pub pick: Pick,
    pub trace: Rc<Trace>,
    pub source: Source,
    /// The visible lanes at the current position.
    pub frames: Vec<Frame>,
    pub free: Callback<BlockId>,
    pub dispatch: Dispatch,
}

/// The panel. It is placed so that no heap moves when it appears or disappears.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let text = use_text();
    let close = use_callback(props.dispatch.clone(), |_: MouseEvent, dispatch| {
        dispatch.dispatch(Action::Select(None));
    });
    let (title, actions, body) = match props.pick {
        Pick::Block(block) => block_parts(props, block, text),
        Pick::At(lane, address) => {
            let frame = props.frames.iter().find(|frame| frame.kind == lane);
            let tile = frame.and_then(|frame| Some((frame, tile_at(frame, address)?)));
            match tile {
                Some((frame, tile)) => tile_parts(props, frame, &tile, text),
                None => (numbers::address(address), Html::default(), html! { <p>{ text.not_in_heap() }</p> }),
            }
        }
    };
    html! {
        <aside class="inspector" aria-label={text.selection()}>
            <header>
                <h2>{ title }</h2>
                { actions }
                <button type="button" class="button-quiet" aria-label={text.clear_selection()}
                    title={text.clear_selection_hint()} onclick={close}>
                    { icon(Shape::Close) }
                </button>
            </header>
            { body }
        </aside>
    }
}

/// The title, the actions, and the contents.
type Parts = (String, Html, Html);

/// A block of the program, at a different address in each lane.
fn block_parts(props: &InspectorProps, block: BlockId, text: &dyn Text) -> Parts {
    let tiles: Vec<_> =
        props.frames.iter().map(|frame| (frame, frame.read(|recording| recording.block(block)))).collect();
    let live = tiles.iter().find_map(|(_, tile)| match tile.as_ref()?.kind {
        kind @ TileKind::Live { asked, align, .. } => Some((kind, asked, align)),
        _ => None,
    });
    let name = props.trace.name(block);
    let Some((kind, asked, align)) = live else {
        return (text.freed_title(name), Html::default(), Html::default());
    };
    let body = html! {
        <>
            <p>{ text.requested(asked, align) }</p>
            <table>
                <thead><tr>
                    { for text.lane_columns().map(|column| html! { <th scope="col">{ column }</th> }) }
                </tr></thead>
                <tbody>{ for tiles.iter().map(|(frame, tile)| lane_row(props, frame, tile.as_ref(), text)) }</tbody>
            </table>
        </>
    };
    let free = props.free.reform(move |_: MouseEvent| block);
    let actions = html! {
        <button type="button" class="button button-small" data-free="" title={text.free_block_hint()}
            onclick={free}>{ text.free_block() }</button>
    };
    (text.tile_title(kind, name), actions, body)
}

/// The block in one lane.
fn lane_row(props: &InspectorProps, frame: &Frame, tile: Option<&Tile>, text: &dyn Text) -> Html {
    let lane = frame.kind;
    let cells = match tile {
        Some(tile @ Tile { start, size, kind: TileKind::Live { header, op, .. } }) => html! {
            <>
                <td><code>{ numbers::address(start + header) }</code></td>
                <td><code>{ *size }</code></td>
                <td><code>{ tile.padding() }</code></td>
                <td>{ jump(props, *op, text.operation_link(props.trace.count(*op as usize) as u64 + 1), text) }</td>
            </>
        },
        _ => html! { <td colspan="4" class="hint">{ text.not_live_here() }</td> },
    };
    html! { <tr data-in-lane={lane.slug()}><th scope="row">{ lane.short_name() }</th>{ cells }</tr> }
}

/// A stretch of memory of one lane that is no live block.
fn tile_parts(props: &InspectorProps, frame: &Frame, tile: &Tile, text: &dyn Text) -> Parts {
    let (facts, fields) = frame.read(|recording| {
        (facts(&props.trace, &props.source, recording.bins(), tile), recording.fields(tile))
    });
    let row = |fact: &Fact| {
        let (term, value) = text.fact(fact);
        let value = match fact {
            Fact::LostBy(by) | Fact::MadeBy(by) => jump(props, by.op, value, text),
            _ => html! { <code>{ value }</code> },
        };
        html! { <><dt>{ term }</dt><dd>{ value }</dd></> }
    };
    let body = html! {
        <>
            <dl data-kind={facts::kind(tile)}>{ for facts.iter().map(row) }</dl>
            { field_table(&fields, text) }
            if let Some(note) = text.tile_note(tile.kind) { <p>{ note }</p> }
        </>
    };
    let title = text.tile_title(tile.kind, facts::tile_name(&props.trace, tile));
    (format!("{title} · {}", frame.kind.short_name()), Html::default(), body)
}

/// A link to an operation.
fn jump(props: &InspectorProps, op: u32, words: String, text: &dyn Text) -> Html {
    let dispatch = props.dispatch.clone();
    let go = move |_| dispatch.dispatch(Action::Go(Move::To(op as usize + 1)));
    html! { <button type="button" class="link" title={text.operation_link_hint()} onclick={go}>{ words }</button> }
}
