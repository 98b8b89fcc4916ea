//! Allocation by hand: a form that becomes a line of the script.

use heap_lab::{
    script::DEFAULT_ALIGN,
    trace::{MAX_ALIGN, MAX_SIZE},
};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::text::use_text;

#[derive(PartialEq, Properties)]
pub struct ByHandProps {
    /// Called with size and alignment.
    pub alloc: Callback<(u32, u32)>,
}

/// Size, alignment, and a button.
#[component]
pub fn ByHand(props: &ByHandProps) -> Html {
    let labels = &use_text().page().desk;
    let size = use_node_ref();
    let align = use_node_ref();
    let submit = {
        let (size, align, alloc) = (size.clone(), align.clone(), props.alloc.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let bytes = size.cast::<HtmlInputElement>().and_then(|field| field.value().trim().parse().ok());
            let multiple = align.cast::<HtmlSelectElement>().and_then(|field| field.value().parse().ok());
            if let (Some(bytes), Some(multiple)) = (bytes, multiple) {
                alloc.emit((bytes, multiple));
            }
        })
    };
    let aligns =
        std::iter::successors(Some(1_u32), |align| Some(align * 2)).take_while(|&align| align <= MAX_ALIGN);
    html! {
        <form class="by-hand" onsubmit={submit} aria-label={labels.by_hand}>
            <label>
                <span>{ labels.size }</span>
                <input ref={size} type="number" name="size" inputmode="numeric" required=true min="1"
                    max={MAX_SIZE.to_string()} step="1" value="24" />
            </label>
            <label>
                <span>{ labels.alignment }</span>
                <select ref={align} name="align">
                    { for aligns.map(|align| html! {
                        <option value={align.to_string()} selected={align == DEFAULT_ALIGN}>{ align }</option>
                    }) }
                </select>
            </label>
            <button type="submit" class="button button-primary">{ labels.allocate }</button>
            <p class="hint">{ labels.by_hand_hint }</p>
        </form>
    }
}
