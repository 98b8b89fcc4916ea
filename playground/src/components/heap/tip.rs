//! The tooltip of the tile that is pointed at.

use heap_lab::{
    lab::{frame::Frame, view::Tile},
    scene::{
        Anchor,
        facts::{self, facts},
        legend::Sign,
    },
    text::Text,
    trace::{Source, Trace},
};
use yew::prelude::*;

use crate::components::field_table::field_table;

/// A small panel beside a mark, with its meaning.
pub fn sign_tip(sign: Sign, Anchor { x, edge, above }: Anchor, text: &dyn Text) -> Html {
    let class = classes!("heap-tip", above.then_some("above"));
    let (name, meaning) = text.sign(sign);
    html! {
        <div {class} role="tooltip" data-sign={sign.key()} style={format!("--x:{x}px;--y:{edge}px")}>
            <strong>{ name }</strong>
            <p>{ meaning }</p>
        </div>
    }
}

/// A small panel beside the tile, at `anchor` in the map.
pub fn tip(
    frame: &Frame,
    trace: &Trace,
    source: &Source,
    tile: &Tile,
    anchor: Anchor,
    text: &dyn Text,
) -> Html {
    let Anchor { x, edge, above } = anchor;
    let (facts, fields) =
        frame.read(|recording| (facts(trace, source, recording.bins(), tile), recording.fields(tile)));
    let class = classes!("heap-tip", above.then_some("above"));
    let row = |(term, value): (&'static str, String)| html! { <><dt>{ term }</dt><dd>{ value }</dd></> };
    html! {
        <div {class} role="tooltip" data-kind={facts::kind(tile)} data-start={tile.start.to_string()}
            style={format!("--x:{x}px;--y:{edge}px")}>
            <strong>{ text.tile_title(tile.kind, facts::tile_name(trace, tile)) }</strong>
            <dl>{ for facts.iter().map(|fact| row(text.fact(fact))) }</dl>
            { field_table(&fields, text) }
            if let Some(note) = text.tile_note(tile.kind) {
                <p>{ note }</p>
            }
        </div>
    }
}
