//! The heap of one lane: a canvas of rows to scale, with a tooltip, keys, and the same content as a list. It fills its
//! container.
//!
//! [`heap_lab::scene`] does the layout, [`paint`] the drawing. This file puts the parts together and turns pointer
//! events into selections; [`keys`] does so for the keyboard, [`gestures`] for drags and pinches.

mod answering;
pub mod figure;
mod gestures;
mod keys;
mod legend;
mod motion;
mod outline;
mod overlay;
mod paint;
mod picture;
pub mod style;
mod tip;
mod viewport;
mod zoom;

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{
        frame::Frame,
        view::{Tile, TileKind},
    },
    scene::{
        Anchor, Highlights, Overview, Pick, Scene,
        grid::View,
        legend::Sign,
        spots::{Spot, SpotKind},
    },
    text::Language,
    trace::{BlockId, Source, Trace},
};
use web_sys::{Element, HtmlCanvasElement};
use yew::prelude::*;

use super::text::use_text;
use crate::browser::{brush, wheel::Wheel};

pub use answering::{Answering, reach, spots};
use gestures::Gesture;
pub use keys::keys;
pub use legend::legend;
use motion::Motion;
use outline::Outline;
use picture::Marked;
pub use picture::tile_at;
use style::use_style;
use tip::{sign_tip, tip};
pub use viewport::use_size;

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
    /// The largest heap that any of the lanes shown reaches in this run: all have the scale at which it fits.
    pub reach: u32,
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
    /// Whether all links of the free lists are drawn over the heap.
    #[prop_or_default]
    pub show_links: bool,
    /// Zoom steps: at 0 the whole heap is visible, and each step doubles the scale.
    #[prop_or_default]
    pub zoom: i32,
    /// The user changed the zoom.
    #[prop_or_default]
    pub on_zoom: Callback<i32>,
    /// The marks of an answer.
    #[prop_or_default]
    pub spots: Rc<[Spot]>,
    /// The question that a click answers instead of selecting, while it is open.
    #[prop_or_default]
    pub answering: Option<Answering>,
    /// A click or Enter answers with this address.
    #[prop_or_default]
    pub on_answer: Callback<u32>,
    /// Whether positions change too fast to read: then the list for screen readers waits for the last one.
    #[prop_or_default]
    pub playing: bool,
    /// Changes whenever the colours do.
    #[prop_or_default]
    pub theme_key: u32,
}

/// What is under the pointer.
#[derive(Clone, Copy, PartialEq)]
struct Pointed {
    x: f64,
    y: f64,
    /// The address, in the heap or where it can grow to.
    address: Option<u32>,
    /// Whether it is in the lower half of the window, where a tooltip below it would have no room.
    is_low: Option<bool>,
}

impl Pointed {
    fn of(scene: &Scene, event: &MouseEvent) -> Self {
        let (x, y) = gestures::point(event);
        let height = event.view().and_then(|window| window.inner_height().ok()?.as_f64());
        let address = scene.grid.address_at(x, y);
        Self { x, y, address, is_low: height.map(|height| f64::from(event.client_y()) > height / 2.0) }
    }

    fn tile(&self, frame: &Frame) -> Option<(Tile, u32)> {
        self.address.and_then(|at| Some((tile_at(frame, at)?, at)))
    }

    fn sign(&self, scene: &Scene) -> Option<(Sign, Anchor)> {
        scene.sign_at(self.x, self.y)
    }
}

/// The heap map of one lane.
#[component]
pub fn HeapMap(props: &HeapMapProps) -> Html {
    let frame = &props.frame;
    let lane = frame.kind;
    let (plot, ruler, canvas) = (use_node_ref(), use_node_ref(), use_node_ref());
    let pointed = use_state_eq(|| None::<Pointed>);
    let focused = use_state_eq(|| None::<u32>);
    let gesture = use_mut_ref(Gesture::default);

    let (width, height) = viewport::use_size(&plot);
    let (_, letters) = viewport::use_size(&ruler);
    let style = use_style(props.theme_key, letters);
    let advance = style.as_ref().map_or(letters * 0.6, |style| style.advance);
    let viewport = viewport::use_viewport(&props.on_zoom);
    let view = View { width, height, place: *viewport.place, zoom: props.zoom, letters, advance };
    let grid = picture::grid(frame, props.settings, props.reach, view);
    figure::shown(lane, grid.panned(0.0));
    let aimed = props
        .answering
        .as_ref()
        .and_then(|answering| answering.aimed(answering.meant(frame, &grid, (*pointed)?.address?)?));
    let spots: Rc<[Spot]> = match aimed {
        Some(aimed) => props.spots.iter().copied().chain([aimed]).collect(),
        None => props.spots.clone(),
    };
    let explains = spots.iter().any(|spot| spot.kind == SpotKind::ToFree);
    let marked = Marked { spots, steps: props.answering.is_none() && !explains };
    let text = use_text();
    let language = use_context::<Language>().unwrap_or_default();
    let highlights = Highlights {
        selected: props.selected,
        hovered: props.hovered,
        focused: *focused,
        links: props.show_links,
    };
    let last = use_mut_ref(|| None::<(Language, (Frame, Rc<Scene>))>);
    let scene = {
        let trace = props.trace.clone();
        use_memo(
            (frame.clone(), grid, highlights, marked, language),
            move |(frame, grid, highlights, marked, language)| {
                let mut last = last.borrow_mut();
                let before = last.as_ref().filter(|(spoken, _)| spoken == language).map(|(_, scene)| scene);
                let scene = Rc::new(picture::scene(
                    frame,
                    &trace,
                    *grid,
                    highlights,
                    marked,
                    language.text(),
                    before,
                ));
                *last = Some((*language, (frame.clone(), scene.clone())));
                scene
            },
        )
    };
    let scene = (*scene).clone();
    let last = use_mut_ref(|| None::<(Frame, Rc<Overview>)>);
    let whole = {
        let trace = props.trace.clone();
        use_memo((frame.clone(), grid.overview()), move |(frame, _)| {
            let mut last = last.borrow_mut();
            let whole = picture::overview(frame, &trace, &grid, text, last.as_ref()).map(Rc::new);
            *last = whole.clone().map(|whole| (frame.clone(), whole));
            whole
        })
    };
    {
        let (canvas, frame) = (canvas.clone(), frame.clone());
        let motion = use_mut_ref(Motion::default);
        use_effect_with((scene.clone(), whole, style), move |(scene, whole, style)| {
            let View { width, height, .. } = scene.grid.view;
            if let (Some(element), Some(style)) = (canvas.cast::<HtmlCanvasElement>(), style.clone())
                && width > 0.0
            {
                let (shown, whole) = (scene.clone(), whole.clone());
                motion.borrow_mut().show(&frame, scene, move |change| {
                    if let Some(brush) = brush::start(&element, width, height) {
                        paint::paint(&brush, &style, &shown, whole.as_deref(), change);
                    }
                });
            }
        });
    }
    let listed = use_mut_ref(|| (Rc::<[Tile]>::from([]), 0));
    if !props.playing && *listed.borrow().0 != *scene.listed {
        *listed.borrow_mut() = (Rc::from(scene.listed.as_slice()), scene.unlisted);
    }
    viewport::use_following(&viewport, grid, frame);
    {
        let latest = use_mut_ref(|| None);
        *latest.borrow_mut() = Some((viewport.clone(), grid));
        let plot = plot.clone();
        use_effect_with((), move |()| {
            let wheel = plot.cast::<Element>().map(|element| {
                Wheel::new(&element, move |turns, x, y| {
                    if let Some((viewport, grid)) = &*latest.borrow() {
                        viewport.zoom(grid, turns, grid.address_near(x, y));
                    }
                })
            });
            move || drop(wheel)
        });
    }

    let on_pointer = {
        let (scene, pointed, on_hover, frame) =
            (scene.clone(), pointed.clone(), props.on_hover.clone(), frame.clone());
        let (gesture, viewport, answering) = (gesture.clone(), viewport.clone(), props.answering.clone());
        Callback::from(move |event: PointerEvent| {
            if gestures::drag(&gesture, &scene, &viewport, &event) || event.pointer_type() == "touch" {
                return;
            }
            let now = Pointed::of(&scene, &event);
            let place = |at: &Pointed| {
                let row = at.address.map(|at| at / scene.grid.bytes_per_row);
                let aimed = answering.as_ref().and_then(|one| one.meant(&frame, &scene.grid, at.address?));
                (at.tile(&frame).map(|(tile, _)| tile), row, at.sign(&scene).map(|(sign, _)| sign), aimed)
            };
            if (*pointed).as_ref().map(place) != Some(place(&now)) {
                pointed.set(Some(now));
                on_hover.emit(now.tile(&frame).map(|(tile, _)| Pick::of(lane, &tile)));
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
        let (gesture, frame) = (gesture.clone(), frame.clone());
        let (answering, on_answer) = (props.answering.clone(), props.on_answer.clone());
        Callback::from(move |event: MouseEvent| {
            if gesture.borrow().dragged {
                return;
            }
            let pointed = Pointed::of(&scene, &event);
            if let Some(answering) = &answering {
                if let Some(at) = pointed.address.and_then(|at| answering.meant(&frame, &scene.grid, at)) {
                    on_answer.emit(at);
                }
            } else {
                let tile = pointed.tile(&frame);
                let pick = tile.map(|(tile, _)| Pick::of(lane, &tile));
                on_select.emit(pick.filter(|&pick| selected != Some(pick)));
            }
        })
    };
    let on_double_click = {
        let (scene, on_free, frame) = (scene.clone(), props.on_free.clone(), frame.clone());
        let (gesture, viewport) = (gesture.clone(), viewport.clone());
        let is_answering = props.answering.is_some();
        Callback::from(move |event: MouseEvent| match Pointed::of(&scene, &event).tile(&frame) {
            _ if gesture.borrow().touch || is_answering => {}
            Some((Tile { kind: TileKind::Live { block, .. }, .. }, _)) => on_free.emit(block),
            Some(_) | None => viewport.zoom(&scene.grid, 0, 0),
        })
    };
    let on_key = keys::handler(props, &scene, &viewport, &focused);
    let on_blur = {
        let (focused, on_hover) = (focused.clone(), props.on_hover.clone());
        Callback::from(move |_: FocusEvent| {
            if focused.is_some() {
                focused.set(None);
                on_hover.emit(None);
            }
        })
    };
    let rescale = {
        let (scene, viewport) = (scene.clone(), viewport.clone());
        Callback::from(move |steps| viewport.zoom(&scene.grid, steps, viewport::anchor(&scene)))
    };

    let here = focused.and_then(|at| Some((tile_at(frame, at)?, at)));
    let under = pointed.and_then(|at| at.tile(frame));
    // What is selected is in the inspector already.
    let told = here.or(under).filter(|(tile, _)| !props.selected.is_some_and(|pick| pick.means(lane, tile)));
    let sign = pointed.and_then(|at| at.sign(&scene)).filter(|_| here.is_none());
    let note = match (sign, told) {
        (Some((sign, anchor)), _) => sign_tip(sign, anchor, text),
        (None, Some((tile, address))) => {
            let is_low = pointed.and_then(|at| at.is_low).filter(|_| here.is_none());
            tip(frame, &props.trace, &props.source, &tile, scene.beside(&tile, address, is_low), text)
        }
        (None, None) => Html::default(),
    };
    let (tiles, more) = listed.borrow().clone();
    html! {
        <div class={classes!("heap", grid.overview().map(|_| "zoomed"))}>
            <div class="heap-plot" ref={plot} tabindex="0" role="listbox" aria-label={text.heap_of(lane)}
                aria-activedescendant={here.map(|_| outline::id(lane))} onkeydown={on_key} onblur={on_blur}>
                <div ref={ruler} class="heap-ruler" />
                <canvas ref={canvas} aria-hidden="true" style={format!("width:{width}px;height:{height}px")}
                    class={classes!("heap-canvas", (under.is_some() || aimed.is_some()).then_some("over-tile"))}
                    data-over={under.map(|(tile, _)| tile.start.to_string())}
                    data-aimed={aimed.map(|spot| spot.address.to_string())}
                    onpointerdown={gestures::press(&gesture, &scene, &viewport)} onpointermove={on_pointer}
                    onpointerup={gestures::release(&gesture)} onpointercancel={gestures::release(&gesture)}
                    onpointerleave={on_leave} onclick={on_click} ondblclick={on_double_click} />
                <Outline {lane} {tiles} {more} trace={props.trace.clone()} selected={props.selected}
                    spots={props.spots.clone()} focused={here.map(|(tile, _)| tile)} />
            </div>
            { zoom::zoom(&grid, &rescale, text) }
            { note }
        </div>
    }
}
