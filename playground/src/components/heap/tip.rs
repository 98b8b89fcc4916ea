//! What is known of the tile that is pointed at.

use std::rc::Rc;

use heap_lab::{
    lab::{frame::Frame, view::Tile},
    scene::{
        Place,
        words::{self, Facts, facts},
    },
    trace::{Source, Trace},
};
use yew::prelude::*;

use crate::components::field_table::FieldTable;

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
    /// Where they are to be shown, in the map.
    pub place: Place,
}

/// A small panel beside the tile.
#[component]
pub fn Tip(props: &TipProps) -> Html {
    let Facts { title, rows, fields, note } = props.frame.read(|recording| {
        facts(&props.trace, &props.source, recording.bins(), &recording.fields(&props.tile), &props.tile)
    });
    let Place { x, edge, above } = props.place;
    let class = classes!("heap-tip", above.then_some("above"));
    html! {
        <div {class} role="tooltip" data-kind={words::kind(&props.tile)} data-start={props.tile.start.to_string()}
            style={format!("--x:{x}px;--y:{edge}px")}>
            <strong>{ title }</strong>
            <dl>
                { for rows.into_iter().map(|(term, value)| html! { <><dt>{ term }</dt><dd>{ value }</dd></> }) }
            </dl>
            <FieldTable {fields} />
            if !note.is_empty() {
                <p>{ note }</p>
            }
        </div>
    }
}
