//! What the colours and patterns of the heap map mean.

use heap_lab::scene::legend::Swatch;
use yew::prelude::*;

use crate::components::text::use_text;

/// What the legend is for.
#[derive(Properties, PartialEq)]
pub struct LegendProps {
    /// Whether there are boundary tags.
    pub tags: bool,
}

/// A line of swatches with their meanings.
#[component]
pub fn Legend(props: &LegendProps) -> Html {
    let text = use_text();
    let swatches = Swatch::ALL.into_iter().filter(|swatch| props.tags || !swatch.is_of_tags());
    html! {
        <ul class="heap-legend" aria-label={text.legend_title()}>
            { for swatches.map(|swatch| html! {
                <li><span class={classes!("heap-swatch", swatch.key())}></span>{ text.swatch(swatch) }</li>
            }) }
        </ul>
    }
}
