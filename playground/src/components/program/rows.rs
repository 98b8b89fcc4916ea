//! A list of any number of rows of one height, of which only those in sight are in the document.
//!
//! Browsers limit the height of an element, so that of a very long list is scaled down. The window on it always begins with
//! a whole row: there is never an empty part while the browser scrolls ahead of the page.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::components::heap::use_size;

/// The largest height of an element that every browser can scroll, in pixels.
const TALLEST: f64 = 8_000_000.0;
/// Rows around a row that is brought into sight.
const AROUND: usize = 2;

/// Where the list is to be, besides where the reader scrolls it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Follow {
    /// The row that is marked, and brought into sight whenever it changes.
    pub row: Option<usize>,
    /// Changes if it is to be brought into sight again.
    pub again: usize,
}

#[derive(Properties, PartialEq)]
pub struct RowsProps {
    pub id: AttrValue,
    /// The name of the list.
    pub label: AttrValue,
    pub len: usize,
    pub follow: Follow,
    /// The contents of a row.
    pub row: Callback<usize, Html>,
    /// A row is chosen.
    pub choose: Callback<usize>,
    /// A key that the list does not handle, such as a letter.
    #[prop_or_default]
    pub on_key: Callback<KeyboardEvent>,
}

/// The list. The arrows, Page Up, Page Down, Home and End choose rows.
#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let RowsProps { id, label, len, follow, row, choose, on_key } = props;
    let (area, probe) = (use_node_ref(), use_node_ref());
    let ((_, height), (_, row_height)) = (use_size(&area), use_size(&probe));
    let first = use_state_eq(|| 0_usize);
    // Where the list was scrolled by this component: that is no wish of the reader.
    let moved = use_memo((), |_| Cell::new(-1.0));
    let view = View { len: *len, rows: rows_in(height, row_height), height, row_height };
    let top = (*first).min(view.last());
    let go = {
        let (area, first, moved) = (area.clone(), first.clone(), moved.clone());
        move |to: usize| {
            if let Some(area) = area.cast::<Element>() {
                area.set_scroll_top(view.offset(to) as i32);
                moved.set(f64::from(area.scroll_top()));
            }
            first.set(to);
        }
    };
    {
        let (go, area) = (go.clone(), area.clone());
        use_effect_with((*follow, view), move |(follow, view)| {
            let Some(area) = area.cast::<Element>().filter(|_| view.rows > 0) else { return };
            let is_out = |row: &usize| *row < top || *row + 1 > top + view.rows;
            // A list that was hidden, or higher for a moment, has lost its place.
            let is_lost = (f64::from(area.scroll_top()) - view.offset(top)).abs() >= view.row_height;
            match follow.row.filter(is_out) {
                Some(row) => go(row.saturating_sub(view.rows / 2).min(view.last())),
                None if is_lost => go(top),
                None => {}
            }
        });
    }
    let scroll = {
        let (area, first, moved) = (area.clone(), first.clone(), moved.clone());
        Callback::from(move |_: Event| {
            let Some(area) = area.cast::<Element>().filter(|_| view.rows > 0) else { return };
            let at = f64::from(area.scroll_top());
            if (at - moved.replace(-1.0)).abs() >= 1.0 {
                first.set(view.row_at(at));
            }
        })
    };
    let key = {
        let (choose, on_key, here, len) = (choose.clone(), on_key.clone(), follow.row, *len);
        Callback::from(move |event: KeyboardEvent| {
            let page = view.rows.saturating_sub(AROUND).max(1);
            let at = here.unwrap_or(0);
            let to = match event.key().as_str() {
                _ if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() => None,
                "ArrowUp" => here.and_then(|here| here.checked_sub(1)),
                "ArrowDown" => Some(here.map_or(0, |here| here + 1)),
                "PageUp" => Some(at.saturating_sub(page)),
                "PageDown" => Some(at + page),
                "Home" => Some(0),
                "End" => Some(len.saturating_sub(1)),
                _ => return on_key.emit(event),
            };
            if let Some(to) = to.filter(|_| len > 0) {
                event.prevent_default();
                event.stop_propagation();
                choose.emit(to.min(len - 1));
            }
        })
    };
    let click = {
        let choose = choose.clone();
        Callback::from(move |event: MouseEvent| {
            let row = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|target| target.closest("[data-row]").ok()?)
                .and_then(|row| row.get_attribute("data-row")?.parse().ok());
            if let Some(row) = row {
                choose.emit(row);
            }
        })
    };
    // One more fills the rest of the height.
    let shown = top..(*len).min(top + view.rows + 1);
    let part = |index: usize| {
        let is_here = follow.row == Some(index);
        html! {
            <div key={index} class={classes!("row", is_here.then_some("row-here"))} role="option" id={format!("{id}-{index}")}
                data-row={index.to_string()} aria-selected={is_here.to_string()} aria-setsize={len.to_string()}
                aria-posinset={(index + 1).to_string()}>{ row.emit(index) }</div>
        }
    };
    let active = follow.row.filter(|row| shown.contains(row)).map(|row| format!("{id}-{row}"));
    html! {
        <div class="rows" id={id.clone()} ref={area} tabindex="0" role="listbox" aria-label={label.clone()} aria-activedescendant={active}
            onscroll={scroll} onkeydown={key} onclick={click} data-first={top.to_string()} data-len={len.to_string()}>
            <div class="row row-probe" ref={probe} aria-hidden="true">{ "\u{a0}" }</div>
            <div class="rows-space" style={format!("height:{}px", view.total())}>
                <div class="rows-window" style={format!("height:{height}px")}>{ for shown.map(part) }</div>
            </div>
        </div>
    }
}

fn rows_in(height: f64, row: f64) -> usize {
    if row > 0.0 { (height / row) as usize } else { 0 }
}

/// A window of a height on rows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct View {
    len: usize,
    /// Whole rows in sight.
    rows: usize,
    height: f64,
    row_height: f64,
}

impl View {
    /// The last row that the window can begin with.
    fn last(&self) -> usize {
        self.len.saturating_sub(self.rows)
    }

    /// The height of what is scrolled.
    fn total(&self) -> f64 {
        let whole = self.last() as f64 * self.row_height + self.height;
        whole.min(TALLEST)
    }

    /// Rows per pixel.
    fn scale(&self) -> f64 {
        let way = self.total() - self.height;
        if way > 0.0 { self.last() as f64 / way } else { 0.0 }
    }

    /// Where the window is that begins with a row.
    fn offset(&self, row: usize) -> f64 {
        let scale = self.scale();
        if scale > 0.0 { (row as f64 / scale).round() } else { 0.0 }
    }

    /// The row that a window there begins with.
    fn row_at(&self, offset: f64) -> usize {
        ((offset * self.scale()).round() as usize).min(self.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(len: usize) -> View {
        View { len, rows: 20, height: 410.0, row_height: 20.0 }
    }

    #[test]
    fn every_row_of_a_list_that_fits_has_a_place_of_its_own() {
        let view = view(10_000);
        for row in [0, 1, 777, view.last()] {
            assert_eq!(view.row_at(view.offset(row)), row);
        }
        assert_eq!(view.offset(1), 20.0);
    }

    #[test]
    fn the_ends_of_a_very_long_list_can_be_reached() {
        let view = view(10_000_000);
        assert_eq!(view.total(), TALLEST);
        assert_eq!(view.row_at(0.0), 0);
        assert_eq!(view.row_at(view.total() - view.height), view.last());
        assert_eq!(view.last() + view.rows, 10_000_000);
    }

    #[test]
    fn a_short_list_does_not_scroll() {
        let view = view(7);
        assert_eq!((view.last(), view.total(), view.row_at(100.0)), (0, 410.0, 0));
        assert_eq!(View { len: 7, rows: 0, height: 0.0, row_height: 0.0 }.row_at(5.0), 0);
    }
}
