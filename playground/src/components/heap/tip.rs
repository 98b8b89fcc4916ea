//! What is known of the tile that is pointed at.

use std::rc::Rc;

use heap_lab::{
    lab::{frame::Frame, view::Tile},
    scene::{
        Anchor,
        facts::{self, facts},
    },
    trace::{Source, Trace},
};
use yew::prelude::*;

use crate::components::{field_table::FieldTable, text::use_text};

/// A tile.
#[derive(Properties, PartialEq)]
pub struct TipProps {
    /// The lane at a moment.
    pub frame: Frame,
    /// The trace that it runs.
    pub trace: Rc<Trace>,
    /// Where that came from.
    pub source: Source,
    /// The tile.
    pub tile: Tile,
    /// Where the panel is to be shown, in the map.
    pub anchor: Anchor,
}

/// A small panel beside the tile.
#[component]
pub fn Tip(props: &TipProps) -> Html {
    let TipProps { frame, trace, source, tile, anchor: Anchor { x, edge, above } } = props;
    let text = use_text();
    let (facts, fields) =
        frame.read(|recording| (facts(trace, source, recording.bins(), tile), recording.fields(tile)));
    let class = classes!("heap-tip", above.then_some("above"));
    let row = |(term, value): (&'static str, String)| html! { <><dt>{ term }</dt><dd>{ value }</dd></> };
    html! {
        <div {class} role="tooltip" data-kind={facts::kind(tile)} data-start={tile.start.to_string()}
            style={format!("--x:{x}px;--y:{edge}px")}>
            <strong>{ text.tile_title(tile.kind, facts::tile_name(trace, tile)) }</strong>
            <dl>{ for facts.iter().map(|fact| row(text.fact(fact))) }</dl>
            <FieldTable {fields} />
            if let Some(note) = text.tile_note(tile.kind) {
                <p>{ note }</p>
            }
        </div>
    }
}
