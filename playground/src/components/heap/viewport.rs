//! The viewport of the heap map: its width, what it follows, and what stays in place when the scale changes.

use std::rc::Rc;

use heap_lab::{
    lab::frame::Frame,
    scene::{Scene, marks},
};
use web_sys::Element;
use yew::prelude::*;

use crate::browser::resize::SizeWatch;

/// The width of an element, also after it changes. Its height must not depend on it.
#[hook]
pub fn use_width(element: &NodeRef) -> f64 {
    let width = use_state_eq(|| 0.0);
    let (element, set) = (element.clone(), width.setter());
    use_effect_with((), move |()| {
        let watch = element
            .cast::<Element>()
            .and_then(|element| SizeWatch::new(&element, move |width, _| set.set(width)));
        move || drop(watch)
    });
    *width
}

/// When the scale changes, what is lit stays in place, or else what was on top.
#[hook]
pub fn use_steady_zoom(scroller: &NodeRef, scene: &Rc<Scene>) {
    let before = use_mut_ref(|| None::<Rc<Scene>>);
    let scroller = scroller.clone();
    use_effect_with(scene.clone(), move |scene| {
        let Some(before) = before.borrow_mut().replace(scene.clone()) else { return };
        let (old, new) = (before.grid, scene.grid);
        if old.bytes_per_row == new.bytes_per_row || old.view.width == 0.0 {
            return;
        }
        let lit = before.lights.last().map(|(_, span)| span.start);
        let top = old.visible_bytes().start;
        let anchor = lit.filter(|at| old.visible_bytes().contains(at)).unwrap_or(top);
        if let Some(element) = scroller.cast::<Element>() {
            let y = old.row_top(anchor / old.bytes_per_row);
            element.set_scroll_top(new.scroll_for(anchor, y).round() as i32);
        }
    });
}

/// Scrolls to where the last step told happened, whenever there is another one, and as soon as there is a viewport.
#[hook]
pub fn use_following(scroller: &NodeRef, scene: &Rc<Scene>, frame: &Frame) {
    let (scroller, grid) = (scroller.clone(), scene.grid);
    use_effect_with((frame.clone(), grid.view.width > 0.0), move |(frame, ready)| {
        let told = frame.moment.told;
        let address = frame.read(|recording| {
            let steps = recording.steps(frame.moment.op?);
            marks::address(steps[..told.min(steps.len())].last()?)
        });
        let wanted = address.filter(|_| *ready).and_then(|address| grid.reveal(address));
        if let (Some(wanted), Some(element)) = (wanted, scroller.cast::<Element>()) {
            element.set_scroll_top(wanted.round() as i32);
        }
    });
}
