//! The viewport of the heap map: its measures, what it follows, and what stays in place when the scale changes.

use std::rc::Rc;

use heap_lab::{
    lab::frame::Frame,
    scene::{Scene, step_marks},
};
use web_sys::Element;
use yew::prelude::*;

use crate::browser::resize::SizeWatch;

/// The width of the ruler, and its height: that of the map's letters, once there is a style sheet. Both also after they
/// change, the letters with the size of the screen. Nothing that goes by them may change the ruler.
#[hook]
pub fn use_ruler(ruler: &NodeRef) -> (f64, Option<f64>) {
    let size = use_state_eq(|| (0.0, None));
    let (ruler, set) = (ruler.clone(), size.setter());
    use_effect_with((), move |()| {
        let watch = ruler.cast::<Element>().and_then(|element| {
            SizeWatch::new(&element, move |width, height| {
                set.set((width, Some(height).filter(|&height| height > 0.0)))
            })
        });
        move || drop(watch)
    });
    *size
}

/// When the scale changes, what is highlighted stays in place, or else what was on top.
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
        let highlighted = before.highlights.last().map(|(_, span)| span.start);
        let top = old.visible_bytes().start;
        let anchor = highlighted.filter(|at| old.visible_bytes().contains(at)).unwrap_or(top);
        if let Some(element) = scroller.cast::<Element>() {
            let y = old.row_top(anchor / old.bytes_per_row);
            element.set_scroll_top(new.scroll_for(anchor, y).round() as i32);
        }
    });
}

/// Scrolls to where the last step shown happened, whenever there is another one, and as soon as there is a viewport.
#[hook]
pub fn use_following(scroller: &NodeRef, scene: &Rc<Scene>, frame: &Frame) {
    let (scroller, grid) = (scroller.clone(), scene.grid);
    use_effect_with((frame.clone(), grid.view.width > 0.0), move |(frame, ready)| {
        let address = frame.read(|recording| step_marks::address(frame.shown_steps(recording).last()?));
        let wanted = address.filter(|_| *ready).and_then(|address| grid.reveal(address));
        if let (Some(wanted), Some(element)) = (wanted, scroller.cast::<Element>()) {
            element.set_scroll_top(wanted.round() as i32);
        }
    });
}
