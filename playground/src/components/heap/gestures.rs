//! What a pointer does on the heap map: a drag pans, a drag on the overview chooses the part that is shown, and two
//! fingers zoom.

use std::{cell::RefCell, rc::Rc};

use heap_lab::scene::{Scene, grid::Place};
use web_sys::Element;
use yew::prelude::*;

use super::viewport::Viewport;

/// A drag is longer than this.
const SLACK: f64 = 4.0;
/// Two fingers zoom by a step whenever their distance has changed by this factor.
const PINCH: f64 = 1.5;

/// The pointers that are down.
#[derive(Default)]
pub struct Gesture {
    /// Each with its position.
    down: Vec<(i32, f64, f64)>,
    /// Where the first went down, and what the map showed.
    start: Option<(f64, Place)>,
    /// Whether it went down on the overview.
    on_overview: bool,
    /// Distance of two fingers at the last step of the zoom.
    spread: Option<f64>,
    /// Whether this became a drag: then it is no click.
    pub dragged: bool,
    /// Whether it is a finger.
    pub touch: bool,
}

/// The gesture on one map, shared by its handlers.
pub type Shared = Rc<RefCell<Gesture>>;

/// The point of an event in the map.
pub fn point(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}

/// A pointer goes down.
pub fn press(gesture: &Shared, scene: &Rc<Scene>, viewport: &Viewport) -> Callback<PointerEvent> {
    let (gesture, scene, viewport) = (gesture.clone(), scene.clone(), viewport.clone());
    Callback::from(move |event: PointerEvent| {
        let mut gesture = gesture.borrow_mut();
        let (x, y) = point(&event);
        let is_zoomed = scene.grid.overview().is_some();
        gesture.touch = event.pointer_type() == "touch";
        if event.is_primary() {
            *gesture = Gesture { touch: gesture.touch, ..Gesture::default() };
            gesture.start = is_zoomed.then(|| (y, scene.grid.panned(0.0)));
            gesture.on_overview = is_zoomed && y >= scene.grid.bottom;
        }
        gesture.down.push((event.pointer_id(), x, y));
        if let Some(canvas) = event.target_dyn_into::<Element>().filter(|_| is_zoomed) {
            // It fails only if the pointer is gone already.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        if gesture.on_overview {
            gesture.dragged = true;
            brush(&scene, &viewport, x);
        }
    })
}

/// A pointer moves. Returns whether the move was part of a drag.
pub fn drag(gesture: &Shared, scene: &Scene, viewport: &Viewport, event: &PointerEvent) -> bool {
    let mut gesture = gesture.borrow_mut();
    let (x, y) = point(event);
    let Some(pointer) = gesture.down.iter_mut().find(|(id, ..)| *id == event.pointer_id()) else {
        return false;
    };
    (pointer.1, pointer.2) = (x, y);
    if let [(_, ax, ay), (_, bx, by)] = gesture.down[..] {
        gesture.dragged = true;
        let spread = (ax - bx).hypot(ay - by).max(1.0);
        let before = *gesture.spread.get_or_insert(spread);
        let step = i32::from(spread > before * PINCH) - i32::from(spread * PINCH < before);
        if step != 0 {
            gesture.spread = Some(spread);
            let under = scene.grid.address_near((ax + bx) / 2.0, (ay + by) / 2.0);
            viewport.zoom(&scene.grid, step, under);
        }
        return true;
    }
    let Some((from, Place { address, y: top })) = gesture.start else { return false };
    if gesture.on_overview {
        brush(scene, viewport, x);
        return true;
    }
    gesture.dragged |= (y - from).abs() > SLACK;
    if gesture.dragged {
        viewport.go(Place { address, y: top + y - from });
    }
    gesture.dragged
}

/// A pointer goes up, or away.
pub fn release(gesture: &Shared) -> Callback<PointerEvent> {
    let gesture = gesture.clone();
    Callback::from(move |event: PointerEvent| {
        let mut gesture = gesture.borrow_mut();
        gesture.down.retain(|(id, ..)| *id != event.pointer_id());
        gesture.spread = None;
        if gesture.down.is_empty() {
            gesture.start = None;
            gesture.on_overview = false;
        }
    })
}

/// Shows the part of the heap at `x` in the overview.
fn brush(scene: &Scene, viewport: &Viewport, x: f64) {
    if let Some(whole) = scene.grid.overview() {
        let address = whole.address_near(x, whole.row_top(0));
        viewport.go(scene.grid.centred(address));
    }
}
