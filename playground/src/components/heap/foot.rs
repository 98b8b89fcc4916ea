//! The line under the heap map: its scale, and what changes it.

use yew::prelude::*;

use crate::components::text::use_text;

/// The scale of the map.
#[derive(Properties, PartialEq)]
pub struct FootProps {
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
#[component]
pub fn Foot(props: &FootProps) -> Html {
    let (least, most) = props.zooms;
    let zoom = props.zoom.clamp(least, most);
    let to = |zoom: i32| {
        let on_zoom = props.on_zoom.clone();
        Callback::from(move |_: MouseEvent| on_zoom.emit(zoom))
    };
    let text = use_text();
    html! {
        <div class="heap-foot">
            <span class="heap-scale" data-bytes-per-row={props.bytes_per_row.to_string()}>
                { text.bytes_per_row(props.bytes_per_row) }
            </span>
            <button type="button" aria-label={text.zoom_out()} title={text.zoom_out()} data-zoom="out"
                disabled={zoom <= least} onclick={to(zoom - 1)}>{ "−" }</button>
            <button type="button" aria-label={text.zoom_in()} title={text.zoom_in()} data-zoom="in"
                disabled={zoom >= most} onclick={to(zoom + 1)}>{ "+" }</button>
        </div>
    }
}
