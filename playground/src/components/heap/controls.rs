//! The controls of the heap map: its scale, and the button that frees the selected block.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    scene::{labels::grouped, words},
    trace::{BlockId, Trace},
};

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
            <span class="heap-scale" data-bytes-per-row={props.bytes_per_row.to_string()}>{ format!("{} bytes a row", grouped(props.bytes_per_row)) }</span>
            <button type="button" aria-label="Show more of the heap" title="Show more of the heap"
                disabled={zoom <= least} onclick={to(zoom - 1)}>{ "−" }</button>
            <button type="button" aria-label="Show the heap larger" title="Show the heap larger"
                disabled={zoom >= most} onclick={to(zoom + 1)}>{ "+" }</button>
        </div>
    }
}

/// The selected block, and where it is.
#[derive(Properties, PartialEq)]
pub struct FreeButtonProps {
    /// The block.
    pub block: BlockId,
    /// The trace that names it.
    pub trace: Rc<Trace>,
    /// Left and top of its row, in the map.
    pub place: (f64, f64),
    /// It is to be freed.
    pub on_free: Callback<BlockId>,
}

/// The button that frees it.
#[component]
pub fn FreeButton(props: &FreeButtonProps) -> Html {
    let (on_free, block) = (props.on_free.clone(), props.block);
    let free = Callback::from(move |_: MouseEvent| on_free.emit(block));
    let (x, y) = props.place;
    html! {
        <button type="button" class="heap-free-button" style={format!("--x:{x}px;--y:{y}px")} onclick={free}>
            { "Free " }<code>{ words::name(&props.trace, block) }</code>
        </button>
    }
}
