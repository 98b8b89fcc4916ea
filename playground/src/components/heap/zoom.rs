//! The scale of the heap map and its zoom buttons, in a corner of the map while they are needed.

use heap_lab::{scene::grid::Grid, text::Text};
use yew::prelude::*;

/// A small cluster over the map. `on_zoom` is given the steps, 0 for the whole heap.
pub fn zoom(grid: &Grid, on_zoom: &Callback<i32>, text: &dyn Text) -> Html {
    let now = grid.view.zoom.clamp(0, grid.most_zoom);
    let button = |name: &'static str, label: &'static str, sign: &'static str, steps: i32| {
        let on_zoom = on_zoom.clone();
        let to = if steps == 0 { 0 } else { now + steps };
        let disabled = to == now || !(0..=grid.most_zoom).contains(&to);
        let press = Callback::from(move |_: MouseEvent| on_zoom.emit(steps));
        html! {
            <button type="button" aria-label={label} title={label} data-zoom={name} {disabled} onclick={press}>
                { sign }
            </button>
        }
    };
    html! {
        <div class="heap-zoom">
            <span data-bytes-per-row={grid.bytes_per_row.to_string()}>{ text.bytes_per_row(grid.bytes_per_row) }</span>
            { button("out", text.zoom_out(), "−", -1) }
            { button("in", text.zoom_in(), "+", 1) }
            { button("fit", text.zoom_fit(), "⤢", 0) }
        </div>
    }
}
