//! The heap map as a list, for screen readers: its visible tiles are the options.

use std::rc::Rc;

use heap_lab::{
    lab::{LaneKind, view::Tile},
    scene::{Pick, facts},
    trace::Trace,
};
use yew::prelude::*;

use crate::components::text::use_text;

/// More tiles than this are counted, not listed.
const MOST: usize = 200;

/// The visible tiles of a lane.
#[derive(Properties, PartialEq)]
pub struct OutlineProps {
    /// Which lane.
    pub lane: LaneKind,
    /// Its visible tiles.
    pub tiles: Rc<[Tile]>,
    /// The trace that it runs.
    pub trace: Rc<Trace>,
    /// What is selected.
    pub selected: Option<Pick>,
    /// The address that the keyboard is at: its tile is always listed.
    pub focused: Option<u32>,
}

/// The id of the option that the keyboard is at.
pub fn id(lane: LaneKind) -> String {
    format!("{}-here", lane.slug())
}

/// The list. It is part of the page, but takes no room on it.
#[component]
pub fn Outline(props: &OutlineProps) -> Html {
    let OutlineProps { lane, tiles, trace, .. } = props;
    let text = use_text();
    let is_focused = |tile: &Tile| props.focused.is_some_and(|at| Pick::At(*lane, at).means(*lane, tile));
    let shown = tiles.iter().enumerate().filter(|(index, tile)| *index < MOST || is_focused(tile));
    // Without keys: in most steps another row is in view, and changing an element is cheaper than making one.
    let option = |tile: &Tile| {
        let name = facts::tile_name(trace, tile);
        let selected = props.selected.is_some_and(|pick| pick.means(*lane, tile));
        html! {
            <li id={is_focused(tile).then(|| id(*lane))} role="option" aria-selected={selected.then_some("true")}
                data-start={tile.start.to_string()} data-size={tile.size.to_string()}
                data-kind={facts::kind(tile)} data-name={name.to_owned()}>
                { text.tile(tile, name) }
            </li>
        }
    };
    html! {
        <ul class="heap-words" role="none">
            { for shown.map(|(_, tile)| option(tile)) }
            if tiles.len() > MOST {
                <li role="none">{ text.more_tiles((tiles.len() - MOST) as u32) }</li>
            }
        </ul>
    }
}
