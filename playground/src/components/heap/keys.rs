//! The keyboard in the heap map: while it has the focus, the arrows walk through the heap, not through the run.

use std::rc::Rc;

use heap_lab::{
    lab::view::{Tile, TileKind},
    scene::{Pick, Scene},
    text::page::HeapKeys,
};
use yew::prelude::*;

use super::{
    HeapMapProps,
    picture::tile_at,
    viewport::{Viewport, anchor},
};

/// The keys that work while a heap map has the focus, and what they do.
pub fn keys(labels: &HeapKeys) -> [(&'static str, &'static str); 7] {
    [
        ("← →", labels.walk),
        ("↑ ↓", labels.rows),
        ("Home End", labels.ends),
        ("Enter", labels.select),
        ("Delete", labels.free),
        ("+ − 0", labels.zoom),
        ("Escape", labels.clear),
    ]
}

/// The action of a key press.
pub fn handler(
    props: &HeapMapProps,
    scene: &Rc<Scene>,
    viewport: &Viewport,
    focused: &UseStateHandle<Option<u32>>,
) -> Callback<KeyboardEvent> {
    let (scene, viewport, focused) = (scene.clone(), viewport.clone(), focused.clone());
    let (frame, selected) = (props.frame.clone(), props.selected);
    let (on_select, on_hover, on_free) =
        (props.on_select.clone(), props.on_hover.clone(), props.on_free.clone());
    let lane = frame.kind;
    let (answering, on_answer) = (props.answering.clone(), props.on_answer.clone());
    Callback::from(move |event: KeyboardEvent| {
        // Some keyboards need AltGr for brackets, which counts as Ctrl and Alt.
        let key = event.key();
        let brackets = matches!(key.as_str(), "[" | "]");
        let is_chord = event.ctrl_key() || event.meta_key() || event.alt_key();
        // With Shift the arrows step through the events of the run.
        let is_step = event.shift_key() && key.starts_with("Arrow");
        if is_chord && !brackets || is_step {
            return;
        }
        let grid = &scene.grid;
        let tile_at = |address: u32| tile_at(&frame, address);
        let go_to = |tile: Option<Tile>| {
            let Some(tile) = tile else { return };
            focused.set(Some(tile.start));
            on_hover.emit(Some(Pick::of(lane, &tile)));
            if let Some(place) = grid.reveal(tile.start) {
                viewport.go(place);
            }
        };
        let here = || focused.and_then(tile_at);
        let lit = || match selected? {
            Pick::Block(block) => frame.read(|recording| recording.block(block)),
            Pick::At(at, address) => tile_at(address).filter(|_| at == lane),
        };
        let visible = grid.visible_bytes();
        let last_byte = grid.space.heap_end.saturating_sub(1);
        let first = || lit().or_else(|| tile_at(visible.start.min(last_byte)));
        let last = || lit().or_else(|| tile_at(visible.end.saturating_sub(1).min(last_byte)));
        let row = grid.bytes_per_row;
        match key.as_str() {
            "ArrowRight" | "]" | "." => go_to(here().map_or_else(first, |tile| tile_at(tile.end()))),
            "ArrowLeft" | "[" | "," => {
                go_to(here().map_or_else(last, |tile| tile.start.checked_sub(1).and_then(tile_at)));
            }
            // A block of several rows has its row below where it ends.
            "ArrowDown" => go_to(here().map_or_else(first, |tile| {
                tile_at(tile.start.saturating_add(tile.size.div_ceil(row).max(1) * row))
            })),
            "ArrowUp" => {
                go_to(here().map_or_else(last, |tile| tile.start.checked_sub(row).and_then(tile_at)));
            }
            "Home" => go_to(tile_at(0)),
            "End" => go_to(grid.space.heap_end.checked_sub(1).and_then(tile_at)),
            "Enter" if answering.is_some() => {
                let meant = answering.as_ref().zip(here());
                let meant = meant.and_then(|(answering, here)| answering.meant(&frame, grid, here.start));
                if let Some(at) = meant {
                    on_answer.emit(at);
                }
            }
            "Delete" | "Backspace" if answering.is_some() => {}
            "Enter" => {
                let pick = here().map(|tile| Pick::of(lane, &tile)).filter(|&pick| selected != Some(pick));
                on_select.emit(pick);
            }
            "Delete" | "Backspace" => {
                if let Some(TileKind::Live { block, .. }) = here().or_else(lit).map(|tile| tile.kind) {
                    on_free.emit(block);
                }
            }
            "+" | "=" => viewport.zoom(grid, 1, anchor(&scene)),
            "-" | "−" => viewport.zoom(grid, -1, anchor(&scene)),
            "0" => viewport.zoom(grid, 0, anchor(&scene)),
            "Escape" if selected.is_some() => on_select.emit(None),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}
