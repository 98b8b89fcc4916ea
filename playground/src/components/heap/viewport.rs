//! The viewport of the heap map: its size, and the part of a large heap that it shows.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    lab::frame::Frame,
    scene::{
        Scene,
        grid::{Grid, Place},
        step_marks,
    },
};
use web_sys::Element;
use yew::prelude::*;

use crate::browser::resize::SizeWatch;

/// The width and height of an element, whenever they change.
#[hook]
pub fn use_size(element: &NodeRef) -> (f64, f64) {
    let size = use_state_eq(|| (0.0, 0.0));
    let (element, set) = (element.clone(), size.setter());
    use_effect_with((), move |()| {
        let watch = element
            .cast::<Element>()
            .and_then(|element| SizeWatch::new(&element, move |width, height| set.set((width, height))));
        move || drop(watch)
    });
    *size
}

/// What a map has reacted to.
#[derive(Default)]
struct Seen {
    /// The zoom for which it has a place.
    zoom: i32,
    /// The last frame that the view was moved to.
    frame: Option<Frame>,
}

/// The part of the heap that the map shows, and who moves it.
#[derive(Clone)]
pub struct Viewport {
    /// What is shown.
    pub place: UseStateHandle<Place>,
    seen: Rc<RefCell<Seen>>,
    on_zoom: Callback<i32>,
}

impl Viewport {
    /// Shows another part.
    pub fn go(&self, place: Place) {
        self.place.set(place);
    }

    /// Zooms all lanes by so many steps, with 0 out to the whole heap; in this one `address` stays where it is.
    pub fn zoom(&self, grid: &Grid, steps: i32, address: u32) {
        // It may be newer than that of the grid, which is the one last drawn.
        let now = self.seen.borrow().zoom.clamp(0, grid.most_zoom);
        let to = if steps == 0 { 0 } else { (now + steps).clamp(0, grid.most_zoom) };
        if to != grid.view.zoom || to != now {
            self.place.set(grid.held(address));
            self.seen.borrow_mut().zoom = to;
            self.on_zoom.emit(to);
        }
    }
}

/// A viewport at the start of the heap.
#[hook]
pub fn use_viewport(on_zoom: &Callback<i32>) -> Viewport {
    let place = use_state_eq(Place::default);
    let seen = use_mut_ref(Seen::default);
    Viewport { place, seen, on_zoom: on_zoom.clone() }
}

/// The address that a change of the scale by button or key should leave in place: that of what is highlighted or else of
/// the current step, or else the middle.
pub fn anchor(scene: &Scene) -> u32 {
    let grid = &scene.grid;
    let highlighted = scene.highlights.last().map(|(_, span)| span.start);
    let marked = || scene.marks.iter().find(|mark| mark.current)?.spans.first().map(|span| span.start);
    let middle = || grid.address_near(grid.left + grid.width / 2.0, grid.bottom / 2.0);
    highlighted.or_else(marked).unwrap_or_else(middle)
}

/// Shows the block that the last step is about whenever it changes, or when another lane has changed the scale.
#[hook]
pub fn use_following(viewport: &Viewport, grid: Grid, frame: &Frame) {
    let viewport = viewport.clone();
    use_effect_with((frame.clone(), grid.view.zoom, grid.view.width > 0.0), move |(frame, zoom, ready)| {
        let now = Seen { zoom: *zoom, frame: Some(frame.clone()) };
        let before = viewport.seen.replace(now);
        if !*ready || before.zoom == *zoom && before.frame.as_ref() == Some(frame) {
            return;
        }
        let address = frame.read(|recording| step_marks::address(frame.shown_steps(recording).last()?));
        if let Some(place) = address.and_then(|address| grid.reveal(address)) {
            viewport.place.set(place);
        }
    });
}
