//! The heap map as a list, for screen readers: its visible tiles are the options.

use std::rc::Rc;

use heap_lab::{
    lab::{LaneKind, view::Tile},
    scene::{Pick, facts, spots::Spot},
    trace::Trace,
};
use yew::prelude::*;

use crate::components::text::use_text;

/// The visible tiles of a lane.
#[derive(Properties, PartialEq)]
pub struct OutlineProps {
    /// Which lane.
    pub lane: LaneKind,
    /// Its visible tiles, as many as are listed.
    pub tiles: Rc<[Tile]>,
    /// How many more there are.
    pub more: u32,
    /// The trace that it runs.
    pub trace: Rc<Trace>,
    /// What is selected.
    pub selected: Option<Pick>,
    /// The marks of an answer.
    pub spots: Rc<[Spot]>,
    /// The tile at the keyboard cursor, which is always listed.
    pub focused: Option<Tile>,
}

/// The id of the option at the keyboard cursor.
pub fn id(lane: LaneKind) -> String {
    format!("{}-here", lane.slug())
}

/// The list. It is visually hidden.
#[component]
pub fn Outline(props: &OutlineProps) -> Html {
    let OutlineProps { lane, tiles, trace, more, focused, .. } = props;
    let text = use_text();
    let is_focused = |tile: &Tile| focused.is_some_and(|focused| focused.start == tile.start);
    let unlisted = focused.filter(|_| !tiles.iter().any(is_focused));
    // Without keys: most steps show other tiles, and changing an element is cheaper than making one.
    let option = |tile: &Tile| {
        let name = facts::tile_name(trace, tile);
        let selected = props.selected.is_some_and(|pick| pick.means(*lane, tile));
        let marks: Vec<_> =
            props.spots.iter().filter(|spot| (tile.start..tile.end()).contains(&spot.address)).collect();
        let keys = marks.iter().map(|spot| match spot.number {
            Some(number) => format!("{} {number}", spot.kind.sign().key()),
            None => spot.kind.sign().key().to_owned(),
        });
        let keys = (!marks.is_empty()).then(|| keys.collect::<Vec<_>>().join(", "));
        html! {
            <li id={is_focused(tile).then(|| id(*lane))} role="option" aria-selected={selected.then_some("true")}
                data-start={tile.start.to_string()} data-size={tile.size.to_string()}
                data-kind={facts::kind(tile)} data-name={name.to_owned()} data-marks={keys}>
                { text.tile(tile, name) }{ for marks.iter().map(|spot| format!(" · {}", text.spot(spot.kind, spot.number))) }
            </li>
        }
    };
    html! {
        <ul class="heap-words" role="none">
            { for tiles.iter().chain(&unlisted).map(option) }
            if *more > 0 {
                <li role="none">{ text.more_tiles(*more) }</li>
            }
        </ul>
    }
}
