//! What the colours and patterns of the heap map mean.

use heap_lab::{scene::legend::Swatch, text::Text};
use yew::prelude::*;

/// A line of swatches with their meanings; with those of boundary tags if there are `tags`.
pub fn legend(tags: bool, text: &dyn Text) -> Html {
    let swatches = Swatch::ALL.into_iter().filter(|swatch| tags || !swatch.is_of_tags());
    html! {
        <ul class="heap-legend" aria-label={text.legend_title()}>
            { for swatches.map(|swatch| html! {
                <li><span class={classes!("heap-swatch", swatch.key())}></span>{ text.swatch(swatch) }</li>
            }) }
        </ul>
    }
}
