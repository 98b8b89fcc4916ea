//! What a pointer does on the maps and curves: a click or a drag moves the playhead, a drag pans what is zoomed, and two
//! fingers zoom.

use web_sys::Element;
use yew::prelude::*;

/// A drag is longer than this, in pixels.
const SLACK: f64 = 4.0;

/// A place on the maps and curves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// From 0 at the left edge to 1 at the right one.
    pub across: f64,
    /// The map, by its number, and where on it, from 0 at its lower edge to 1; `None` on the curves.
    pub map: Option<(usize, f64)>,
    /// Pixels from the left and from the top of all of them.
    pub x: f64,
    pub y: f64,
}

impl Spot {
    /// Where an event is among the maps in `area`.
    pub fn of(area: &Element, event: &MouseEvent) -> Self {
        let (left, top) = (f64::from(event.client_x()), f64::from(event.client_y()));
        Self::at(area, left, top)
    }

    /// Where a place in the window is among the maps in `area`.
    pub fn at(area: &Element, left: f64, top: f64) -> Self {
        let whole = area.get_bounding_client_rect();
        let maps = area.query_selector_all("[data-map]").ok();
        let count = maps.as_ref().map_or(0, |maps| maps.length());
        let map = (0..count).find_map(|index| {
            let map = maps.as_ref()?.item(index)?;
            let place = wasm_bindgen::JsCast::dyn_into::<Element>(map).ok()?.get_bounding_client_rect();
            let is_in = (place.top()..place.bottom()).contains(&top);
            is_in.then(|| (index as usize, (place.bottom() - top) / place.height().max(1.0)))
        });
        // Only the maps begin where the time does.
        let plots = area.query_selector(".overview-map, .overview-plot").ok().flatten();
        let place = plots.map_or_else(|| whole.clone(), |plot| plot.get_bounding_client_rect());
        Self {
            across: (left - place.left()) / place.width().max(1.0),
            map,
            x: left - whole.left(),
            y: top - whole.top(),
        }
    }
}

/// The pointers that are down.
#[derive(Default)]
pub struct Gesture {
    /// Each with its place in the window.
    down: Vec<(i32, f64, f64)>,
    /// Where the first went down.
    start: (f64, f64),
    /// Whether it has moved.
    pub dragged: bool,
}

/// What a move means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meant {
    /// It is no drag.
    Nothing,
    /// A drag so far since the last move, in pixels to the right and down.
    Drag(f64, f64),
    /// Two fingers spread by this factor, around a place in the window.
    Pinch(f64, f64, f64),
}

impl Gesture {
    /// A pointer goes down.
    pub fn press(&mut self, area: &Element, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if event.is_primary() {
            *self = Self { start: (x, y), ..Self::default() };
        }
        self.down.push((event.pointer_id(), x, y));
        // It fails only if the pointer is gone already.
        let _ = area.set_pointer_capture(event.pointer_id());
    }

    /// A pointer moves.
    pub fn drag(&mut self, event: &PointerEvent) -> Meant {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let spread = |down: &[(i32, f64, f64)]| match *down {
            [(_, ax, ay), (_, bx, by)] => Some((ax - bx).hypot(ay - by).max(1.0)),
            _ => None,
        };
        let before = spread(&self.down);
        let Some(pointer) = self.down.iter_mut().find(|(id, ..)| *id == event.pointer_id()) else {
            return Meant::Nothing;
        };
        let (dx, dy) = (x - pointer.1, y - pointer.2);
        (pointer.1, pointer.2) = (x, y);
        if let (Some(before), Some(now)) = (before, spread(&self.down)) {
            self.dragged = true;
            let [one, other] = [self.down[0], self.down[1]];
            return Meant::Pinch(now / before, f64::midpoint(one.1, other.1), f64::midpoint(one.2, other.2));
        }
        if !self.dragged && (x - self.start.0).hypot(y - self.start.1) <= SLACK {
            // What is too short for a drag may become one.
            if let Some(pointer) = self.down.iter_mut().find(|(id, ..)| *id == event.pointer_id()) {
                (pointer.1, pointer.2) = (x - dx, y - dy);
            }
            return Meant::Nothing;
        }
        self.dragged = true;
        Meant::Drag(dx, dy)
    }

    /// A pointer goes up, or away.
    pub fn release(&mut self, event: &PointerEvent) {
        self.down.retain(|(id, ..)| *id != event.pointer_id());
    }

    /// Whether a pointer is down.
    pub fn is_down(&self) -> bool {
        !self.down.is_empty()
    }
}
