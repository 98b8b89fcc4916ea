//! Brings a part of a text into sight, and moves no more than that text.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::element;

/// The part of the height that stays free above a part that is brought into sight.
const ABOVE: i32 = 8;

/// Scrolls the element of this id into view, no further than needed.
pub fn into_sight(id: &str) {
    if let Some(element) = element(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls the area of this id until its part of that id is in sight. What has the focus is there already.
pub fn reveal(area: &str, part: &str) {
    let find = |id| element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let (Some(area), Some(part)) = (find(area), find(part)) else { return };
    if part.matches(":focus-within").unwrap_or(false) {
        return;
    }
    // The area is the element that offsets are relative to.
    let bottom_of = |part: &HtmlElement| part.offset_top() + part.offset_height();
    // What ends the text belongs to its last part.
    let end = part.next_element_sibling().and_then(|after| after.dyn_into::<HtmlElement>().ok());
    let end = end.filter(|after| after.matches("footer").unwrap_or(false));
    let (top, bottom) = (part.offset_top(), bottom_of(end.as_ref().unwrap_or(&part)));
    let (above, below) = (area.scroll_top(), area.scroll_top() + area.client_height());
    if top < above || bottom > below {
        // What is above the first part stays in sight.
        let is_first =
            part.previous_element_sibling().is_none_or(|before| before.matches("header").unwrap_or(false));
        area.set_scroll_top(if is_first { 0 } else { top - area.client_height() / ABOVE });
    }
}
