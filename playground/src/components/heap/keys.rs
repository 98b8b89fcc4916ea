//! The keyboard in the heap map. Arrows stay free: they step through the run.

use std::rc::Rc;

use heap_lab::{
    lab::view::{Tile, TileKind},
    scene::{Pick, Scene},
    text::page::HeapKeys,
};
use web_sys::Element;
use yew::prelude::*;

use super::HeapMapProps;

/// The keys that work while a heap map has the focus, and what they do.
pub fn keys(labels: &HeapKeys) -> [(&'static str, &'static str); 5] {
    [
        ("[ ]", labels.walk),
        ("Enter", labels.select),
        ("Delete", labels.free),
        ("+ −", labels.zoom),
        ("Esc", labels.clear),
    ]
}

/// What a key press does.
pub fn handler(
    props: &HeapMapProps,
    scene: &Rc<Scene>,
    scroller: &NodeRef,
    focused: &UseStateHandle<Option<u32>>,
) -> Callback<KeyboardEvent> {
    let (scene, scroller, focused) = (scene.clone(), scroller.clone(), focused.clone());
    let (frame, selected, zoom) = (props.frame.clone(), props.selected, props.zoom);
    let (on_select, on_hover) = (props.on_select.clone(), props.on_hover.clone());
    let (on_free, on_zoom) = (props.on_free.clone(), props.on_zoom.clone());
    let lane = frame.kind;
    Callback::from(move |event: KeyboardEvent| {
        // Some keyboards need AltGr, which counts as Ctrl and Alt, for brackets.
        let key = event.key();
        let brackets = matches!(key.as_str(), "[" | "]");
        if !brackets && (event.ctrl_key() || event.meta_key() || event.alt_key()) {
            return;
        }
        let tile_at = |address: u32| {
            let tiles = frame.read(|recording| recording.tiles(address..address.saturating_add(1)));
            tiles.into_iter().next()
        };
        let go_to = |tile: Option<Tile>| {
            let Some(tile) = tile else { return };
            focused.set(Some(tile.start));
            on_hover.emit(Some(Pick::of(lane, &tile)));
            if let (Some(wanted), Some(element)) = (scene.grid.reveal(tile.start), scroller.cast::<Element>())
            {
                element.set_scroll_top(wanted.round() as i32);
            }
        };
        let here = || focused.and_then(tile_at);
        let lit =
            || scene.tiles.iter().find(|tile| selected.is_some_and(|pick| pick.means(lane, tile))).copied();
        match key.as_str() {
            "]" | "." => go_to(match here() {
                Some(tile) => tile_at(tile.start + tile.size),
                None => lit().or_else(|| scene.tiles.first().copied()),
            }),
            "[" | "," => go_to(match here() {
                Some(tile) => tile.start.checked_sub(1).and_then(tile_at),
                None => lit().or_else(|| scene.tiles.last().copied()),
            }),
            "Enter" => {
                let pick = here().map(|tile| Pick::of(lane, &tile)).filter(|&pick| selected != Some(pick));
                on_select.emit(pick);
            }
            "Delete" | "Backspace" => {
                if let Some(TileKind::Live { block, .. }) = here().or_else(lit).map(|tile| tile.kind) {
                    on_free.emit(block);
                }
            }
            "+" | "=" if zoom < scene.grid.zooms.1 => on_zoom.emit(zoom.max(scene.grid.zooms.0) + 1),
            "-" | "−" if zoom > scene.grid.zooms.0 => on_zoom.emit(zoom.min(scene.grid.zooms.1) - 1),
            "+" | "=" | "-" | "−" => {}
            "Escape" if selected.is_some() => on_select.emit(None),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}
