//! The heap of one lane: a canvas of rows to scale, with a tooltip, keys, and the same content as a list.
//!
//! [`heap_lab::scene`] does the layout, [`paint`] the drawing. This file puts the parts together and turns pointer
//! events into selections; [`keys`] does so for the keyboard.

mod foot;
mod keys;
mod legend;
mod outline;
mod overlay;
mod paint;
mod picture;
mod style;
mod tip;
mod viewport;

use std::rc::Rc;

use foot::{Scale, foot};
use heap_lab::{
    arena::Settings,
    lab::{
        frame::Frame,
        view::{Tile, TileKind},
    },
    scene::{Highlights, Pick, Scene, grid::View},
    text::Language,
    trace::{BlockId, Source, Trace},
};
use web_sys::{Element, HtmlCanvasElement};
use yew::prelude::*;

use super::text::use_text;
use crate::browser::brush::Brush;

pub use keys::keys;
pub use legend::legend;
use outline::Outline;
use style::use_style;
use tip::tip;

/// The props of a heap map.
#[derive(Properties, PartialEq)]
pub struct HeapMapProps {
    /// The lane at a position of the playhead.
    pub frame: Frame,
    /// The trace that it runs, for the names and origins of blocks.
    pub trace: Rc<Trace>,
    /// The source of the trace.
    pub source: Source,
    /// The shape of its arena.
    pub settings: Settings,
    /// What is selected, in any lane.
    #[prop_or_default]
    pub selected: Option<Pick>,
    /// What is pointed at, in any lane and view.
    #[prop_or_default]
    pub hovered: Option<Pick>,
    /// A tile was selected, or the selection was cleared.
    #[prop_or_default]
    pub on_select: Callback<Option<Pick>>,
    /// The pointer or the keyboard moved to a tile, or left the map.
    #[prop_or_default]
    pub on_hover: Callback<Option<Pick>>,
    /// A live block should be freed.
    #[prop_or_default]
    pub on_free: Callback<BlockId>,
    /// Whether the links of the free lists are drawn over the heap.
    #[prop_or_default]
    pub show_links: bool,
    /// Zoom steps; each doubles the scale, negative ones show more.
    #[prop_or_default]
    pub zoom: i32,
    /// The user changed the zoom.
    #[prop_or_default]
    pub on_zoom: Callback<i32>,
    /// Whether positions change too fast to read: then the list for screen readers waits for the last one.
    #[prop_or_default]
    pub playing: bool,
    /// Changes whenever the colours do.
    #[prop_or_default]
    pub theme_key: u32,
}

/// The heap map of one lane.
#[component]
pub fn HeapMap(props: &HeapMapProps) -> Html {
    let lane = props.frame.kind;
    let scroller = use_node_ref();
    let canvas = use_node_ref();
    let scroll = use_state_eq(|| 0.0);
    let pointed = use_state_eq(|| None::<u32>);
    let focused = use_state_eq(|| None::<u32>);
    // Whether the pointer is in the lower half of the window, where a tooltip below it would have no room.
    let is_low = use_state_eq(|| None::<bool>);

    let ruler = use_node_ref();
    let (width, letters) = viewport::use_ruler(&ruler);
    let style = use_style(props.theme_key, letters);
    let advance = style.as_ref().map_or(6.6, |style| style.advance);
    let grid = picture::grid(&props.frame, props.settings, width, *scroll, props.zoom, advance);
    let text = use_text();
    let language = use_context::<Language>().unwrap_or_default();
    let highlights = Highlights {
        selected: props.selected,
        hovered: props.hovered,
        focused: *focused,
        links: props.show_links,
    };
    let scene = {
        let trace = props.trace.clone();
        use_memo(
            (props.frame.clone(), grid, highlights, language),
            move |(frame, grid, highlights, language)| {
                picture::scene(frame, &trace, *grid, highlights, language.text())
            },
        )
    };
    {
        let canvas = canvas.clone();
        use_effect_with((scene.clone(), style.clone()), move |(scene, style)| {
            let View { width, height, .. } = scene.grid.view;
            if let (Some(element), Some(style)) = (canvas.cast::<HtmlCanvasElement>(), style)
                && width > 0.0
                && let Some(brush) = Brush::start(&element, width, height)
            {
                paint::paint(&brush, style, scene);
            }
        });
    }
    let listed = use_mut_ref(|| Rc::<[Tile]>::from([]));
    if !props.playing && **listed.borrow() != *scene.tiles {
        *listed.borrow_mut() = Rc::from(scene.tiles.as_slice());
    }
    viewport::use_steady_zoom(&scroller, &scene);
    viewport::use_following(&scroller, &scene, &props.frame);

    let on_scroll = {
        let scroll = scroll.clone();
        Callback::from(move |event: Event| {
            if let Some(element) = event.target_dyn_into::<Element>() {
                scroll.set(f64::from(element.scroll_top()));
            }
        })
    };
    let on_pointer = {
        let (scene, pointed, on_hover) = (scene.clone(), pointed.clone(), props.on_hover.clone());
        let is_low = is_low.clone();
        Callback::from(move |event: PointerEvent| {
            let address = address_under(&scene, &event).filter(|&at| scene.tile_at(at).is_some());
            let place = |at: Option<u32>| at.map(|at| (scene.tile_at(at), at / scene.grid.bytes_per_row));
            if place(*pointed) != place(address) {
                pointed.set(address);
                let height = event.view().and_then(|window| window.inner_height().ok()?.as_f64());
                is_low.set(height.map(|height| f64::from(event.client_y()) > height / 2.0));
                on_hover.emit(address.and_then(|at| scene.tile_at(at)).map(|tile| Pick::of(lane, &tile)));
            }
        })
    };
    let on_leave = {
        let (pointed, on_hover) = (pointed.clone(), props.on_hover.clone());
        Callback::from(move |_: PointerEvent| {
            pointed.set(None);
            on_hover.emit(None);
        })
    };
    let on_click = {
        let (scene, on_select, selected) = (scene.clone(), props.on_select.clone(), props.selected);
        Callback::from(move |event: MouseEvent| {
            let tile = address_under(&scene, &event).and_then(|at| scene.tile_at(at));
            let pick = tile.map(|tile| Pick::of(lane, &tile)).filter(|&pick| selected != Some(pick));
            on_select.emit(pick);
        })
    };
    let on_double_click = {
        let (scene, on_free) = (scene.clone(), props.on_free.clone());
        Callback::from(move |event: MouseEvent| {
            let tile = address_under(&scene, &event).and_then(|at| scene.tile_at(at));
            if let Some(TileKind::Live { block, .. }) = tile.map(|tile| tile.kind) {
                on_free.emit(block);
            }
        })
    };
    let on_key = keys::handler(props, &scene, &scroller, &focused);
    let on_blur = {
        let (focused, on_hover) = (focused.clone(), props.on_hover.clone());
        Callback::from(move |_: FocusEvent| {
            if focused.is_some() {
                focused.set(None);
                on_hover.emit(None);
            }
        })
    };

    let View { width, height, .. } = grid.view;
    let active = focused.and_then(|at| scene.tile_at(at)).map(|_| outline::id(lane));
    let over = pointed.and_then(|at| scene.tile_at(at)).map(|tile| tile.start.to_string());
    let low = is_low.filter(|_| focused.is_none());
    let noted = focused.or(*pointed).and_then(|at| Some((scene.tile_at(at)?, at)));
    let scale = Scale {
        bytes_per_row: grid.bytes_per_row,
        zoom: props.zoom,
        zooms: grid.zooms,
        on_zoom: props.on_zoom.clone(),
    };
    html! {
        <div class="heap">
            <div class="heap-scroll" ref={scroller} tabindex="0" role="listbox" aria-label={text.heap_of(lane)}
                aria-activedescendant={active} style={format!("height:{height}px")}
                onscroll={on_scroll} onkeydown={on_key} onblur={on_blur}>
                <div ref={ruler} class="heap-ruler" />
                <div class="heap-space" style={format!("height:{}px", grid.spacer)}>
                    <canvas ref={canvas} aria-hidden="true" style={format!("width:{width}px;height:{height}px")}
                        class={classes!("heap-canvas", pointed.map(|_| "over-tile"))} data-over={over}
                        onpointermove={on_pointer} onpointerleave={on_leave} onclick={on_click}
                        ondblclick={on_double_click} />
                </div>
                <Outline {lane} tiles={listed.borrow().clone()} trace={props.trace.clone()}
                    selected={props.selected} focused={*focused} />
            </div>
            { foot(&scale, text) }
            if let Some((tile, address)) = noted {
                { tip(&props.frame, &props.trace, &props.source, &tile, scene.beside(&tile, address, low), text) }
            }
        </div>
    }
}

/// The address under the pointer.
fn address_under(scene: &Scene, event: &MouseEvent) -> Option<u32> {
    scene.grid.address_at(f64::from(event.offset_x()), f64::from(event.offset_y()))
}
