//! The line under the heap map: its scale, and what changes it.

use heap_lab::text::Text;
use yew::prelude::*;

/// The scale of the map.
pub struct Scale {
    /// Bytes in a row.
    pub bytes_per_row: u32,
    /// The zoom as it was asked for.
    pub zoom: i32,
    /// The zooms that make a difference.
    pub zooms: (i32, i32),
    /// Another zoom is wanted.
    pub on_zoom: Callback<i32>,
}

/// A line under the map.
pub fn foot(scale: &Scale, text: &dyn Text) -> Html {
    let (least, most) = scale.zooms;
    let zoom = scale.zoom.clamp(least, most);
    let to = |zoom: i32| {
        let on_zoom = scale.on_zoom.clone();
        Callback::from(move |_: MouseEvent| on_zoom.emit(zoom))
    };
    html! {
        <div class="heap-foot">
            <span class="heap-scale" data-bytes-per-row={scale.bytes_per_row.to_string()}>
                { text.bytes_per_row(scale.bytes_per_row) }
            </span>
            <button type="button" aria-label={text.zoom_out()} title={text.zoom_out()} data-zoom="out"
                disabled={zoom <= least} onclick={to(zoom - 1)}>{ "−" }</button>
            <button type="button" aria-label={text.zoom_in()} title={text.zoom_in()} data-zoom="in"
                disabled={zoom >= most} onclick={to(zoom + 1)}>{ "+" }</button>
        </div>
    }
}
