//! The line under the heap map: its scale, and what changes it.

use heap_lab::scene::labels::grouped;
use yew::prelude::*;

/// The scale of the map.
#[derive(Properties, PartialEq)]
pub struct FootProps {
    /// Bytes in a row.
    pub bytes_per_row: u32,
    /// The zoom as it was asked for.
    pub zoom: i32,
    /// The zooms that make a difference.
    pub zooms: (i32, i32),
    /// Another zoom is wished for.
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
    html! {
        <div class="heap-foot">
            <span class="heap-scale" data-bytes-per-row={props.bytes_per_row.to_string()}>{ format!("{} B a row", grouped(props.bytes_per_row)) }</span>
            <button type="button" aria-label="Show more of the heap" title="Show more of the heap"
                disabled={zoom <= least} onclick={to(zoom - 1)}>{ "−" }</button>
            <button type="button" aria-label="Show the heap larger" title="Show the heap larger"
                disabled={zoom >= most} onclick={to(zoom + 1)}>{ "+" }</button>
        </div>
    }
}
